import { type Value } from "../protocol/values";
import { type Definitions } from "./definitions";
import { type Call } from "./evaluate";
import { FUNCTIONS, REFUSED } from "./functions";
import { resourceIdFunctions } from "./functions/resource-ids";
import { BadCall, taking, takingMany, text, type TemplateFunction } from "./functions/signature";
import { answersOf, type Surroundings } from "./surroundings";
import { TemplateError } from "./template-error";

/**
 * The current state of a resource, by its id or its name in the template: its properties, or with "Full" the whole
 * resource.
 */
export type Reference = (resource: string, full: boolean) => Value;

/**
 * What expressions can refer to. Resources are not available everywhere, for example not in the name of another
 * resource.
 */
export interface Known {
  readonly parameters: Definitions;
  readonly variables?: Definitions;
  readonly reference?: Reference;
}

/** All functions for expressions at one place of a template. */
export function callsIn(here: Surroundings, { parameters, variables, reference }: Known): Call {
  const answers = Object.entries(answersOf(here)).map(([name, answer]): [string, TemplateFunction] => [
    name,
    taking([], () => answer),
  ]);
  const functions = lowerCase({
    ...FUNCTIONS,
    ...resourceIdFunctions(here),
    ...Object.fromEntries(answers),
    parameters: taking([text], (name) => parameters.get(name)),
    ...(variables && { variables: taking([text], (name) => variables.get(name)) }),
    ...(reference && { reference: takingMany(text, ([id = "", , full]) => reference(id, full === "Full")) }),
  });
  return (name, given) => {
    const called = functions.get(name.toLowerCase());
    if (!called) {
      throw new TemplateError(refusalOf(name));
    }
    try {
      return called(given);
    } catch (error) {
      throw error instanceof BadCall
        ? new TemplateError(`The template language function '${name}' is not used well: it ${error.message}.`)
        : error;
    }
  };
}

function refusalOf(name: string): string {
  const why = /^list[A-Z]/.test(name)
    ? "it gives out secrets, which are not modelled; let an identity have access instead"
    : Object.entries(REFUSED).find(([refused]) => refused.toLowerCase() === name.toLowerCase())?.[1];
  if (why !== undefined) {
    return `The template function '${name}' is refused by the simulator: ${why}.`;
  }
  return ["reference", "variables"].includes(name.toLowerCase())
    ? `The template function '${name}' is not expected at this location.`
    : `The template function '${name}' is not valid.`;
}

const lowerCase = (functions: Readonly<Record<string, TemplateFunction>>): ReadonlyMap<string, TemplateFunction> =>
  new Map(Object.entries(functions).map(([name, one]) => [name.toLowerCase(), one]));
