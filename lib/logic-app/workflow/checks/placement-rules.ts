import { firstRule, type Problem, rules } from "../../../core/rules";
import { type Member } from "../../workflow-text";
import { membersOf, parentsOf, type PlacedAction } from "./placed-actions";
import { variablesIn } from "./variables";

const DEFINITIONS = "Workflow definitions";

const LOOPS = ["foreach", "until"];

/** Triggers that no request starts, so that nobody waits for a response. */
const WITHOUT_REQUEST = [
  "recurrence",
  "slidingwindow",
  "http",
  "apiconnection",
  "apiconnectionnotification",
  "serviceprovider",
];

/** Complains about actions where Azure does not allow their type. */
export function placementProblems(actions: readonly PlacedAction[], { triggers }: Member): Problem[] {
  const types = membersOf(triggers).map(([, trigger]) => String((trigger as Member | null)?.type).toLowerCase());
  const hasNoRequest = types.length > 0 && types.every((type) => WITHOUT_REQUEST.includes(type));
  return actions.flatMap((action) => {
    const loop = parentsOf(action).find(({ type }) => LOOPS.includes(type));
    return ofType(action, loop, hasNoRequest);
  });
}

const ofType = firstRule<[action: PlacedAction, loop: PlacedAction | undefined, hasNoRequest: boolean]>(DEFINITIONS, [
  {
    // https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#terminate-action
    // https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#response-action
    rule: "action-impossible-in-loop",
    when: ({ type }, loop) => loop !== undefined && ["terminate", "response"].includes(type),
    message: ({ path, definition }, loop) =>
      `${path} is a ${String(definition.type)} action in the loop ${loop?.path ?? ""}; ` +
      "set a variable in the loop, and decide on it after the loop",
  },
  {
    rule: "response-without-request-trigger",
    when: ({ type }, _, hasNoRequest) => type === "response" && hasNoRequest,
    message: ({ path }) =>
      `${path} is a Response action, but no trigger of the workflow is a request; remove it, or start the workflow with a RequestTrigger`,
  },
  {
    // https://learn.microsoft.com/azure/logic-apps/logic-apps-create-variables-store-values#initialize-variable
    rule: "variable-initialized-in-scope",
    when: ({ type, parent }) => type === "initializevariable" && parent !== undefined,
    message: ({ path, parent }) =>
      `${path} initializes a variable in ${parent?.path ?? ""}; initialize it outside of all control actions, and set it there`,
  },
]);

/** Complains about variables that are initialized twice. */
export function variableProblems(actions: readonly PlacedAction[]): Problem[] {
  const first = new Map<string, string>();
  return actions
    .flatMap((action) => variablesIn(action).map((name) => [action.path, name] as const))
    .flatMap(([path, name]) => {
      const key = name.toLowerCase();
      const other = first.get(key);
      first.set(key, other ?? path);
      return other === undefined ? [] : initializedTwice(path, name, other);
    });
}

const initializedTwice = rules<[path: string, name: string, other: string]>(DEFINITIONS, [
  {
    rule: "duplicate-variable",
    message: (path, name, other) =>
      `${path} initializes variable ${JSON.stringify(name)}, as ${other} does; initialize it once, and set it there`,
  },
]);
