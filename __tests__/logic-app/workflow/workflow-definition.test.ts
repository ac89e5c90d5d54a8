import { ConsumptionWorkflow, WorkflowDefinition } from "../../../lib/logic-app";
import { messagesOf, onlyResource, problemsOf, testStack } from "../../support/synth";
import { TemporaryDirectory } from "../../support/temporary-directory";

/** Definitions that exist as JSON. */

const directory = new TemporaryDirectory();

const DEFINITION = {
  $schema: "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
  contentVersion: "1.0.0.0",
  parameters: { env: { type: "String" } },
  triggers: { hourly: { type: "Recurrence", recurrence: { frequency: "Hour", interval: 1 } } },
  actions: { Tell: { type: "Compose", inputs: "@concat(parameters('env'), '${path}')", runAfter: {} } },
};

const CODE_VIEW = {
  definition: DEFINITION,
  parameters: {
    env: { value: "test" },
    $connections: { value: { sql: { connectionId: "/subscriptions/elsewhere" } } },
  },
};

test.each<[string, () => WorkflowDefinition, object]>([
  ["a file", () => WorkflowDefinition.fromFile(directory.write("workflow.json", CODE_VIEW)), { env: "test" }],
  [
    "a file of an editor on Windows",
    () => WorkflowDefinition.fromFile(directory.write("workflow.json", `\uFEFF${JSON.stringify(CODE_VIEW)}`)),
    { env: "test" },
  ],
  ["text", () => WorkflowDefinition.fromJson(JSON.stringify(CODE_VIEW)), { env: "test" }],
  ["an object", () => WorkflowDefinition.fromObject(CODE_VIEW), { env: "test" }],
  ["a definition alone", () => WorkflowDefinition.fromObject(DEFINITION), {}],
])("%s is taken as it is, without the connections of another workflow", (_what, make, values) => {
  const definition = make();
  expect(definition._problems()).toEqual([]);
  expect(definition._definition).toEqual(DEFINITION);
  expect(definition._values).toEqual(values);
});

test("Terraform evaluates nothing in it", () => {
  const stack = testStack();
  new ConsumptionWorkflow(stack, "workflow", {
    name: "orders",
    resourceGroupName: "rg",
    location: "westeurope",
    definition: WorkflowDefinition.fromObject(CODE_VIEW),
  });
  const { parameters_content: content } = onlyResource(stack, "azurerm_resource_group_template_deployment");
  expect(content).toContain("'$${path}'");
});

test.each([
  ['{"actions": {},}', 1, 16],
  ['{\n  "actions": {}\n  "triggers": {}\n}', 3, 3],
  ['{"actions": {"a": tru}}', 1, 19],
  ['{"actions": {"a": "b\nc"}}', 1, 19],
  ['{"actions": [1, 2}', 1, 18],
  ['{"actions": {}', 1, 15],
  ['{"actions": {}} // end', 1, 17],
  ['{"a": 01}', 1, 7],
  ["{'actions': {}}", 1, 2],
  ["", 1, 1],
])("%j is not JSON, which is told with the place", (text, line, column) => {
  expect(WorkflowDefinition.fromJson(text)._problems()).toEqual([
    {
      rule: "workflow-definition-not-json",
      message: expect.stringContaining(`from line ${String(line)}, column ${String(column)} on`) as unknown,
    },
  ]);
});

test.each<[string, () => WorkflowDefinition, string]>([
  ["a file that is not there", () => WorkflowDefinition.fromFile("nowhere.json"), "workflow-definition-unreadable"],
  ["a list", () => WorkflowDefinition.fromJson("[]"), "workflow-definition-not-an-object"],
  ["nothing", () => WorkflowDefinition.fromObject(undefined as never), "workflow-definition-not-an-object"],
  ["a number as text", () => WorkflowDefinition.fromJson(1 as never), "workflow-definition-not-an-object"],
  ["another JSON", () => WorkflowDefinition.fromJson('{"name": "app"}'), "workflow-definition-without-actions"],
  [
    "a definition without actions",
    () => WorkflowDefinition.fromJson('{"definition": {}}'),
    "workflow-definition-without-actions",
  ],
])("%s is no definition", (_what, make, rule) => {
  expect(
    make()
      ._problems()
      .map((problem) => problem.rule),
  ).toEqual([rule]);
});

test("synth tells everything that is wrong with a definition at once", () => {
  const stack = testStack();
  const place = { resourceGroupName: "rg", location: "westeurope" };
  const broken = WorkflowDefinition.fromFile(directory.write("broken.json", "{"));
  new ConsumptionWorkflow(stack, "broken", { ...place, name: "broken", definition: broken });
  const wrong = WorkflowDefinition.fromObject({
    triggers: {},
    actions: {
      Get: { type: "Compose", inputs: "@body('Nobody')", runAfter: { Each: ["Done"] } },
      Each: {
        type: "Foreach",
        foreach: "@items('Each'",
        actions: { get: { type: "Compose", inputs: 1 } },
        runAfter: { Get: ["Succeeded"] },
      },
    },
  });
  new ConsumptionWorkflow(stack, "wrong", { ...place, name: "wrong", definition: wrong });
  expect(problemsOf(stack).sort()).toEqual([
    "[stack/broken] workflow-definition-not-json",
    "[stack/wrong] duplicate-action-name",
    "[stack/wrong] expression-names-unknown-action",
    "[stack/wrong] run-after-cycle",
    "[stack/wrong] run-after-unknown-status",
    "[stack/wrong] unbalanced-workflow-expression",
  ]);
  expect(messagesOf(stack).join("\n")).toContain("broken.json is not JSON from line 1, column 2 on");
});
