import { shown } from "../../core/given";
import { type Problem, rules } from "../../core/rules";
import { type WorkflowAction } from "../actions/workflow-action";
import { isMember, type Member } from "../workflow-text";

/** The definitions of actions by name, as members of `actions`. */
export function nestedActions(
  what: string,
  actions: Readonly<Record<string, WorkflowAction>>,
  problems: Problem[],
): Member {
  if (!isMember(actions)) {
    problems.push(...notActions(what, actions));
    return {};
  }
  const definitions = Object.entries(actions).map(([name, action]) => {
    problems.push(...notAnAction(`${what}[${JSON.stringify(name)}]`, action));
    return [name, definitionOf(action)] as const;
  });
  return Object.fromEntries(definitions);
}

const definitionOf = (action: unknown): Member | undefined =>
  (action as Partial<WorkflowAction> | null | undefined)?._definition;

const notActions = rules<[what: string, given: unknown]>("Workflow actions and triggers", [
  {
    rule: "not-workflow-actions",
    message: (what, given) => `${what} must be an object with actions by name; got ${shown(given)}`,
  },
]);

const notAnAction = rules<[what: string, given: unknown]>("Workflow actions and triggers", [
  {
    rule: "not-a-workflow-action",
    when: (_, given) => definitionOf(given) === undefined,
    message: (what, given) =>
      `${what} must be a WorkflowAction; got ${shown(given)}; make it with a connector, or with HttpAction, DataAction and the like`,
  },
]);
