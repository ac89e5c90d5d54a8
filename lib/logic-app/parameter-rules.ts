import { type IConstruct } from "constructs";
import { describe, referenceIn } from "../core/reference";
import { knownText } from "../core/resources";
import { type ManagedApi } from "./managed-api";

/** The required form of a value. */
interface Form {
  readonly pattern: RegExp;
  readonly what: string;
  /** Attributes of resources that look similar, but have another form. */
  readonly otherAttributes: readonly string[];
  readonly remedy: string;
}

/** Parameters that are easily confused with other values, by name. */
const FORMS: ReadonlyMap<string, Form> = new Map([
  [
    "namespaceEndpoint",
    {
      pattern: /^sb:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+\/?$/i,
      what: "an address of a namespace",
      // https://<namespace>.servicebus.windows.net:443/
      otherAttributes: ["endpoint", "id", "name"],
      remedy: "give `sb://${namespace.name}.servicebus.windows.net/` with the name of the namespace",
    },
  ],
  [
    "vaultName",
    {
      pattern: /^[a-z][a-z0-9-]{1,22}[a-z0-9]$/i,
      what: "a name of a vault",
      otherAttributes: ["id", "vault_uri"],
      remedy: "give `vault.name`",
    },
  ],
]);

/** Parameters that are missing, unknown or have the wrong form. */
export function parameterProblems(
  api: ManagedApi,
  parameters: Readonly<Record<string, string>>,
  scope: IConstruct,
): string[] {
  const known = api.parameters.length > 0 ? api.parameters.join(", ") : "none";
  const missing = api.parameters.filter((name) => !Object.hasOwn(parameters, name));
  const unknown = Object.keys(parameters).filter((name) => !api.parameters.includes(name));
  return [
    ...missing.map((name) => `connector ${api.name} needs the parameter "${name}"; give it in parameters`),
    ...unknown.map((name) => `connector ${api.name} has no parameter "${name}"; its parameters are: ${known}`),
    ...Object.entries(parameters).flatMap(([name, value]) => formProblems(name, value, scope)),
  ];
}

/** A value with the wrong form can be a secret, such as a connection string, and is not shown. */
function formProblems(name: string, value: string, scope: IConstruct): string[] {
  const form = FORMS.get(name);
  if (!form) {
    return [];
  }
  const { pattern, what, otherAttributes, remedy } = form;
  if (otherAttributes.includes(referenceIn(value)?.attribute ?? "")) {
    return [`parameter "${name}" is ${describe(value, scope)}, which is not ${what}; ${remedy}`];
  }
  const text = knownText(value);
  return text === undefined || pattern.test(text) ? [] : [`parameter "${name}" is not ${what}; ${remedy}`];
}
