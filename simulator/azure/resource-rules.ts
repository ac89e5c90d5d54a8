import rules from "../../catalog/resource-rules.json";
import { type Schema } from "../../catalog/provider-schema";
import { type ResourceRules } from "../provider/resource-rules";
import { argumentsInId } from "./id-templates";

const RULES: Readonly<Record<string, ResourceRules>> = rules;

/** Nearly no resource of Azure can be renamed or moved. */
const FORCE_NEW_NEARLY_EVERYWHERE = ["name", "location", "resource_group_name"];

/** The rules of a type; whatever its id is made of cannot change in place. */
export function rulesOf(type: string, { block }: Schema): ResourceRules {
  const known = RULES[type];
  const { attributes = {} } = block;
  const usual = type.startsWith("azurerm_")
    ? FORCE_NEW_NEARLY_EVERYWHERE
    : Object.keys(attributes).filter((name) => attributes[name]?.required === true && name.endsWith("_id"));
  const inId = argumentsInId(type).filter((name) => attributes[name]?.required ?? attributes[name]?.optional);
  const forceNew = [...(known?.forceNew ?? usual), ...inId].filter(
    (path) => path.includes(".") || path in attributes || path in (block.block_types ?? {}),
  );
  return { ...known, forceNew: [...new Set(forceNew)] };
}
