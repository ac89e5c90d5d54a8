import { type WorkflowAction, type WorkflowTrigger } from "../../lib/logic-app";
import { definitionProblems } from "../support/workflow-definition";
import { OPERATIONS } from "./operations";
import { type Call, type Operations } from "./operations/operation";

const inputsOf = ({ connection: { key } }: Operations, call: Call): object => ({
  host: { connection: { name: `@parameters('$connections')['${key}']['connectionId']` } },
  ...call,
});

const RECURRENCE = { frequency: "Minute", interval: 5 };

/** Name, action or trigger, and its definition. */
type Row = readonly [string, WorkflowAction | WorkflowTrigger, object];

const ACTIONS = OPERATIONS.flatMap((operations) =>
  operations.actions.map(([name, action, call, more = {}]): Row => {
    const inputs = inputsOf(operations, call);
    return [name, action, { type: "ApiConnection", inputs, ...more, runAfter: {} }];
  }),
);

const TRIGGERS = OPERATIONS.flatMap((operations) =>
  (operations.triggers ?? []).map(([name, trigger, call, splitOn]): Row => {
    const inputs = inputsOf(operations, call);
    return [
      name,
      trigger,
      { type: "ApiConnection", inputs, recurrence: RECURRENCE, ...(splitOn !== undefined && { splitOn }) },
    ];
  }),
);

/** Without members that have no value. */
const written = ({ _definition }: WorkflowAction | WorkflowTrigger): unknown => JSON.parse(JSON.stringify(_definition));

test.each([...ACTIONS, ...TRIGGERS])("%s asks its connector for what it is named after", (_name, part, definition) => {
  expect(written(part)).toEqual(definition);
});

test("every action and trigger is one of the workflow definition language", () => {
  const parts = (rows: readonly Row[]): object => Object.fromEntries(rows.map(([name, part]) => [name, written(part)]));
  const definition = (triggers: readonly Row[], actions: readonly Row[]): object => ({
    $schema:
      "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
    contentVersion: "1.0.0.0",
    parameters: { $connections: { type: "Object", defaultValue: {} } },
    triggers: parts(triggers),
    actions: parts(actions),
  });
  expect(new Set(ACTIONS.map(([name]) => name)).size).toBe(ACTIONS.length);
  expect(definitionProblems(definition([], ACTIONS))).toEqual([]);
  expect(TRIGGERS.flatMap((trigger) => definitionProblems(definition([trigger], [])))).toEqual([]);
});
