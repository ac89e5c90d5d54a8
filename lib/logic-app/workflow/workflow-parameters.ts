import { Token } from "cdktf";
import { type Problem, rules } from "../../core/rules";
import { isMember, type Member } from "../workflow-text";

/**
 * Types of parameters by the type of their value.
 *
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language#parameters
 */
const TYPES: Readonly<Record<string, string>> = { string: "String", boolean: "Bool", number: "Float" };

/** The type that a parameter with this value has; undefined if only Terraform knows it, or if it is not JSON. */
function typeOf(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    return "Array";
  }
  if (isMember(value)) {
    return "Object";
  }
  return Number.isInteger(value) && !Token.isUnresolved(value) ? "Int" : TYPES[typeof value];
}

/** Declarations of the parameters that have a value and no declaration. */
export function declarationsFor(values: Member, declared: Member): Member {
  const missing = Object.entries(values).filter(([name]) => declarationOf(name, declared) === undefined);
  return Object.fromEntries(missing.map(([name, value]) => [name, { type: typeOf(value) }]));
}

/** Errors in the values of parameters. */
export function parameterProblems(values: Member, declared: Member): Problem[] {
  const names = [...new Set([...Object.keys(values), ...Object.keys(declared)])];
  return names.flatMap((name) => problemsOf(name, values[name], declarationOf(name, declared)));
}

/** Azure ignores the letter case of names. */
function declarationOf(name: string, declared: Member): Member | undefined {
  const [, declaration] = Object.entries(declared).find(([one]) => one.toLowerCase() === name.toLowerCase()) ?? [];
  return isMember(declaration) ? declaration : undefined;
}

type Parameter = readonly [name: string, value: unknown, declaration: Member | undefined];

const problemsOf = rules<Parameter>("ConsumptionWorkflow", [
  {
    rule: "secure-workflow-parameter",
    when: (_name, _value, declaration) => /^secure/i.test(String(declaration?.type)),
    message: (name, _value, declaration) =>
      `parameter "${name}" is declared as ${String(declaration?.type)}, and its value would be stored in the state of Terraform; ` +
      "read the secret in the workflow, for example with KeyVaultConnector.getSecret, or let the identity sign in instead",
  },
  {
    rule: "connections-as-workflow-parameter",
    when: (name, value) => name.toLowerCase() === "$connections" && value !== undefined,
    message: "parameters has $connections; use connect instead, which also binds the identity",
  },
  {
    rule: "workflow-parameter-of-unknown-type",
    when: (_, value, declaration) => declaration === undefined && typeOf(value) === undefined,
    message: (name) =>
      `the type of parameter "${name}" is not known; give a string, a number, true, false, a list or an object, or declare it in the definition`,
  },
  {
    rule: "workflow-parameter-without-value",
    when: (name, value, declaration) =>
      value === undefined &&
      declaration !== undefined &&
      name !== "$connections" &&
      !/^secure/i.test(String(declaration.type)) &&
      declaration.defaultValue === undefined,
    message: (name) => `parameter "${name}" has neither a value nor a default; give one in parameters`,
  },
]);
