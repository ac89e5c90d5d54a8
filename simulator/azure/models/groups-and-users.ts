import { elementsOf, textOf, type ObjectValue, type Value } from "../../protocol/values";
import { type Azure } from "../azure";
import { type ResourceModels } from "../model";
import { AzureError, Refusal } from "../refusal";
import { guestName, isGuest, mailOfGuest } from "./guests";
import { directoryObject, requirePrincipal } from "./directory-objects";

export const GROUPS_AND_USERS: ResourceModels = {
  azuread_group: {
    ...directoryObject("groups"),
    check: ({ azure, attributes, before }) => {
      const name = textOf(attributes.display_name);
      if (attributes.security_enabled !== true && attributes.mail_enabled !== true) {
        throw new Refusal("a group has to be security_enabled or mail_enabled");
      }
      const taken = azure.inventory
        .ofType("azuread_group")
        .find(({ state, id }) => state.display_name === name && id !== before?.id);
      if (attributes.prevent_duplicate_names === true && taken) {
        throw new Refusal(
          `tried to create a group with the display name "${name ?? ""}", which group ${taken.id} has already`,
        );
      }
      [...elementsOf(attributes.members), ...elementsOf(attributes.owners)].forEach((id) => {
        requirePrincipal(azure, id);
      });
    },
    compute: (write) => ({
      members: [],
      owners: [write.account.objectId],
    }),
    // Inline members and membership resources share one list.
    keep: (state, { config, before }) => ({
      ...state,
      members: (config.members == null ? before?.state.members : state.members) ?? [],
    }),
    read: (state, azure) => ({ ...state, members: [...elementsOf(state.members), ...separateMembers(azure, state)] }),
  },

  azuread_group_without_members: { ...directoryObject("groups") },

  azuread_group_member: {
    idOf: ({ attributes }) =>
      `${textOf(attributes.group_object_id) ?? ""}/member/${textOf(attributes.member_object_id) ?? ""}`,
    check: ({ azure, attributes }) => {
      const group = requirePrincipal(azure, attributes.group_object_id);
      const member = requirePrincipal(azure, attributes.member_object_id);
      if (group.type !== "Group") {
        throw new Refusal(`${group.displayName} (${group.objectId}) is not a group`);
      }
      if (elementsOf(group.resource.state.members).includes(member.objectId)) {
        throw new AzureError(
          400,
          "Request_BadRequest",
          "One or more added object references already exist for the following modified properties: 'members'.",
        );
      }
    },
  },

  azuread_user: {
    ...directoryObject("users"),
    check: ({ azure, attributes, before }) => {
      const name = textOf(attributes.user_principal_name)?.toLowerCase();
      const taken = azure.inventory
        .ofType("azuread_user")
        .some(({ state, id }) => textOf(state.user_principal_name)?.toLowerCase() === name && id !== before?.id);
      if (taken) {
        throw new AzureError(
          400,
          "Request_BadRequest",
          "Another object with the same value for property userPrincipalName already exists.",
        );
      }
    },
    compute: ({ attributes }) => ({
      user_type: isGuest(attributes) ? "Guest" : "Member",
      external_user_state: isGuest(attributes) ? "Accepted" : "",
      mail: isGuest(attributes) ? mailOfGuest(attributes) : (textOf(attributes.user_principal_name) ?? ""),
      mail_nickname: (textOf(attributes.user_principal_name) ?? "").split("@")[0] ?? "",
    }),
    declared: ({ user_principal_name: name, mail }): ObjectValue =>
      name === undefined && typeof mail === "string" ? { user_principal_name: guestName(mail) } : {},
  },
};

const separateMembers = (azure: Azure, { object_id: group }: ObjectValue): Value[] =>
  azure.inventory
    .ofType("azuread_group_member")
    .filter(({ state }) => state.group_object_id === group)
    .map(({ state }) => state.member_object_id ?? null);
