import { type Block } from "../terraform/document";
import { type RoleTraits } from "./role-traits";

export type PrincipalKind =
  "user-assigned-identity" | "system-assigned-identity" | "service-principal" | "group" | "user" | "unknown";

/** Who holds access. */
export interface Principal {
  /** Unique in the model and the same in every run: the address of its block with the document, or the object id. */
  readonly id: string;
  readonly kind: PrincipalKind;
  /** For people: the name of the identity, of the group or of the user. */
  readonly label: string;
  /** What declares it; the resource with the identity block, for a system-assigned identity. */
  readonly block?: Block;
  /** For grouping in pictures: the resource group if it is known, or else the stack. */
  readonly cluster: string;
}

/** A resource that calls others with identities. */
export interface Source {
  readonly id: string;
  readonly label: string;
  readonly block: Block;
  readonly cluster: string;
  /** Ids of the principals that are attached. */
  readonly identities: readonly string[];
}

export type ScopeKind =
  "tenant" | "management-group" | "subscription" | "resource-group" | "resource" | "part-of-resource";

/** What can be reached: a resource, a part of it such as a container or a secret, or a scope that holds resources. */
export interface Target {
  readonly id: string;
  readonly label: string;
  readonly scope: ScopeKind;
  /** The azurerm type if it is known, such as "azurerm_key_vault"; empty otherwise. */
  readonly type: string;
  readonly block?: Block;
  readonly cluster: string;
  /** The ARM type if it is known, such as "Microsoft.KeyVault/vaults". */
  readonly armType?: string;
  /** Ids of the targets and scopes that it is in, as far as the documents say it, from the nearest to the widest. */
  readonly within?: readonly string[];
}

/** How much a grant gives away: "privileged" can give access to others or become others, "broad" is more than one resource. */
export type Risk = "none" | "broad" | "privileged";

/** Access that one principal has on one target. */
export interface Grant {
  /** Id of the principal. */
  readonly principal: string;
  /** Id of the target. */
  readonly target: string;
  /** What may be done, for people: "Key Vault Secrets User", "db_datareader", "secrets: get, list". */
  readonly what: string;
  /** The id of the built-in role, in lower case, if it is a role of Azure. */
  readonly roleId?: string;
  /** The Azure role, built-in or custom; left out for grants of other kinds. */
  readonly role?: GrantedRole;
  readonly plane: "control" | "data" | "both";
  readonly risk: Risk;
  /** The block that grants. */
  readonly block: Block;
  /** Whether it has to be activated before it works (PIM). */
  readonly eligible: boolean;
}

/** A role of Azure in a grant. */
export interface GrantedRole {
  /** The definition of a custom role, if the documents hold it. */
  readonly definition?: Block;
  /** What it lets its holder do, if that is known. */
  readonly traits?: RoleTraits;
  /** Whether a condition limits it in this grant. */
  readonly conditional: boolean;
}

/** Tokens of another issuer that let their holders act as an identity. */
export interface FederatedTrust {
  /** Id of the principal. */
  readonly principal: string;
  readonly issuer: string;
  /** The subject, or the claims matching expression of a flexible credential. */
  readonly subject: string;
  readonly block: Block;
}

/** A principal that is a member of a group. Ids of principals. */
export interface Membership {
  readonly group: string;
  readonly member: string;
  readonly block: Block;
}

/** One way to act as an identity: at most four steps, from whoever starts to the identity. */
export interface Impersonation {
  /** Id of the principal that can be acted as. */
  readonly principal: string;
  /** Id of a principal, or the issuer and subject of a federated token, that can act as it. */
  readonly by: string;
  readonly steps: readonly ImpersonationStep[];
}

export interface ImpersonationStep {
  /** For people: who or what the step starts at, and what it reaches. */
  readonly from: string;
  readonly to: string;
  /** A sentence: what lets the step be taken. */
  readonly why: string;
  /** The block that allows it. */
  readonly block: Block;
}

/** Who can reach what, and who can become whom. */
export interface AccessModel {
  readonly principals: readonly Principal[];
  readonly sources: readonly Source[];
  readonly targets: readonly Target[];
  readonly grants: readonly Grant[];
  readonly trusts: readonly FederatedTrust[];
  readonly memberships: readonly Membership[];
  readonly impersonations: readonly Impersonation[];
}
