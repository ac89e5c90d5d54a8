import { type ITerraformResource } from "cdktf";
import { type ClientId, type ObjectId } from "./principal-ids";

/** Somebody who can be granted access: a managed identity, a group, a user or a service principal. */
export interface IPrincipal {
  /** The id in role assignments and access policies. */
  readonly objectId: ObjectId;

  /**
   * The kind of principal. If a role assignment sets it, Azure does not look up the principal, so that a new identity
   * is always found.
   */
  readonly principalType: PrincipalType;

  /**
   * The name in Entra ID, which SQL logins use.
   *
   * @default - unknown
   */
  readonly displayName?: string;

  /**
   * The client id, with which the principal signs in; undefined for users, groups, and service principals without a
   * known one.
   *
   * If azurerm does not export it, this adds a data source that looks it up.
   */
  findClientId(): ClientId | undefined;
}

/** A principal whose credentials Azure manages. */
export interface IManagedIdentity extends IPrincipal {
  /**
   * Adds this identity to a source. Its other identities stay.
   *
   * Synth reports a source whose type does not allow it.
   *
   * @param source the azurerm resource that makes calls
   */
  attachTo(source: ITerraformResource): void;
}

/**
 * Kind of principal, as role assignments spell it.
 *
 * https://learn.microsoft.com/azure/role-based-access-control/role-assignments#principal
 */
export enum PrincipalType {
  /** A person. */
  USER = "User",
  /** A group of users, service principals and managed identities. */
  GROUP = "Group",
  /** An application or a managed identity. */
  SERVICE_PRINCIPAL = "ServicePrincipal",
}
