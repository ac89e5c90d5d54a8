import rules from "../../tools/catalog/resource-rules.json";
import { type Schema } from "../../tools/catalog/provider-schema";
import { type ResourceRules } from "../provider/resource-rules";
import { argumentsInId } from "./id-templates";
import { additionsTo, type Version, versionOf } from "./releases";

const RULES: Readonly<Record<string, ResourceRules>> = rules;

/** Hardly any Azure resource can be renamed or moved. */
const FORCE_NEW_NEARLY_EVERYWHERE = ["name", "location", "resource_group_name"];

/** Arguments that azurerm updates in place since a version. */
const IN_PLACE_SINCE: readonly { readonly since: string; readonly type: string; readonly arguments: string[] }[] = [
  { since: "5.2.0", type: "azurerm_role_assignment", arguments: ["description", "condition", "condition_version"] },
];

/** The rules of a type in a version of its provider. The arguments in its id always replace it. */
export function rulesOf(type: string, { block }: Schema, version: Version): ResourceRules {
  const known = RULES[type];
  const { attributes = {} } = block;
  const usual = type.startsWith("azurerm_")
    ? FORCE_NEW_NEARLY_EVERYWHERE
    : Object.keys(attributes).filter((name) => attributes[name]?.required === true && name.endsWith("_id"));
  const inId = argumentsInId(type).filter((name) => attributes[name]?.required ?? attributes[name]?.optional);
  const inPlace = IN_PLACE_SINCE.filter((one) => one.type === type && versionOf(one.since) <= version);
  const added = additionsTo(version)
    .filter((addition) => addition.type === type)
    .map((addition) => addition.rules ?? {});
  const exists = (path: string): boolean =>
    path.includes(".") || path in attributes || path in (block.block_types ?? {});
  const forceNew = [...(known?.forceNew ?? usual), ...added.flatMap((one) => one.forceNew ?? []), ...inId]
    .filter(exists)
    .filter((path) => !inPlace.some((one) => one.arguments.includes(path)));
  return { ...combined([known ?? {}, ...added], exists), forceNew: [...new Set(forceNew)] };
}

const GROUPS = ["exactlyOneOf", "atLeastOneOf", "conflictsWith", "requiredWith"] as const;

/** Combines rules, without arguments that a release lacks. */
function combined(all: readonly ResourceRules[], exists: (path: string) => boolean): ResourceRules {
  return Object.fromEntries(
    GROUPS.map((group) => [
      group,
      all
        .flatMap((one) => one[group] ?? [])
        .map((paths) => paths.filter(exists))
        .filter(({ length }) => length > 0),
    ]),
  );
}
