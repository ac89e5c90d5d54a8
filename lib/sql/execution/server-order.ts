import { type ITerraformResource, type TerraformResource } from "cdktf";
import { remember } from "../../core/collections";

/** By server, what has to happen before anybody can create logins there: its directory access. */
const prerequisites = new WeakMap<ITerraformResource, TerraformResource[]>();

/** What the facts of a server wait for; read it at synth, because facts may be written before their prerequisites. */
export function prerequisitesOf(server: ITerraformResource): TerraformResource[] {
  return remember(prerequisites, server, () => []);
}
