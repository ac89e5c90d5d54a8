import { type ITerraformResource } from "cdktf";
import { type ClientId, type ObjectId } from "./principal-ids";

/** Whom access is granted to: a managed identity, a group, a user or a service principal. */
export interface IPrincipal {
  /** Names the principal in role assignments and access policies. */
  readonly objectId: ObjectId;

  /** Kind of principal; Azure does not look a principal up when it is told, so a fresh identity is never "not found". */
  readonly principalType: PrincipalType;

  /**
   * Name that Entra ID shows, and that SQL logins are created with.
   *
   * @default - not known
   */
  readonly displayName?: string;

  /**
   * Client id, which names the principal when it signs in; undefined for users, groups, and service principals
   * that were given without one.
   *
   * Where azurerm does not export it, this adds a data source that looks it up.
   */
  findClientId(): ClientId | undefined;
}

/** A principal that Azure manages the credentials of. */
export interface IManagedIdentity extends IPrincipal {
  /**
   * Makes the source carry this identity, keeping the identities it has.
   *
   * What the source's type does not allow is reported at synth.
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
