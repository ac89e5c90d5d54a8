import { type ITerraformResource, type TerraformResource } from "cdktf";
import { asConstruct } from "../../core/attributes";
import { stateOf } from "../../core/state";

/**
 * What has to happen before anybody can create logins on a server: its directory access. Read it at synth, because facts may
 * be declared before their prerequisites.
 */
export function prerequisitesOf(server: ITerraformResource): TerraformResource[] {
  return stateOf(asConstruct(server), "sql-prerequisites", () => []);
}
