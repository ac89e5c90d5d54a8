/** The target of an access, and its errors. */
export interface RoleTarget {
  /** ARM id. */
  readonly scope: string;
  problems(): readonly string[];
}
