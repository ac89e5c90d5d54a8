/** The kinds of operations in a role. */
export enum RolePlane {
  /** The management plane: create, configure, delete resources. */
  CONTROL = "control",
  /** The data plane: read and write their contents. */
  DATA = "data",
  /** Both. */
  BOTH = "both",
}

/**
 * What a principal may do at a scope: a `BuiltInRole` or a `CustomRole`.
 *
 * https://learn.microsoft.com/azure/role-based-access-control/role-definitions
 */
export interface IRole {
  /** Id of the role definition: a GUID, or a token for it. */
  readonly roleId: string;

  /** Name for error messages. */
  readonly roleName: string;
}
