/** Where a service's access applies, and what is wrong with that. */
export interface RoleTarget {
  /** ARM id. */
  readonly scope: string;
  problems(): readonly string[];
}
