import { type ObjectValue } from "../protocol/values";
import { callsIn, type Reference } from "./calls";
import { Definitions } from "./definitions";
import { type Call, evaluated } from "./evaluate";
import { outputsOf } from "./outputs";
import { bindParameters, shownParameters } from "./parameters";
import { type DeclaredResource, declaredResources } from "./resources";
import { type Surroundings } from "./surroundings";
import { readTemplate } from "./template";
import { TemplateError } from "./template-error";

/** A parsed template with its parameters. */
export interface TemplateDeployment {
  readonly resources: readonly DeclaredResource[];
  /** The functions for places where resources are available. */
  calls(reference: Reference): Call;
  outputs(call: Call): ObjectValue;
  /** The parameters as Resource Manager shows them. */
  readonly parameters: ObjectValue;
}

/**
 * Evaluates everything that does not depend on resources.
 *
 * @throws TemplateError with all errors
 */
export function readDeployment(template: ObjectValue, given: ObjectValue, here: Surroundings): TemplateDeployment {
  const { parameters: definitions, variables: texts, resources: declarations, outputs } = readTemplate(template);
  const parameters = bindParameters(definitions, given, here);
  const variables: Definitions = new Definitions("variable", texts, (text) =>
    evaluated(text, callsIn(here, { parameters, variables })),
  );
  const group = `/subscriptions/${here.subscriptionId}/resourceGroups/${here.resourceGroup}`;
  const resources = declaredResources(declarations, group, callsIn(here, { parameters, variables }));
  const calls = (reference: Reference): Call =>
    callsIn(here, { parameters, variables, reference: inTemplate(reference, resources) });
  return {
    resources,
    calls,
    outputs: (call) => outputsOf(outputs, call),
    parameters: shownParameters(definitions, parameters),
  };
}

/** Resolves references to resource names of the template to ids. */
function inTemplate(reference: Reference, resources: readonly DeclaredResource[]): Reference {
  return (idOrName, full) => {
    if (idOrName.startsWith("/")) {
      return reference(idOrName, full);
    }
    const named = resources.find(({ name }) => name.toLowerCase() === idOrName.toLowerCase());
    if (!named) {
      throw new TemplateError(
        `The resource '${idOrName}' is not defined in the template. Please see https://aka.ms/arm-syntax for usage details.`,
      );
    }
    return reference(named.id, full);
  };
}
