import { type ITerraformResource } from "cdktf";
import { type Problem } from "../core/rules";

/** The target of an access, and its errors. */
export interface RoleTarget {
  /** ARM id. */
  readonly scope: string;
  /** The resource or data source behind it, where one was given. */
  readonly resource?: ITerraformResource;
  problems(): readonly Problem[];
}
