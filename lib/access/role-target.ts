import { type IConstruct } from "constructs";

/** Where a service's access applies, and what is wrong with that. */
export interface RoleTarget {
  /** ARM id. */
  readonly scope: string;
  /** Word for what is allowed: lower-case letters, digits and hyphens. */
  readonly verb: string;
  /** Part of construct ids. */
  id(scope: IConstruct): string;
  problems(): readonly string[];
}
