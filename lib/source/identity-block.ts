import { Fn, type ITerraformResource, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { configureBlock, configured, onlyBlock } from "../core/attributes";
import { AZAPI_RESOURCE } from "../core/resources";
import { canonical } from "../core/reference";

/** The `identity` block of a resource, whatever its type. */
export interface IdentityBlock {
  readonly system: boolean;
  /** Ids of the user-assigned identities; can be a list token. */
  readonly users: string[];
}

interface ConfiguredIdentity {
  readonly type?: string;
  readonly identityIds?: string[];
}

const SYSTEM = "SystemAssigned";
const USER = "UserAssigned";

/** The configured block; "unreadable" if the type of the identity is known only at apply. */
export function readIdentity(resource: ITerraformResource): IdentityBlock | "unreadable" {
  const given = configured(resource, "identity");
  const identity = (onlyBlock(given) ?? {}) as ConfiguredIdentity;
  if (Token.isUnresolved(given) || Token.isUnresolved(identity) || Token.isUnresolved(identity.type ?? "")) {
    return "unreadable";
  }
  const kinds = (identity.type ?? "").split(",").map((kind) => kind.trim());
  return { system: kinds.includes(SYSTEM), users: identity.identityIds ?? [] };
}

export function writeIdentity(resource: ITerraformResource, { system, users }: IdentityBlock): void {
  const type = [system ? SYSTEM : "", users.length > 0 ? USER : ""].filter(Boolean).join(", ");
  const block = users.length > 0 ? { type, identityIds: users } : { type };
  // azapi takes a list with at most one block.
  configureBlock(resource, "identity", resource.terraformResourceType === AZAPI_RESOURCE ? [block] : block);
}

/** Adds identities to the existing ones. Sorted, so that the order of calls does not matter. */
export function withUsers(present: string[], more: readonly string[], scope: IConstruct): string[] {
  const added = more.filter((id) => !hasUser(present, id, scope));
  const sorted = added.map((id) => [canonical(id, scope), id] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const ids = sorted.map(([, id]) => id);
  if (ids.length === 0) {
    return present;
  }
  return Token.isUnresolved(present) ? Token.asList(Fn.concat([present, ids])) : [...present, ...ids];
}

export function hasUser(users: readonly string[], id: string, scope: IConstruct): boolean {
  return (
    users.includes(id) || users.some((known) => isPlain(known) && canonical(known, scope) === canonical(id, scope))
  );
}

/** An element of a list token stands for the whole list, and cannot be rendered alone. */
function isPlain(element: string): boolean {
  return !element.startsWith("#{");
}
