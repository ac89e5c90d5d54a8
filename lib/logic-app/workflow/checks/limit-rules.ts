import { Token } from "cdktf";
import { type Problem, rules } from "../../../core/rules";
import { isMember, type Member } from "../../workflow-text";
import { membersOf, type PlacedAction } from "./placed-actions";
import { type User } from "./uses";
import { variablesIn } from "./variables";

/** A number in a definition, and the most that Azure allows. */
interface Limit<Of> {
  readonly what: string;
  readonly count: (of: Of) => number | undefined;
  readonly atMost: number;
  /** The remedy. */
  readonly instead: string;
}

interface Whole {
  readonly definition: Member;
  readonly actions: readonly PlacedAction[];
}

const NESTED = "move some of them into another workflow, and call it with a ChildWorkflowAction";

/** https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-config#definition-limits */
const OF_DEFINITIONS: readonly Limit<Whole>[] = [
  { what: "actions", count: ({ actions }) => actions.length, atMost: 500, instead: NESTED },
  {
    what: "triggers",
    count: ({ definition }) => membersOf(definition.triggers).length,
    atMost: 10,
    instead: "leave some out",
  },
  {
    what: "parameters",
    count: ({ definition }) => membersOf(definition.parameters).length,
    atMost: 50,
    instead: "collect some in a parameter of type Object",
  },
  {
    what: "outputs",
    count: ({ definition }) => membersOf(definition.outputs).length,
    atMost: 10,
    instead: "collect some in an object",
  },
  {
    what: "variables",
    count: ({ actions }) => actions.flatMap(variablesIn).length,
    atMost: 250,
    instead: "collect some in an object, or use DataAction.compose for values that do not change",
  },
];

const OF_ACTIONS: readonly Limit<PlacedAction>[] = [
  { what: "levels of nesting", count: ({ depth }) => depth, atMost: 8, instead: NESTED },
  {
    what: "cases",
    count: ({ definition }) => membersOf(definition.cases).length,
    atMost: 25,
    instead: "put the others into a switch in the default branch",
  },
  {
    what: "characters of description",
    count: ({ definition }) => lengthOf(definition.description),
    atMost: 256,
    instead: "shorten it",
  },
  {
    what: "characters of tracked properties",
    count: ({ definition }) => lengthOf(definition.trackedProperties && JSON.stringify(definition.trackedProperties)),
    atMost: 8_000,
    instead: "track less",
  },
  {
    what: "iterations at the same time",
    count: ({ definition }) => numberAt(definition, "runtimeConfiguration", "concurrency", "repetitions"),
    atMost: 50,
    instead: "give 1 to 50",
  },
  {
    what: "iterations",
    count: ({ definition }) => numberAt(definition, "limit", "count"),
    atMost: 5_000,
    instead: "give 1 to 5000",
  },
];

/** Complains about more than Azure allows. */
export function limitProblems(definition: Member, actions: readonly PlacedAction[], users: readonly User[]): Problem[] {
  return [
    ...OF_DEFINITIONS.flatMap((limit) => aboveLimit("the definition", limit, limit.count({ definition, actions }))),
    ...actions.flatMap((action) => OF_ACTIONS.flatMap((limit) => aboveLimit(action.path, limit, limit.count(action)))),
    ...users.flatMap(({ path, expressions }) =>
      expressions.flatMap(({ length }) => aboveLimit(path, EXPRESSION, length)),
    ),
  ];
}

const EXPRESSION = {
  what: "characters in an expression",
  atMost: 8_192,
  instead: "split it, and compose a part of it in an action before",
};

const aboveLimit = rules<[path: string, limit: Omit<Limit<never>, "count">, count: number | undefined]>(
  "Workflow definitions",
  [
    {
      rule: "above-workflow-limit",
      when: (_, { atMost }, count) => count !== undefined && count > atMost,
      message: (path, { what, atMost, instead }, count) =>
        `${path} has ${String(count)} ${what}, and Azure allows ${String(atMost)}; ${instead}`,
    },
  ],
);

const lengthOf = (text: unknown): number | undefined =>
  typeof text === "string" && !Token.isUnresolved(text) ? text.length : undefined;

function numberAt(value: unknown, ...names: string[]): number | undefined {
  const found = names.reduce((member, name) => (isMember(member) ? member[name] : undefined), value);
  return typeof found === "number" && !Token.isUnresolved(found) ? found : undefined;
}
