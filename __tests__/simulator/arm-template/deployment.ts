import {
  readDeployment,
  type Reference,
  type Surroundings,
  type TemplateDeployment,
} from "../../../simulator/arm-template";
import { type ObjectValue, type Value } from "../../../simulator/protocol/values";

export const HERE: Surroundings = {
  tenantId: "tenant-1",
  subscriptionId: "sub-1",
  resourceGroup: "rg-shop",
  location: "westeurope",
  tags: {},
  deployment: "connections",
};

export const template = (parts: ObjectValue): ObjectValue => ({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  resources: [],
  ...parts,
});

export const read = (parts: ObjectValue, given: ObjectValue = {}): TemplateDeployment =>
  readDeployment(template(parts), given, HERE);

const unreferenced: Reference = (id) => {
  throw new Error(`nothing should ask for ${id}`);
};

/** What a value comes to in the outputs of a template, with the parts that it needs. */
export function valueOf(
  value: Value,
  parts: ObjectValue = {},
  given: ObjectValue = {},
  reference = unreferenced,
): Value {
  const deployment = read({ outputs: { it: { type: "array", value: [value] } }, ...parts }, given);
  const { it } = deployment.outputs(deployment.calls(reference)) as { it: { value: Value[] } };
  return it.value[0] ?? null;
}
