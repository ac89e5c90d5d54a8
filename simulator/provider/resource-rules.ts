import rules from "../../catalog/resource-rules.json";
import { type Schema } from "../../catalog/provider-schema";

/** What a provider knows about a type beyond its schema; a path is written with dots and without positions. */
export interface ResourceRules {
  readonly forceNew?: readonly string[];
  readonly exactlyOneOf?: readonly (readonly string[])[];
  readonly atLeastOneOf?: readonly (readonly string[])[];
  readonly conflictsWith?: readonly (readonly string[])[];
  /** Where the first is set, the others have to be. */
  readonly requiredWith?: readonly (readonly string[])[];
}

const RULES: Readonly<Record<string, ResourceRules>> = rules;

/** Nearly no resource of Azure can be renamed or moved. */
const FORCE_NEW_NEARLY_EVERYWHERE = ["name", "location", "resource_group_name"];

export function rulesOf(type: string, { block }: Schema): ResourceRules {
  const known = RULES[type];
  return known ?? { forceNew: FORCE_NEW_NEARLY_EVERYWHERE.filter((name) => name in (block.attributes ?? {})) };
}
