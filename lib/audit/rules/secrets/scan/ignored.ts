import { type Block } from "../../../terraform/document";
import { objectsIn } from "../../../terraform/values";
import { isNoSecret, isUserName } from "./names";

const PLACEHOLDER = /^\W*(change|dummy|fill|placeholder|replace|set|tbd|to ?do|update)/i;

const STAND_IN = /^\W*(change[-_ ]?me|dummy|placeholder|replace[-_ ]?me|tbd|to ?do)\b/i;

/** Whether a text in a secret of a key vault is none: an address, a user name, or what stands in for the secret. */
export function isHarmlessInVault(text: string, { type, values }: Block): boolean {
  const isUser = typeof values.name === "string" && isUserName(values.name);
  return type === "azurerm_key_vault_secret" && (isUser || isNoSecret(text) || STAND_IN.test(text));
}

/** Whether a text only stands in until somebody sets the secret outside of Terraform, which ignores what it then is. */
export function isPlaceholder(text: string, path: string, { values }: Block): boolean {
  const ignored = objectsIn(values.lifecycle).flatMap(({ ignore_changes: changes }) => changes);
  return PLACEHOLDER.test(text) && ignored.some((one) => one === "all" || one === path || one === `\${${path}}`);
}
