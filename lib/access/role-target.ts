import { type ITerraformResource } from "cdktf";

/** Where a service's access applies, and what is wrong with that. */
export interface RoleTarget {
  /** ARM id. */
  readonly scope: string;
  /** The resource or data source behind it, where one was given. */
  readonly resource?: ITerraformResource;
  problems(): readonly string[];
}
