/** Which operations a role names. */
export enum RolePlane {
  /** Only the management plane: create, configure, delete resources. */
  CONTROL = "control",
  /** Only the data plane: read and write what is in them. */
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
  /** Id of the role definition: a GUID, or a token that becomes one. */
  readonly roleId: string;

  /** Name for messages. */
  readonly roleName: string;
}
