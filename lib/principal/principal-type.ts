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
