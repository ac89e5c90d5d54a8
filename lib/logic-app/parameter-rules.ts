import { type IConstruct } from "constructs";
import { describe, referenceIn } from "../core/reference";
import { knownText } from "../core/resources";
import { type Problem, rules } from "../core/rules";
import { type ManagedApi } from "./managed-api";

/** The required form of a value. */
interface Form {
  readonly pattern: RegExp;
  readonly what: string;
  /** Attributes of resources that look similar, but have another form. */
  readonly otherAttributes: readonly string[];
  readonly remedy: string;
}

const HTTPS = /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+\/?$/i;

/** Parameters that are easily confused with other values, by name. */
const FORMS: ReadonlyMap<string, Form> = new Map([
  [
    "namespaceEndpoint",
    {
      pattern: /^sb:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+\/?$/i,
      what: "the address of a namespace",
      // https://<namespace>.servicebus.windows.net:443/
      otherAttributes: ["endpoint", "id", "name"],
      remedy: "give `sb://${namespace.name}.servicebus.windows.net/` with the name of the namespace",
    },
  ],
  [
    "vaultName",
    {
      pattern: /^[a-z][a-z0-9-]{1,22}[a-z0-9]$/i,
      what: "the name of a vault",
      otherAttributes: ["id", "vault_uri"],
      remedy: "give `vault.name`",
    },
  ],
  [
    "azureOpenAIResourceName",
    {
      pattern: /^[a-z0-9][a-z0-9-]*$/i,
      what: "the name of an account",
      otherAttributes: ["endpoint", "id"],
      remedy: "give `account.customSubdomainName`",
    },
  ],
  [
    "ConnectionEndpoint",
    {
      pattern: HTTPS,
      what: "the address of a search service",
      otherAttributes: ["id", "name"],
      remedy: "give `https://${search.name}.search.windows.net`",
    },
  ],
  [
    "siteUrl",
    {
      pattern: HTTPS,
      what: "the endpoint of an account",
      otherAttributes: ["id", "name"],
      remedy: "give `account.endpoint`",
    },
  ],
  [
    "adtInstance",
    {
      pattern: /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i,
      what: "the host name of an instance, without https://",
      otherAttributes: ["id", "name"],
      remedy: "give `instance.hostName`",
    },
  ],
]);

/** Parameters that are missing, unknown or have the wrong form. */
export function parameterProblems(
  api: ManagedApi,
  parameters: Readonly<Record<string, string>>,
  scope: IConstruct,
): Problem[] {
  const known = api.parameters.length > 0 ? api.parameters.join(", ") : "none";
  const missing = api.parameters.filter((name) => !Object.hasOwn(parameters, name));
  const unknown = Object.keys(parameters).filter((name) => !api.parameters.includes(name));
  return [
    ...missing.flatMap((name) => missingParameter(api.name, name)),
    ...unknown.flatMap((name) => unknownParameter(api.name, name, known)),
    ...Object.entries(parameters).flatMap(([name, value]) => formProblems(name, value, scope)),
  ];
}

/** A value with the wrong form can be a secret, such as a connection string, and is not shown. */
function formProblems(name: string, value: string, scope: IConstruct): Problem[] {
  const form = FORMS.get(name);
  if (!form) {
    return [];
  }
  const { pattern, what, otherAttributes, remedy } = form;
  if (otherAttributes.includes(referenceIn(value)?.attribute ?? "")) {
    return otherAttribute(name, describe(value, scope), what, remedy);
  }
  const text = knownText(value);
  return text === undefined || pattern.test(text) ? [] : otherForm(name, what, remedy);
}

const missingParameter = rules<[connector: string, parameter: string]>("ManagedIdentityApiConnection", [
  {
    rule: "connector-parameter-missing",
    message: (connector, parameter) =>
      `connector ${connector} needs the parameter "${parameter}"; give it in parameters`,
  },
]);

const unknownParameter = rules<[connector: string, parameter: string, known: string]>("ManagedIdentityApiConnection", [
  {
    rule: "unknown-connector-parameter",
    message: (connector, parameter, known) =>
      `connector ${connector} has no parameter "${parameter}"; its parameters are: ${known}`,
  },
]);

const otherAttribute = rules<[parameter: string, value: string, what: string, remedy: string]>(
  "ManagedIdentityApiConnection",
  [
    {
      rule: "wrong-attribute-for-parameter",
      message: (parameter, value, what, remedy) => `parameter "${parameter}" must be ${what}; got ${value}; ${remedy}`,
    },
  ],
);

const otherForm = rules<[parameter: string, what: string, remedy: string]>("ManagedIdentityApiConnection", [
  {
    rule: "malformed-connector-parameter",
    message: (parameter, what, remedy) => `parameter "${parameter}" must be ${what}; ${remedy}`,
  },
]);
