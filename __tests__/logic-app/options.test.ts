import {
  ManagedApi,
  type PollingTriggerOptions,
  QueueStorageConnector,
  Recurrence,
  RetryPolicy,
  SqlConnector,
  WeekDay,
  WorkflowAction,
  type WorkflowActionOptions,
  WorkflowStatus,
  WorkflowTrigger,
  type WorkflowTriggerOptions,
  WorkflowValue,
} from "../../lib/logic-app";
import { SqlEndpoint } from "../../lib";
import { connectionOf } from "../support/logic-app";
import { brokenBy } from "../support/synth";
import { definitionProblems } from "../support/workflow-definition";

const sql = SqlConnector.of(connectionOf(ManagedApi.SQL), {
  endpoint: SqlEndpoint.at("orders.database.windows.net"),
  database: "shop",
});
const queues = QueueStorageConnector.of(connectionOf(ManagedApi.QUEUE_STORAGE), { account: "orders" });
const expression = (text: string): WorkflowValue => WorkflowValue.expression(text);

const rows = (options: WorkflowActionOptions): WorkflowAction => sql.getRows({ table: "t", ...options });
const poll = (options: Partial<PollingTriggerOptions>): WorkflowTrigger =>
  sql.whenAnItemIsCreated({ table: "t", every: Recurrence.hours(1), ...options });

interface Written {
  readonly inputs?: object;
  readonly [member: string]: unknown;
}

const written = ({ _definition }: WorkflowAction | WorkflowTrigger): Written =>
  JSON.parse(JSON.stringify(_definition)) as Written;

/** A definition with more inputs and other members. */
const withMore = ({ inputs, ...all }: Written, { inputs: more, ...others }: Written): Written => ({
  inputs: { ...inputs, ...more },
  ...all,
  ...others,
});

const inWorkflow = (triggers: object, actions: object): object => ({
  $schema: "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
  contentVersion: "1.0.0.0",
  parameters: { $connections: { type: "Object", defaultValue: {} } },
  triggers,
  actions,
});

const RUN_AFTER = { a: ["Succeeded"], b: ["Failed", "TimedOut"] };

test.each<[string, WorkflowActionOptions, Written]>([
  ["no retries", { retry: RetryPolicy.none() }, { inputs: { retryPolicy: { type: "none" } } }],
  [
    "retries at one interval",
    { retry: RetryPolicy.fixed(3, "PT30S") },
    { inputs: { retryPolicy: { type: "fixed", count: 3, interval: "PT30S" } } },
  ],
  [
    "retries in a range of intervals",
    { retry: RetryPolicy.exponential(90, "PT7.5S", { minimum: "PT5S", maximum: "P1D" }) },
    {
      inputs: {
        retryPolicy: {
          type: "exponential",
          count: 90,
          interval: "PT7.5S",
          minimumInterval: "PT5S",
          maximumInterval: "P1D",
        },
      },
    },
  ],
  ["a timeout", { timeout: "P1DT2H" }, { limit: { timeout: "P1DT2H" } }],
  ["no polling of an answer", { asynchronous: false }, { operationOptions: "DisableAsyncPattern" }],
  [
    "pages and secret inputs and outputs",
    { minimumItemCount: 5000, secureInputs: true, secureOutputs: true },
    {
      runtimeConfiguration: {
        paginationPolicy: { minimumItemCount: 5000 },
        secureData: { properties: ["inputs", "outputs"] },
      },
    },
  ],
  [
    "tracked properties and a note",
    { trackedProperties: { order: expression("action()['inputs']"), mail: "@me" }, description: "Reads rows." },
    { trackedProperties: { order: "@action()['inputs']", mail: "@{'@me'}" }, description: "Reads rows." },
  ],
  ["what is as it is without options", { asynchronous: true, secureInputs: false, secureOutputs: false }, {}],
  [
    "statuses of each action before it",
    { runAfter: ["a"], runAfterEach: { b: [WorkflowStatus.FAILED, WorkflowStatus.TIMED_OUT] } },
    { runAfter: RUN_AFTER },
  ],
])("an action has %s", (_what, options, more) => {
  const action = written(rows(options));
  expect(action).toEqual(withMore(written(rows({})), more));
  expect(definitionProblems(inWorkflow({}, { a: written(rows({})), b: written(rows({})), action }))).toEqual([]);
});

test.each<[string, Partial<PollingTriggerOptions>, Written]>([
  [
    "conditions",
    { conditions: [expression("equals(1, 1)"), expression("not(false)")] },
    { conditions: [{ expression: "@equals(1, 1)" }, { expression: "@not(false)" }] },
  ],
  [
    "a limit of runs",
    { concurrency: { runs: 1, maximumWaitingRuns: 100 }, secureOutputs: true },
    {
      runtimeConfiguration: {
        concurrency: { runs: 1, maximumWaitingRuns: 100 },
        secureData: { properties: ["outputs"] },
      },
    },
  ],
  ["the whole list", { split: false }, { splitOn: undefined }],
  [
    "another list",
    { splitOn: expression("triggerBody()?['value']?['items']") },
    { splitOn: "@triggerBody()?['value']?['items']" },
  ],
  [
    "an id for each run of an item",
    { clientTrackingId: expression("triggerBody()?['id']") },
    { splitOnConfiguration: { correlation: { clientTrackingId: "@triggerBody()?['id']" } } },
  ],
  [
    "an id for the run of the whole list",
    { split: false, clientTrackingId: expression("guid()") },
    { splitOn: undefined, correlation: { clientTrackingId: "@guid()" } },
  ],
  [
    "retries and a note",
    { retry: RetryPolicy.none(), description: "New rows.", secureInputs: true },
    {
      inputs: { retryPolicy: { type: "none" } },
      description: "New rows.",
      runtimeConfiguration: { secureData: { properties: ["inputs"] } },
    },
  ],
  [
    "a start",
    { every: Recurrence.days(2).startingAt("2028-02-29T08:30:00Z") },
    { recurrence: { frequency: "Day", interval: 2, startTime: "2028-02-29T08:30:00Z" } },
  ],
  [
    "times in a week of a time zone",
    {
      every: Recurrence.weeks(1)
        .at({ hours: [8, 17], minutes: [30], weekDays: [WeekDay.MONDAY, WeekDay.FRIDAY] })
        .startingAt("2025-01-31T08:30:00", "W. Europe Standard Time"),
    },
    {
      recurrence: {
        frequency: "Week",
        interval: 1,
        startTime: "2025-01-31T08:30:00",
        timeZone: "W. Europe Standard Time",
        schedule: { hours: [8, 17], minutes: [30], weekDays: ["Monday", "Friday"] },
      },
    },
  ],
  [
    "the last day of each month",
    { every: Recurrence.months(1).at({ monthDays: [-1], hours: [23] }, "utc") },
    { recurrence: { frequency: "Month", interval: 1, timeZone: "utc", schedule: { monthDays: [-1], hours: [23] } } },
  ],
])("a trigger has %s", (_what, options, more) => {
  const trigger = written(poll(options));
  const { splitOn, ...plain } = withMore(written(poll({})), more);
  expect(trigger).toEqual({ ...plain, ...(splitOn !== undefined && { splitOn }) });
  expect(definitionProblems(inWorkflow({ trigger }, {}))).toEqual([]);
});

test("a secret is hidden beside what else is hidden, unless it is said otherwise", () => {
  const all = { trackedProperties: { order: 1 }, secureInputs: true };
  expect(written(queues.getMessages({ queue: "q", ...all }))).toMatchObject({
    trackedProperties: { order: 1 },
    runtimeConfiguration: { secureData: { properties: ["inputs"] } },
  });
});

/** An action and a trigger of a type, with options that it may not have. */
const actionOf = (type: string, options: WorkflowActionOptions): WorkflowAction =>
  WorkflowAction._of("test", options, () => ({ type, inputs: {} }));
const triggerOf = (type: string, options: WorkflowTriggerOptions): WorkflowTrigger =>
  WorkflowTrigger._of("test", options, () => ({ type }));

test.each<[string, () => unknown, number]>([
  ["a scope", () => actionOf("Scope", { retry: RetryPolicy.none(), timeout: "PT1H", secureOutputs: true }), 3],
  ["a loop", () => actionOf("Until", { timeout: "PT1H", asynchronous: false }), 1],
  ["a variable", () => actionOf("SetVariable", { secureInputs: true, minimumItemCount: 1 }), 2],
  [
    "a data operation",
    () => actionOf("Compose", { secureInputs: true, description: "x", retry: RetryPolicy.none() }),
    1,
  ],
  ["a webhook", () => actionOf("HttpWebhook", { asynchronous: false, timeout: "PT1H" }), 1],
  ["a clock", () => triggerOf("Recurrence", { splitOn: expression("1"), secureInputs: true, concurrency: {} }), 2],
  ["an endpoint", () => triggerOf("Request", { retry: RetryPolicy.none(), secureOutputs: true }), 1],
])("%s has no options that its type does not have", (_what, make, count) => {
  expect(brokenBy(make)).toEqual(Array.from({ length: count }, () => "option-of-other-type"));
});

test.each<[string, () => unknown, ...string[]]>([
  [
    "a retry policy",
    () => rows({ retry: RetryPolicy.exponential(91, "30s", { minimum: "PT0S", maximum: "P2D" }) }),
    "impossible-count",
    "impossible-duration",
    "impossible-duration",
    "impossible-duration",
  ],
  ["a policy of its own", () => rows({ retry: { type: "none" } as unknown as RetryPolicy }), "not-of-class"],
  [
    "a timeout and a number of items",
    () => rows({ timeout: "PT", minimumItemCount: 100_001 }),
    "impossible-duration",
    "impossible-count",
  ],
  ["a timeout in seconds", () => rows({ timeout: 30 as unknown as string }), "impossible-duration"],
  ["tracked properties that are not JSON", () => rows({ trackedProperties: { at: new Date(0) } }), "not-json"],
  [
    "statuses that no action has",
    () =>
      rows({
        runAfter: ["a"],
        runAfterStatuses: ["Done" as never],
        runAfterEach: { b: ["Cancelled" as never, WorkflowStatus.FAILED] },
      }),
    "unknown-workflow-status",
    "unknown-workflow-status",
  ],
  [
    "an action twice, one without name and one without status",
    () => rows({ runAfter: ["a"], runAfterEach: { a: [WorkflowStatus.FAILED], "": [] } }),
    "run-after-given-twice",
    "workflow-argument-empty",
    "run-after-each-no-status",
  ],
  [
    "statuses in place of names",
    () => rows({ runAfter: { a: ["Failed"] } as unknown as string[] }),
    "run-after-not-a-list",
  ],
  ["one name in place of a list", () => rows({ runAfter: "a" as unknown as string[] }), "run-after-not-a-list"],
  [
    "a status in place of a list",
    () => rows({ runAfterEach: { a: "Failed" as unknown as WorkflowStatus[] } }),
    "not-a-list",
  ],
  [
    "conditions and a list that are text, and no number of runs",
    () =>
      poll({ conditions: [WorkflowValue.text("@true")], splitOn: WorkflowValue.text("a"), concurrency: { runs: 0 } }),
    "not-an-expression",
    "impossible-count",
    "not-an-expression",
  ],
  [
    "a list that is not split",
    () => poll({ split: false, splitOn: expression("triggerBody()") }),
    "split-list-of-trigger-that-does-not-split",
  ],
  ["a time in place of a recurrence", () => poll({ every: "PT1H" as unknown as Recurrence }), "not-of-class"],
  [
    "a recurrence that is wrong in all its parts",
    () =>
      poll({
        every: Recurrence.days(0)
          .startingAt("2025-02-30T08:30:00", "Europe/Berlin")
          .at({ hours: [24], minutes: [], weekDays: [WeekDay.MONDAY] }),
      }),
    "impossible-recurrence",
    "impossible-start-time",
    "unknown-time-zone",
    "impossible-schedule",
    "impossible-schedule",
    "schedule-of-other-recurrence",
  ],
  [
    "a start in UTC and in a time zone",
    () => poll({ every: Recurrence.days(1).startingAt("2025-01-31T08:30:00Z", "UTC") }),
    "start-time-in-two-time-zones",
  ],
  [
    "a start in no time zone",
    () => poll({ every: Recurrence.days(1).startingAt("2025-01-31T08:30:00") }),
    "start-time-without-time-zone",
  ],
  [
    "days that no month and no week has",
    () => poll({ every: Recurrence.months(1).at({ monthDays: [0, 32], weekDays: ["Someday" as never] }) }),
    "schedule-of-other-recurrence",
    "impossible-schedule",
  ],
])("%s: an error says what to do instead", (_what, make, ...broken) => {
  expect(brokenBy(make)).toEqual(broken);
});

test("statuses of a JavaScript caller in runAfter are refused with the way", () => {
  expect(() => rows({ runAfter: { Get_rows: ["Failed"] } as unknown as string[] })).toThrow(/give runAfterEach: \{/);
});
