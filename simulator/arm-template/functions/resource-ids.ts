import { BadCall, takingMany, type TemplateFunction, text } from "./signature";

export interface Place {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
}

/**
 * The functions that build ids:
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource
 */
export function resourceIdFunctions(here: Place): Readonly<Record<string, TemplateFunction>> {
  return {
    extensionResourceId: takingMany(text, ([scope = "", type = "", ...names]) => `${scope}${below(type, names)}`),
    resourceId: takingMany(text, (given) => {
      const { before, type, names } = split(given);
      const [resourceGroup = here.resourceGroup, subscriptionId = here.subscriptionId] = [...before].reverse();
      return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}${below(type, names)}`;
    }),
    subscriptionResourceId: takingMany(text, (given) => {
      const { before, type, names } = split(given);
      return `/subscriptions/${before[0] ?? here.subscriptionId}${below(type, names)}`;
    }),
    tenantResourceId: takingMany(text, ([type = "", ...names]) => below(type, names)),
  };
}

/** "/providers/Microsoft.Web/connections/sql/accessPolicies/shop", from a type and a name for each of its segments. */
export function below(type: string, names: readonly string[]): string {
  const [provider = "", ...types] = type.split("/");
  if (types.length !== names.length || types.length === 0) {
    throw new BadCall(
      `the type '${type}' has ${String(types.length)} segments after the provider, and there are ${String(names.length)} names for them`,
    );
  }
  return `/providers/${[provider, ...types.flatMap((segment, index) => [segment, names[index]])].join("/")}`;
}

/** The type is the first argument with a slash. Subscription and resource group can precede it. */
function split(given: readonly string[]): { before: readonly string[]; type: string; names: readonly string[] } {
  const at = given.findIndex((argument) => argument.includes("/"));
  const type = given[at];
  if (type === undefined) {
    throw new BadCall(`found no resource type, such as 'Microsoft.Web/connections', in '${given.join("', '")}'`);
  }
  return { before: given.slice(0, at), type, names: given.slice(at + 1) };
}
