import { type RoleAccessOptions } from "../role-access";

/** Which repositories a role applies to, and what its assignment says beside. */
export interface RepositoryAccessOptions extends RoleAccessOptions {
  /**
   * Names of repositories, such as "shop/orders": the role applies to these only, by a condition of its assignment. A
   * principal has one assignment of a role on a registry, so name all its repositories in one access.
   *
   * @default - all repositories
   */
  readonly repositories?: string[];
}
