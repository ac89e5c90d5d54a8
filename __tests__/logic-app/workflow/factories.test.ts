import { TerraformLocal, TerraformOutput } from "cdktf";
import {
  ChildWorkflowAction,
  ControlAction,
  DataAction,
  DelayAction,
  DelayUnit,
  Recurrence,
  RecurrenceTrigger,
  RequestMethod,
  RequestTrigger,
  ResponseAction,
  RunStatus,
  VariableAction,
  VariableType,
  type WorkflowAction,
  WorkflowValue,
} from "../../../lib/logic-app";
import { definitionProblems } from "../../../lib/logic-app/workflow/definition-problems";
import { definitionProblems as schemaProblems } from "../../support/workflow-definition";
import { brokenBy, synthesize, testStack } from "../../support/synth";

/** Actions and triggers without a connector, as they stand in a definition. */

const expression = (text: string): WorkflowValue => WorkflowValue.expression(text);
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const untyped = (value: unknown): never => value as never;
const nothing = DataAction.compose("nothing");
const NOTHING = { type: "Compose", inputs: "nothing", runAfter: {} };
const WORKFLOW = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Logic/workflows/child";

const TRIGGERS = {
  manual: RequestTrigger.of({
    method: RequestMethod.POST,
    relativePath: "orders/{id}",
    schema: { type: "object", properties: { "@odata.id": { type: "string" } } },
    conditions: [expression("equals(1, 1)")],
  }),
  any: RequestTrigger.of(),
  hourly: RecurrenceTrigger.of({ every: Recurrence.hours(1) }),
  windows: RecurrenceTrigger.slidingWindow({ every: Recurrence.days(1), delay: "PT5M" }),
};

const ACTIONS: Readonly<Record<string, WorkflowAction>> = {
  count: VariableAction.initialize("count", { type: VariableType.INTEGER, value: 0 }),
  list: VariableAction.initialize("list", { type: VariableType.ARRAY }),
  text: VariableAction.initialize("text", { type: VariableType.STRING, value: "@home" }),
  set: VariableAction.set("count", { value: expression("add(1, 2)"), runAfter: ["count"] }),
  up: VariableAction.increment("count"),
  down: VariableAction.decrement("count", { value: 2 }),
  item: VariableAction.appendToArray("list", { value: { id: expression("guid()") } }),
  line: VariableAction.appendToString("text", { value: "@{line}" }),
  compose: DataAction.compose({ a: [1, "@b", expression("utcNow()")] }),
  parse: DataAction.parseJson(expression("triggerBody()"), { schema: { type: "array" } }),
  query: DataAction.query([1, 2], { where: expression("greater(item(), 1)") }),
  select: DataAction.select(expression("triggerBody()"), { map: { id: expression("item()?['Id']"), kind: "order" } }),
  join: DataAction.join(expression("triggerBody()"), { separator: ", " }),
  csv: DataAction.createCsvTable(expression("triggerBody()")),
  html: DataAction.createHtmlTable(expression("triggerBody()"), {
    columns: [{ header: "Id", value: expression("item()?['Id']") }],
  }),
  each: ControlAction.foreach(expression("triggerBody()"), {
    concurrency: 1,
    actions: { loop: ControlAction.foreach(expression("items('each')"), { actions: {} }) },
  }),
  check: ControlAction.condition(
    {
      and: [
        { equals: [expression("triggerBody()?['kind']"), "@order"] },
        { not: { or: [{ greater: [expression("variables('count')"), 5] }, expression("empty(variables('list'))")] } },
      ],
    },
    { then: { yes: nothing }, otherwise: { no: nothing } },
  ),
  simple: ControlAction.condition(expression("true"), { then: {} }),
  choose: ControlAction.switchOn(expression("triggerBody()?['kind']"), {
    cases: [
      { value: "a", actions: { a: nothing } },
      { value: 2, actions: {}, name: "Two" },
      { value: "c", actions: {} },
    ],
    otherwise: { other: nothing },
  }),
  until: ControlAction.until(expression("equals(variables('count'), 10)"), { actions: { again: nothing } }),
  briefly: ControlAction.until(expression("false"), { actions: {}, count: 5, timeout: "PT5M" }),
  scope: ControlAction.scope({ actions: { inside: nothing }, description: "all of it" }),
  fail: ControlAction.terminate({
    status: RunStatus.FAILED,
    code: "Late",
    message: expression("body('child')"),
    runAfter: ["child"],
  }),
  end: ControlAction.terminate({ status: RunStatus.CANCELLED }),
  answer: ResponseAction.of({ statusCode: 404, headers: { "x-id": "1" }, body: { ok: false } }),
  ok: ResponseAction.of(),
  wait: DelayAction.of({ count: 15, unit: DelayUnit.MINUTE }),
  date: DelayAction.until(WorkflowValue.text("2030-10-01T00:00:00Z")),
  child: ChildWorkflowAction.call(WORKFLOW, { trigger: "manual", body: { id: 1 }, timeout: "PT1M" }),
};

const DEFINITION = plain({
  $schema: "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
  contentVersion: "1.0.0.0",
  triggers: Object.fromEntries(Object.entries(TRIGGERS).map(([name, { _definition }]) => [name, _definition])),
  actions: Object.fromEntries(Object.entries(ACTIONS).map(([name, { _definition }]) => [name, _definition])),
}) as { readonly triggers: object; readonly actions: Record<string, Record<string, unknown>> };

test("triggers are as the designer writes them", () => {
  expect(DEFINITION.triggers).toEqual({
    manual: {
      type: "Request",
      kind: "Http",
      inputs: {
        method: "POST",
        relativePath: "orders/{id}",
        schema: { type: "object", properties: { "@@odata.id": { type: "string" } } },
      },
      conditions: [{ expression: "@equals(1, 1)" }],
    },
    any: { type: "Request", kind: "Http", inputs: {} },
    hourly: { type: "Recurrence", recurrence: { frequency: "Hour", interval: 1 } },
    windows: { type: "SlidingWindow", inputs: { delay: "PT5M" }, recurrence: { frequency: "Day", interval: 1 } },
  });
});

test.each<[string, object]>([
  ["count", { type: "InitializeVariable", inputs: { variables: [{ name: "count", type: "integer", value: 0 }] } }],
  ["list", { type: "InitializeVariable", inputs: { variables: [{ name: "list", type: "array" }] } }],
  [
    "text",
    { type: "InitializeVariable", inputs: { variables: [{ name: "text", type: "string", value: "@{'@home'}" }] } },
  ],
  ["set", { type: "SetVariable", inputs: { name: "count", value: "@add(1, 2)" }, runAfter: { count: ["Succeeded"] } }],
  ["up", { type: "IncrementVariable", inputs: { name: "count", value: 1 } }],
  ["down", { type: "DecrementVariable", inputs: { name: "count", value: 2 } }],
  ["item", { type: "AppendToArrayVariable", inputs: { name: "list", value: { id: "@guid()" } } }],
  ["line", { type: "AppendToStringVariable", inputs: { name: "text", value: "@{'@{line}'}" } }],
  ["compose", { type: "Compose", inputs: { a: [1, "@{'@b'}", "@utcNow()"] } }],
  ["parse", { type: "ParseJson", inputs: { content: "@triggerBody()", schema: { type: "array" } } }],
  ["query", { type: "Query", inputs: { from: [1, 2], where: "@greater(item(), 1)" } }],
  ["select", { type: "Select", inputs: { from: "@triggerBody()", select: { id: "@item()?['Id']", kind: "order" } } }],
  ["join", { type: "Join", inputs: { from: "@triggerBody()", joinWith: ", " } }],
  ["csv", { type: "Table", inputs: { from: "@triggerBody()", format: "CSV" } }],
  [
    "html",
    {
      type: "Table",
      inputs: { from: "@triggerBody()", format: "HTML", columns: [{ header: "Id", value: "@item()?['Id']" }] },
    },
  ],
  [
    "each",
    {
      type: "Foreach",
      foreach: "@triggerBody()",
      actions: { loop: { type: "Foreach", foreach: "@items('each')", actions: {}, runAfter: {} } },
      runtimeConfiguration: { concurrency: { repetitions: 1 } },
    },
  ],
  [
    "check",
    {
      type: "If",
      expression: {
        and: [
          { equals: ["@triggerBody()?['kind']", "@{'@order'}"] },
          { not: { or: [{ greater: ["@variables('count')", 5] }, "@empty(variables('list'))"] } },
        ],
      },
      actions: { yes: NOTHING },
      else: { actions: { no: NOTHING } },
    },
  ],
  ["simple", { type: "If", expression: "@true", actions: {} }],
  [
    "choose",
    {
      type: "Switch",
      expression: "@triggerBody()?['kind']",
      cases: {
        Case: { case: "a", actions: { a: NOTHING } },
        Two: { case: 2, actions: {} },
        Case_3: { case: "c", actions: {} },
      },
      default: { actions: { other: NOTHING } },
    },
  ],
  [
    "until",
    {
      type: "Until",
      expression: "@equals(variables('count'), 10)",
      limit: { count: 60, timeout: "PT1H" },
      actions: { again: NOTHING },
    },
  ],
  ["briefly", { type: "Until", expression: "@false", limit: { count: 5, timeout: "PT5M" }, actions: {} }],
  ["scope", { type: "Scope", actions: { inside: NOTHING }, description: "all of it" }],
  [
    "fail",
    {
      type: "Terminate",
      inputs: { runStatus: "Failed", runError: { code: "Late", message: "@body('child')" } },
      runAfter: { child: ["Succeeded"] },
    },
  ],
  ["end", { type: "Terminate", inputs: { runStatus: "Cancelled" } }],
  [
    "answer",
    { type: "Response", kind: "Http", inputs: { statusCode: 404, headers: { "x-id": "1" }, body: { ok: false } } },
  ],
  ["ok", { type: "Response", kind: "Http", inputs: { statusCode: 200 } }],
  ["wait", { type: "Wait", inputs: { interval: { count: 15, unit: "Minute" } } }],
  ["date", { type: "Wait", inputs: { until: { timestamp: "2030-10-01T00:00:00Z" } } }],
  [
    "child",
    {
      type: "Workflow",
      inputs: { host: { workflow: { id: WORKFLOW }, triggerName: "manual" }, body: { id: 1 } },
      limit: { timeout: "PT1M" },
    },
  ],
])("action %s is as the designer writes it", (name, expected) => {
  expect(DEFINITION.actions[name]).toEqual({ runAfter: {}, ...expected });
});

test("every action has a test", () => {
  expect(Object.keys(ACTIONS)).toHaveLength(29);
});

test("a definition of them is valid, and has no problems", () => {
  expect(schemaProblems(DEFINITION)).toEqual([]);
  expect(definitionProblems(DEFINITION, { connections: [] })).toEqual([]);
});

test("actions in control actions keep references of Terraform", () => {
  const stack = testStack();
  const { asString: name } = new TerraformLocal(stack, "name", "orders");
  const { body } = ControlAction.scope({ actions: { a: DataAction.compose({ name }) } });
  new TerraformOutput(stack, "body", { value: body });
  expect(JSON.stringify(synthesize(stack))).toMatch(/jsonencode\(.*local\.name/);
});

const props = { actions: {} };

test.each<[string, () => unknown, ...string[]]>([
  ["a list that is text", () => ControlAction.foreach(WorkflowValue.text("orders"), props), "not-an-expression"],
  ["51 items at once", () => ControlAction.foreach(expression("a"), { ...props, concurrency: 51 }), "impossible-count"],
  ["no iterations", () => ControlAction.until(expression("a"), { ...props, count: 0 }), "impossible-count"],
  [
    "an hour that is no duration",
    () => ControlAction.until(expression("a"), { ...props, timeout: "1h" }),
    "impossible-duration",
  ],
  ["a retry of a loop", () => ControlAction.scope({ ...props, timeout: "PT1H" }), "option-of-other-type"],
  ["no condition", () => ControlAction.condition(undefined, { then: {} }), "impossible-condition"],
  ["an unknown operator", () => ControlAction.condition({ equal: [1, 2] }, { then: {} }), "impossible-condition"],
  [
    "two operators",
    () => ControlAction.condition({ less: [1, 2], greater: [1, 2] }, { then: {} }),
    "impossible-condition",
  ],
  [
    "one operand",
    () => ControlAction.condition({ and: [{ not: { less: [1] } }] }, { then: {} }),
    "impossible-condition",
  ],
  ["and of nothing", () => ControlAction.condition({ and: [] }, { then: {} }), "impossible-condition"],
  ["text as condition", () => ControlAction.condition(WorkflowValue.text("yes"), { then: {} }), "not-an-expression"],
  [
    "two cases alike",
    () =>
      ControlAction.switchOn(expression("a"), {
        cases: [
          { value: 1, ...props },
          { value: 1, ...props, name: "Case" },
        ],
      }),
    "duplicate-switch-case",
    "duplicate-switch-case",
  ],
  [
    "a message of success",
    () => ControlAction.terminate({ status: RunStatus.SUCCEEDED, message: "" }),
    "error-of-run-that-does-not-fail",
  ],
  ["no actions", () => ControlAction.scope(untyped({})), "not-workflow-actions"],
  [
    "JSON as action",
    () => ControlAction.scope({ actions: { a: untyped({ type: "Http" }), b: untyped(null) } }),
    "not-a-workflow-action",
    "not-a-workflow-action",
  ],
  ["a variable without name", () => VariableAction.increment(""), "workflow-argument-empty"],
  ["a filter that is text", () => DataAction.query([], { where: WorkflowValue.text("a") }), "not-an-expression"],
  ["a redirection", () => ResponseAction.of({ statusCode: 302 }), "impossible-response-status"],
  ["half a second", () => DelayAction.of({ count: 0.5, unit: DelayUnit.SECOND }), "impossible-count"],
  [
    "a delay that is no duration",
    () => RecurrenceTrigger.slidingWindow({ every: Recurrence.days(1), delay: "5" }),
    "impossible-duration",
  ],
  ["a workflow without trigger", () => ChildWorkflowAction.call(WORKFLOW, { trigger: "" }), "workflow-argument-empty"],
  ["a date as value", () => DataAction.compose(new Date(0)), "not-json"],
])("%s is refused", (_what, make, ...rules) => {
  expect(brokenBy(make)).toEqual(rules);
});
