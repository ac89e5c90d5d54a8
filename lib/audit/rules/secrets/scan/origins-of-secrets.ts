import { type Origin } from "../../../terraform/analysis";
import { type Block } from "../../../terraform/document";
import { isPointer, isSecretName } from "./names";

/** Whether a value is in no plan and in no state. */
export const isEphemeral = (origins: readonly Origin[]): boolean =>
  origins.length > 0 && origins.every(({ kind, block }) => kind === "ephemeral" || block?.values.ephemeral === true);

/** Whether a value is made of variables with names of secrets. */
export const isSecretVariable = (origins: readonly Origin[]): boolean =>
  origins.length > 0 && origins.every((origin) => origin.kind === "variable" && isSecretName(nameOf(origin)));

/** Whether a value is made of variables, none of which is about the place or the name of a secret. */
export const mayBeSecretVariable = (origins: readonly Origin[]): boolean =>
  origins.length > 0 && origins.every((origin) => origin.kind === "variable" && !isPointer(nameOf(origin)));

/**
 * Whether variables with names of secrets become part of what an expression gives: not of a condition in it only. Ephemeral
 * ones cannot.
 */
export function hasSecretVariable(text: string, origins: readonly Origin[]): boolean {
  const condition = text.indexOf("?");
  const given = condition < 0 ? text : text.slice(condition);
  const isTest = condition < 0 && /[^=!]==[^=]|!=/.test(text);
  return (
    !isTest && !isHashed(text) && /\b(?:var|local)\./.test(given) && origins.some((one) => isSecretVariable([one]))
  );
}

/** Whether a value is kept in a key vault. */
export const isFromVault = ({ kind, type }: Origin): boolean => kind === "data" && type === "azurerm_key_vault_secret";

const nameOf = ({ name, attribute }: Origin): string =>
  attribute === "" ? name : attribute.slice(attribute.lastIndexOf(".") + 1);

/** Whether a service takes no keys any more. */
export const isLocalOff = (block: Block | undefined): boolean =>
  block?.values.local_authentication_enabled === false || block?.values.local_authentication_disabled === true;

/** Whether an expression only hashes or measures what it refers to. */
export const isHashed = (text: string): boolean =>
  /^\$\{(?:nonsensitive\()?(?:base64)?(?:sha\d+|md5|length|filesha\d+)\(/.test(text);
