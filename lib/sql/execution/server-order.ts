import { type ITerraformResource, type TerraformResource } from "cdktf";
import { asConstruct } from "../../core/attributes";
import { stateOf } from "../../core/state";

/** The directory access that must exist before facts of a server. Read it at synth, because facts can be declared first. */
export function prerequisitesOf(server: ITerraformResource): TerraformResource[] {
  return stateOf(asConstruct(server), "sql-prerequisites", () => []);
}
