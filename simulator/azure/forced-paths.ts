import { type Path } from "../protocol/provider";
import { type ObjectValue } from "../protocol/values";
import { replacements } from "../provider/plan";
import { type Constraints, servedReleases } from "./releases";

/** The paths whose change replaces a resource; none for types that are not simulated. */
export function forcedPaths(constraints: Constraints, type: string, before: ObjectValue, after: ObjectValue): Path[] {
  return servedReleases(constraints).flatMap(({ schema, resourceRules }) => {
    const found = schema.resource_schemas[type];
    return found ? replacements(found.block, resourceRules[type]?.forceNew ?? [], before, after) : [];
  });
}
