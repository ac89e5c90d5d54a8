import { type Origin } from "../../../terraform/analysis";
import { type Block } from "../../../terraform/document";
import { isNoSecret, isSecretName } from "./names";

/** Whether a value is in no plan and in no state. */
export const isEphemeral = (origins: readonly Origin[]): boolean =>
  origins.length > 0 && origins.every(({ kind, block }) => kind === "ephemeral" || block?.values.ephemeral === true);

/**
 * Whether a value is made of variables with names of secrets.
 *
 * @param literal what the value is by default; undefined if nothing says so
 */
export function isSecretVariable(origins: readonly Origin[], literal: unknown): boolean {
  const mayBe = literal === undefined || (typeof literal === "string" && !isNoSecret(literal));
  return mayBe && origins.length > 0 && origins.every(isNamedLikeSecret);
}

const isNamedLikeSecret = ({ kind, name, attribute, block }: Origin): boolean =>
  kind === "variable" &&
  block?.values.ephemeral !== true &&
  isSecretName(attribute === "" ? name : attribute.slice(attribute.lastIndexOf(".") + 1));

/** Whether a service takes no keys any more. */
export const isLocalOff = (block: Block | undefined): boolean =>
  block?.values.local_authentication_enabled === false || block?.values.local_authentication_disabled === true;

/** Whether an expression only hashes or measures what it refers to. */
export const isHashed = (text: string): boolean =>
  /^\$\{(?:nonsensitive\()?(?:base64)?(?:sha\d+|md5|length|filesha\d+)\(/.test(text);
