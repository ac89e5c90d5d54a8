import { type Block } from "../terraform/document";
import { isObject } from "../terraform/values";
import { type Origin } from "../terraform/analysis";
import { azapiTypeOf, parsed, propertyOf } from "./azapi";
import { type Builder } from "./builder";
import { argumentOf, originsOf, textOf } from "./reading";

/** Access policies of API connections of Logic Apps, which have no resource in azurerm. */

const POLICIES = "Microsoft.Web/connections/accessPolicies";
const WHAT = "use the connection";

export function addConnectionPolicies(builder: Builder): void {
  const { analysis } = builder;
  for (const block of analysis.resourcesOf("azurerm_resource_group_template_deployment")) {
    const template = block.values.template_content;
    if (typeof template === "string" && template.length < LONGEST && template.includes(POLICIES)) {
      addTemplate(builder, block);
    }
  }
  for (const block of analysis.resourcesOf("azapi_resource")) {
    if (azapiTypeOf(block, analysis) === POLICIES.toLowerCase()) {
      const objectId = propertyOf(block, ["properties", "principal", "identity", "objectId"]);
      const target = builder.targets.of(argumentOf(block, "parent_id"), block);
      add(builder, block, target, builder.principals.of(objectId, block));
    }
  }
}

/** Longer templates are not read. */
const LONGEST = 1_000_000;

function addTemplate(builder: Builder, block: Block): void {
  const { analysis, principals, targets } = builder;
  const parameters = argumentOf(block, "parameters_content");
  const text = textOf(analysis, parameters, block);
  const known = text === undefined ? undefined : parsed(text);
  const origins = originsOf(analysis, parameters, block);
  const connection = origins.find(isConnection);
  const objectId = valueOf(known, "objectId");
  const connectionId = valueOf(known, "connectionId");
  const document = block.document.name;
  const target = connection?.block
    ? targets.ofBlock(connection.block)
    : connectionId === undefined
      ? targets.named("API connection", document)
      : targets.of({ value: connectionId, expression: undefined }, block);
  const ids =
    objectId === undefined
      ? origins.filter(isObjectId).flatMap((origin) => principals.ofOrigin(origin) ?? [])
      : principals.of({ value: objectId, expression: undefined }, block);
  add(builder, block, target, [...new Set(ids)]);
}

function add({ grants }: Builder, block: Block, target: string, principals: readonly string[]): void {
  for (const principal of principals) {
    grants.push({ principal, target, what: WHAT, plane: "data", risk: "none", block, eligible: false });
  }
}

function isObjectId({ attribute }: Origin): boolean {
  return /(^|\.)(principal_id|object_id)$/.test(attribute);
}

function isConnection({ type, attribute }: Origin): boolean {
  return (
    (type === "azurerm_resource_group_template_deployment" && attribute.startsWith("output_content")) ||
    ((type === "azurerm_api_connection" || type === "azapi_resource") && attribute === "id")
  );
}

function valueOf(parameters: unknown, name: string): string | undefined {
  const parameter = isObject(parameters) ? parameters[name] : undefined;
  const value = isObject(parameter) ? parameter.value : undefined;
  return typeof value === "string" ? value : undefined;
}
