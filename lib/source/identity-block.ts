import { Fn, type ITerraformResource, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { configureBlock, configured } from "../core/attributes";
import { canonical } from "../core/reference";

/** The `identity` block of a resource, whatever its type. */
export interface IdentityBlock {
  readonly system: boolean;
  /** Ids of the user-assigned identities; may be a list token. */
  readonly users: string[];
}

interface ConfiguredIdentity {
  readonly type?: string;
  readonly identityIds?: string[];
}

const SYSTEM = "SystemAssigned";
const USER = "UserAssigned";

/** What is configured now; "unreadable" where the type of the identity is only known at apply. */
export function readIdentity(resource: ITerraformResource): IdentityBlock | "unreadable" {
  const identity = (configured(resource, "identity") ?? {}) as ConfiguredIdentity;
  if (Token.isUnresolved(identity) || Token.isUnresolved(identity.type ?? "")) {
    return "unreadable";
  }
  const kinds = (identity.type ?? "").split(",").map((kind) => kind.trim());
  return { system: kinds.includes(SYSTEM), users: identity.identityIds ?? [] };
}

export function writeIdentity(resource: ITerraformResource, { system, users }: IdentityBlock): void {
  const type = [system ? SYSTEM : "", users.length > 0 ? USER : ""].filter(Boolean).join(", ");
  configureBlock(resource, "identity", users.length > 0 ? { type, identityIds: users } : { type });
}

export function addUser(users: string[], id: string, scope: IConstruct): string[] {
  if (hasUser(users, id, scope)) {
    return users;
  }
  return Token.isUnresolved(users) ? Token.asList(Fn.concat([users, [id]])) : [...users, id];
}

export function hasUser(users: string[], id: string, scope: IConstruct): boolean {
  return (
    users.includes(id) || users.some((known) => isPlain(known) && canonical(known, scope) === canonical(id, scope))
  );
}

/** An element of a list token stands for the whole list and cannot be rendered alone. */
function isPlain(element: string): boolean {
  return !element.startsWith("#{");
}
