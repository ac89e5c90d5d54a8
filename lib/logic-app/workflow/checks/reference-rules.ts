import { Token } from "cdktf";
import { firstRule, type Problem, rules } from "../../../core/rules";
import { type Call, callsIn } from "./expressions";
import { parentsOf, type PlacedAction } from "./placed-actions";
import { isBefore } from "./run-order";
import { type User } from "./uses";
import { changedVariable, variablesIn } from "./variables";

const DEFINITIONS = "Workflow definitions";

/** What expressions can name. */
export interface Names {
  readonly actions: readonly PlacedAction[];
  readonly connections: readonly string[];
  readonly parameters: readonly string[];
  readonly triggers: readonly string[];
}

/** Complains about names in expressions that nothing has, and about actions that do not run before. */
export function referenceProblems(users: readonly User[], names: Names): Problem[] {
  const known = indexOf(names);
  return users.flatMap((user) => {
    const calls = user.expressions.flatMap(callsIn).filter(({ argument }) => !Token.isUnresolved(argument));
    const changed = user.action ? changedVariable(user.action) : undefined;
    return [
      ...calls.flatMap((call) => FUNCTIONS.get(call.name)?.(user, call, known) ?? []),
      ...user.connections.flatMap((key) => connectionProblems(user.path, key, known.connections)),
      ...(changed === undefined ? [] : changeProblems(user, changed, calls, known)),
    ];
  });
}

/** Names without their case, which Azure ignores. */
interface Known {
  readonly actions: ReadonlyMap<string, PlacedAction>;
  readonly connections: readonly string[];
  readonly parameters: ReadonlySet<string>;
  readonly triggers: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
}

function indexOf({ actions, connections, parameters, triggers }: Names): Known {
  const lower = (names: readonly string[]): Set<string> => new Set(names.map((name) => name.toLowerCase()));
  return {
    actions: new Map(actions.map((action) => [action.name.toLowerCase(), action])),
    connections,
    parameters: lower(parameters),
    triggers: lower(triggers),
    variables: lower(actions.flatMap(variablesIn)),
  };
}

type Check = (user: User, call: Call, known: Known) => Problem[];

const ofAction: Check = (user, { name, argument }, { actions, triggers }) => {
  const key = argument.toLowerCase();
  return triggers.has(key) && !actions.has(key) ? [] : actionReference(user, name, argument, actions.get(key));
};

const ofLoop: Check = (user, { name, argument }, { actions }) =>
  loopReference(user, name, argument, actions.get(argument.toLowerCase()));

const ofVariable: Check = ({ path }, { argument }, { variables }) =>
  unknownVariable(path, argument, variables.has(argument.toLowerCase()));

const ofParameter: Check = ({ path }, { argument, key }, { parameters, connections }) => {
  if (argument.toLowerCase() !== "$connections") {
    return unknownParameter(path, argument, parameters.has(argument.toLowerCase()));
  }
  return key === undefined || Token.isUnresolved(key) ? [] : connectionProblems(path, key, connections);
};

const ACTION_FUNCTIONS = ["actionbody", "actionoutputs", "actions", "body", "outputs", "result"];
const PART_FUNCTIONS = ["formdatamultivalues", "formdatavalue", "multipartbody"];

/** What the first argument names: https://learn.microsoft.com/azure/logic-apps/expression-functions-reference */
const FUNCTIONS: ReadonlyMap<string, Check> = new Map([
  ...[...ACTION_FUNCTIONS, ...PART_FUNCTIONS].map((name) => [name, ofAction] as const),
  ["items", ofLoop],
  ["iterationindexes", ofLoop],
  ["parameters", ofParameter],
  ["variables", ofVariable],
]);

const actionReference = firstRule<[user: User, name: string, argument: string, action?: PlacedAction]>(DEFINITIONS, [
  {
    rule: "expression-names-unknown-action",
    when: (_user, _name, _argument, action) => action === undefined,
    message: ({ path }, name, argument) =>
      `${path} has the expression ${name}('${argument}'), but the definition has no such action; give the name of one`,
  },
  {
    rule: "expression-names-later-action",
    when: ({ action: user }, _name, _argument, action) =>
      user !== undefined && action !== undefined && !isBefore(action, user),
    message: ({ path }, name, argument, action) =>
      `${path} has the expression ${name}('${argument}'), but ${action?.path ?? ""} need not run before it; ` +
      "add that action, or the one around it, to runAfter",
  },
]);

const loopReference = firstRule<[user: User, name: string, argument: string, action?: PlacedAction]>(DEFINITIONS, [
  {
    rule: "expression-names-other-loop",
    when: ({ action: user }, _name, _argument, action) =>
      action === undefined || user === undefined || ![user, ...parentsOf(user)].includes(action),
    message: ({ path }, name, argument) =>
      `${path} has the expression ${name}('${argument}'), but it is not in a loop of that name; ` +
      "give the name of a loop around it",
  },
]);

const unknownVariable = rules<[path: string, name: string, isKnown: boolean]>(DEFINITIONS, [
  {
    rule: "unknown-workflow-variable",
    when: (_path, _name, isKnown) => !isKnown,
    message: (path, name) =>
      `${path} uses variable ${JSON.stringify(name)}, which no action initializes; initialize it outside of all control actions`,
  },
]);

const unknownParameter = rules<[path: string, name: string, isKnown: boolean]>(DEFINITIONS, [
  {
    rule: "unknown-workflow-parameter",
    when: (_path, _name, isKnown) => !isKnown,
    message: (path, name) =>
      `${path} uses parameter ${JSON.stringify(name)}, which the definition does not declare; declare it in its parameters`,
  },
]);

function connectionProblems(path: string, key: string, known: readonly string[]): Problem[] {
  const isKnown = known.some((other) => other.toLowerCase() === key.toLowerCase());
  return isKnown ? [] : unknownConnection(path, key, known.join(", ") || "none");
}

const unknownConnection = rules<[path: string, key: string, known: string]>(DEFINITIONS, [
  {
    rule: "unknown-workflow-connection",
    message: (path, key, known) =>
      `${path} uses connection "${key}", which the workflow does not have (its connections: ${known}); connect one with that key`,
  },
]);

function changeProblems(user: User, variable: string, calls: readonly Call[], { variables }: Known): Problem[] {
  const isOwn = ({ name, argument }: Call): boolean =>
    name === "variables" && argument.toLowerCase() === variable.toLowerCase();
  return [
    ...unknownVariable(user.path, variable, variables.has(variable.toLowerCase()) || Token.isUnresolved(variable)),
    ...selfReference(user, variable, calls.some(isOwn)),
  ];
}

const selfReference = rules<[user: User, variable: string, isSelf: boolean]>(DEFINITIONS, [
  {
    rule: "variable-set-to-itself",
    when: ({ action }, _variable, isSelf) => isSelf && action?.type === "setvariable",
    message: ({ path }, variable) =>
      `${path} sets variable ${JSON.stringify(variable)} to a value that contains it, which Azure does not allow; ` +
      "compose the value in an action before, or increment or append to the variable",
  },
]);
