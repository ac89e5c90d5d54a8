import { Token } from "cdktf";
import { firstRule, type Problem, rules } from "../../../core/rules";
import { WorkflowStatus } from "../../actions/workflow-status";
import { membersOf, parentsOf, type PlacedAction, runAfterOf } from "./placed-actions";

const DEFINITIONS = "Workflow definitions";

/** Complains about actions that are no actions, and about their names. */
export function nameProblems(actions: readonly PlacedAction[]): Problem[] {
  const first = new Map<string, PlacedAction>();
  return actions.flatMap((action) => {
    const key = action.name.toLowerCase();
    const other = first.get(key);
    if (!other) {
      first.set(key, action);
    }
    return [...partProblems(action), ...(other ? nameTaken(action, other) : [])];
  });
}

const partProblems = firstRule<[action: PlacedAction]>(DEFINITIONS, [
  {
    rule: "action-without-type",
    when: ({ type }) => type === "",
    message: ({ path }) => `${path} must be an object with a type, such as "Http"`,
  },
  {
    // https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-config#definition-limits
    rule: "impossible-action-name",
    // eslint-disable-next-line no-control-regex -- Azure allows no control characters
    when: ({ name }) => !/^[^<>%&\\?/\u0000-\u001f]{1,80}$/.test(name) && !Token.isUnresolved(name),
    message: ({ path, name }) =>
      `${path} must have a name of 1 to 80 characters without < > % & \\ ? /; got ${JSON.stringify(name)}`,
  },
]);

const nameTaken = rules<[action: PlacedAction, other: PlacedAction]>(DEFINITIONS, [
  {
    rule: "duplicate-action-name",
    message: ({ path }, other) =>
      `${path} has the name of ${other.path}; a name must be unique in the workflow, whatever its case and scope, ` +
      "so give one of them another name",
  },
]);

/** Complains about what actions run after. */
export function runAfterProblems(actions: readonly PlacedAction[], triggers: readonly string[]): Problem[] {
  const everywhere = new Map(actions.map((action) => [action.name.toLowerCase(), action]));
  const isTrigger = new Set(triggers.map((name) => name.toLowerCase()));
  const unknown = actions.flatMap((action) =>
    runAfterOf(action)
      .filter((name) => !action.level.has(name.toLowerCase()) && !Token.isUnresolved(name))
      .flatMap((name) => {
        const other = everywhere.get(name.toLowerCase());
        const instead = other ? remedyFor(action, other) : "";
        return notOnLevel(action, name, instead, other, isTrigger.has(name.toLowerCase()));
      }),
  );
  const statuses = actions.flatMap((action) =>
    membersOf(action.definition.runAfter).flatMap(([name, list]) =>
      (Array.isArray(list) ? list : [list]).flatMap((status) => unknownStatus(action, name, status)),
    ),
  );
  return [...unknown, ...statuses, ...cycleProblems(actions)];
}

/** The action of the same level that contains the other one can be waited for instead. */
function remedyFor(action: PlacedAction, other: PlacedAction): string {
  const pivot = parentsOf(other).find((parent) => parent.level === action.level && parent !== action);
  return pivot
    ? `run it after ${JSON.stringify(pivot.name)}, which contains that action`
    : "an action can run only after actions beside it, so move one of the two, or leave it out";
}

const notOnLevel = firstRule<
  [action: PlacedAction, name: string, instead: string, other?: PlacedAction, isTrigger?: boolean]
>(DEFINITIONS, [
  {
    rule: "run-after-in-other-scope",
    when: (_action, _name, _instead, other) => other !== undefined,
    message: ({ path }, _, instead, other) =>
      `${path} runs after ${other?.path ?? ""}, which is in another scope; ${instead}`,
  },
  {
    rule: "run-after-trigger",
    when: (_action, _name, _instead, _other, isTrigger) => isTrigger === true,
    message: ({ path }, name) =>
      `${path} runs after the trigger ${JSON.stringify(name)}; leave it out, because every action runs after the trigger`,
  },
  {
    rule: "run-after-unknown-action",
    message: ({ path }, name) =>
      `${path} runs after ${JSON.stringify(name)}, which the definition does not have; give the name of an action beside it`,
  },
]);

const STATUSES = Object.values(WorkflowStatus);

const unknownStatus = rules<[action: PlacedAction, name: string, status: unknown]>(DEFINITIONS, [
  {
    rule: "run-after-unknown-status",
    when: (_action, _name, status) =>
      typeof status !== "string" || !STATUSES.some((known) => known.toLowerCase() === status.toLowerCase()),
    message: ({ path }, name, status) =>
      `${path} runs after ${JSON.stringify(name)} with the status ${JSON.stringify(status)}; give one of ${STATUSES.join(", ")}`,
  },
]);

function cycleProblems(actions: readonly PlacedAction[]): Problem[] {
  const done = new Set<PlacedAction>();
  const trail = new Set<PlacedAction>();
  const found: Problem[] = [];
  const visit = (action: PlacedAction): void => {
    if (trail.has(action)) {
      const cycle = [...trail].slice([...trail].indexOf(action)).reverse();
      found.push(...cycleOf(action, [action, ...cycle]));
    } else if (!done.has(action)) {
      trail.add(action);
      runAfterOf(action).forEach((name) => {
        const before = action.level.get(name.toLowerCase());
        if (before) {
          visit(before);
        }
      });
      trail.delete(action);
      done.add(action);
    }
  };
  actions.forEach(visit);
  return found;
}

const cycleOf = rules<[action: PlacedAction, cycle: readonly PlacedAction[]]>(DEFINITIONS, [
  {
    rule: "run-after-cycle",
    message: ({ path }, cycle) =>
      `${path} waits for itself: ${cycle.map(({ name }) => name).join(" → ")}; remove one of these from runAfter`,
  },
]);
