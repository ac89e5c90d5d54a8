import { listProblems, shown, textProblems } from "../../core/given";
import { firstRule, type Problem, rules } from "../../core/rules";
import { emptyProblems } from "./argument-rules";
import { type WorkflowActionOptions } from "./workflow-action-options";
import { WorkflowStatus } from "./workflow-status";

const ACTIONS = "Workflow actions and triggers";

/** `runAfter` of a definition: statuses by action. */
export function runAfterOf({
  runAfter = [],
  runAfterStatuses = [WorkflowStatus.SUCCEEDED],
  runAfterEach = {},
}: WorkflowActionOptions): Readonly<Record<string, readonly WorkflowStatus[]>> {
  return { ...Object.fromEntries(runAfter.map((name) => [name, runAfterStatuses])), ...runAfterEach };
}

/** Complains about everything in the options that decides when an action runs. */
export function runAfterProblems(options: WorkflowActionOptions): Problem[] {
  const { runAfter = [], runAfterStatuses, runAfterEach = {} } = options;
  const notAList = notActionNames(runAfter);
  if (notAList.length > 0) {
    return notAList;
  }
  const names = Object.fromEntries(runAfter.map((name, index) => [`runAfter[${String(index)}]`, name]));
  return [
    ...textProblems(names),
    ...emptyProblems(names),
    ...statusListProblems(options),
    ...(runAfterStatuses ?? []).flatMap((status) => unknownStatus("runAfterStatuses", status)),
    ...Object.entries(runAfterEach).flatMap(([name, statuses]) => eachProblems(name, statuses, runAfter)),
  ];
}

const notActionNames = rules<[given: unknown]>(ACTIONS, [
  {
    rule: "run-after-not-a-list",
    when: (given) => !Array.isArray(given),
    message: (given) =>
      `runAfter must be a list of the names of actions; got ${shown(given)}; ` +
      "for statuses per action, give runAfterEach: { [rows.name]: [WorkflowStatus.FAILED] }",
  },
]);

const statusListProblems = firstRule<[options: WorkflowActionOptions]>(ACTIONS, [
  {
    rule: "run-after-no-status",
    when: ({ runAfterStatuses }) => runAfterStatuses?.length === 0,
    message: "runAfterStatuses is empty, so the action would never start; give a status, or leave it out",
  },
  {
    rule: "run-after-status-without-action",
    when: ({ runAfter = [], runAfterStatuses }) => runAfterStatuses !== undefined && runAfter.length === 0,
    message: "runAfterStatuses is given without runAfter; give the names of the actions as well",
  },
]);

function eachProblems(name: string, statuses: WorkflowStatus[], runAfter: readonly string[]): Problem[] {
  const what = `runAfterEach[${JSON.stringify(name)}]`;
  const notAList = listProblems(what, statuses);
  return [
    ...emptyProblems({ "a name in runAfterEach": name }),
    ...notAList,
    ...(notAList.length > 0 ? [] : statuses.flatMap((status) => unknownStatus(what, status))),
    ...eachRules(what, statuses, runAfter.includes(name)),
  ];
}

const eachRules = rules<[what: string, statuses: readonly WorkflowStatus[], isInRunAfter: boolean]>(ACTIONS, [
  {
    rule: "run-after-each-no-status",
    when: (_, statuses) => statuses.length === 0,
    message: (what) => `${what} is empty, so the action would never start; give a status`,
  },
  {
    rule: "run-after-given-twice",
    when: (_what, _statuses, isInRunAfter) => isInRunAfter,
    message: (what) => `${what} is an action that is in runAfter too; leave it out there`,
  },
]);

const STATUSES: readonly string[] = Object.values(WorkflowStatus);

const unknownStatus = rules<[what: string, status: string]>(ACTIONS, [
  {
    rule: "unknown-workflow-status",
    when: (_, status) => !STATUSES.includes(status),
    message: (what, status) =>
      `${what} has the status ${shown(status)}, which no action has; the statuses are: ${STATUSES.join(", ")}`,
  },
]);
