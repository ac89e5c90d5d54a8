import { type ITerraformResource } from "cdktf";
import { type Problem } from "../core/rules";
import { type TargetSettings } from "./target-subject";

/** The target of an access, and its errors. */
export interface RoleTarget {
  /** ARM id. */
  readonly scope: string;
  /** The resource or data source behind it, where one was given. */
  readonly resource?: ITerraformResource;
  /** What clients of the service need. */
  readonly settings?: readonly TargetSettings[];
  problems(): readonly Problem[];
}
