import { type ObjectValue, textOf } from "../../protocol/values";
import { type ResourceModels } from "../model";
import { DOMAIN } from "../tenant";

// Users of other directories: https://learn.microsoft.com/entra/external-id/user-properties

const EXTERNAL = "#EXT#";

/** The name of a guest in this directory: "ada_partner.com#EXT#@simulated.example". */
export const guestName = (mail: string): string => `${mail.replace("@", "_")}${EXTERNAL}@${DOMAIN}`;

export const isGuest = ({ user_principal_name: name }: ObjectValue): boolean =>
  textOf(name)?.toUpperCase().includes(EXTERNAL) === true;

/** The mail address in the name of a guest. */
export function mailOfGuest({ user_principal_name: name }: ObjectValue): string {
  const [local = ""] = (textOf(name) ?? "").split(/#EXT#/i);
  const at = local.lastIndexOf("_");
  return at < 0 ? local : `${local.slice(0, at)}@${local.slice(at + 1)}`;
}

export const GUESTS: ResourceModels = {
  // An invitation creates the user at once.
  azuread_invitation: {
    idOf: ({ azure, attributes }) => azure.newGuid("invitation", textOf(attributes.user_email_address) ?? ""),
    carryOut: ({ azure, account, attributes }) => {
      const mail = textOf(attributes.user_email_address) ?? "";
      const objectId = azure.newGuid("users", mail);
      const id = `/users/${objectId}`;
      const state: ObjectValue = {
        id,
        object_id: objectId,
        display_name: textOf(attributes.user_display_name) ?? mail,
        user_principal_name: guestName(mail),
        mail,
        mail_nickname: guestName(mail).split("@")[0] ?? "",
        user_type: textOf(attributes.user_type) ?? "Guest",
        external_user_state: "PendingAcceptance",
        account_enabled: true,
      };
      azure.inventory.put({ id, type: "azuread_user", account, state, declared: false });
      return Promise.resolve({ computed: { user_id: objectId }, made: [id] });
    },
    takesAlong: () => true,
  },
};
