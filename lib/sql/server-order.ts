import { Aspects, type ITerraformResource, type TerraformResource } from "cdktf";
import { type IConstruct } from "constructs";
import { DependsOn } from "../core/depends-on";

/**
 * What has to happen to a server before anybody can create logins there (its directory access), and the facts that
 * wait for it; whichever is written first in the app.
 */
const prerequisites = new WeakMap<ITerraformResource, TerraformResource[]>();

function prerequisitesOf(server: ITerraformResource): TerraformResource[] {
  let known = prerequisites.get(server);
  if (!known) {
    known = [];
    prerequisites.set(server, known);
  }
  return known;
}

export function addServerPrerequisites(server: ITerraformResource, resources: readonly TerraformResource[]): void {
  prerequisitesOf(server).push(...resources);
}

/** Makes a fact wait for everything that is, or will be, a prerequisite of its server. */
export function waitForServer(server: ITerraformResource, fact: IConstruct): void {
  Aspects.of(fact).add(new DependsOn(() => prerequisitesOf(server)));
}
