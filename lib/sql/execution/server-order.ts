import { type ITerraformResource, type TerraformResource } from "cdktf";
import { remember } from "../../core/collections";

/** By server, the directory access that must exist before anybody can create logins. */
const prerequisites = new WeakMap<ITerraformResource, TerraformResource[]>();

/** The prerequisites of a server's facts. Read them at synth, because facts can be declared first. */
export function prerequisitesOf(server: ITerraformResource): TerraformResource[] {
  return remember(prerequisites, server, () => []);
}
