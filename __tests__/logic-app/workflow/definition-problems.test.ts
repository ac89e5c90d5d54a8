import { definitionProblems } from "../../../lib/logic-app/workflow/definition-problems";
import { type JsonObject } from "../../support/conformance";

/** A whole definition is right, or everything that is wrong with it is told at once. */

const after = (...names: string[]): JsonObject => Object.fromEntries(names.map((name) => [name, ["Succeeded"]]));
const compose = (inputs: unknown, ...before: string[]): object => ({
  type: "Compose",
  inputs,
  runAfter: after(...before),
});
const foreach = (actions: object, ...before: string[]): object => ({
  type: "Foreach",
  foreach: "@createArray(1, 2)",
  actions,
  runAfter: after(...before),
});
const scope = (actions: object, ...before: string[]): object => ({
  type: "Scope",
  actions,
  runAfter: after(...before),
});
const initialize = (name: string, ...before: string[]): object => ({
  type: "InitializeVariable",
  inputs: { variables: [{ name, type: "integer", value: 0 }] },
  runAfter: after(...before),
});
const set = (name: string, value: unknown, ...before: string[]): object => ({
  type: "SetVariable",
  inputs: { name, value },
  runAfter: after(...before),
});
const request = { manual: { type: "Request", kind: "Http", inputs: {} } };
const hourly = { hourly: { type: "Recurrence", recurrence: { frequency: "Hour", interval: 1 } } };

const problemsIn = (definition: object): string[] =>
  definitionProblems({ triggers: request, ...definition }, { connections: ["sql"] }).map(({ rule }) => rule);

const nested = (depth: number): object =>
  depth === 0 ? compose(1) : scope({ [`a${String(depth)}`]: nested(depth - 1) });
const many = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${String(index)}`, compose(index)]));

describe("a definition is right", () => {
  test.each<[string, object]>([
    [
      "with actions after each other, whatever the case of their names",
      { First: compose(1), b: compose("@outputs('FIRST')", "first") },
    ],
    ["that reads an action in a scope that has run", { a: scope({ b: compose(1) }), c: compose("@outputs('b')", "a") }],
    [
      "that reads in a scope what ran before the scope",
      { a: compose(1), b: scope({ c: compose("@outputs('a')") }, "a") },
    ],
    [
      "that reads what ran before, indirectly",
      { a: compose(1), b: compose(2, "a"), c: compose("@{outputs('a')}", "b") },
    ],
    ["that reads its trigger", { a: compose("@outputs('manual')") }],
    ["that reads the item of an outer loop", { a: foreach({ b: foreach({ c: compose("@items('a')") }) }) }],
    [
      "that repeats until one of the actions in the loop says so",
      {
        a: {
          type: "Until",
          expression: "@equals(outputs('b'), 1)",
          limit: { count: 5000 },
          actions: { b: compose(1) },
        },
      },
    ],
    [
      "that decides between branches",
      {
        a: {
          type: "If",
          expression: { equals: ["@triggerBody()", 1] },
          actions: { b: compose(1) },
          else: { actions: { c: compose(2) } },
        },
        d: {
          type: "Switch",
          expression: "@result('a')",
          cases: { x: { case: 1, actions: { e: compose(1) } } },
          default: { actions: {} },
          runAfter: after("a"),
        },
      },
    ],
    ["that counts", { a: initialize("n"), b: set("N", "@add(1, 2)", "a"), c: compose("@variables('n')", "b") }],
    ["with brackets and quotes in literals", { a: compose("@{concat('it''s }', ')')} and (this } is [ text") }],
    ["with escaped expressions", { a: compose("@@body('nobody'"), b: compose("mail@@{body('nobody'") }],
    ["with text that looks like a call", { a: compose("@concat('body(''nobody'')', item.body('nobody'))") }],
    ["with a name that the run computes", { a: compose("@body(concat('no', 'body'))") }],
    ["that uses a connection", { a: compose("@parameters('$connections')['SQL']['connectionId']") }],
    [
      "with statuses in capitals, as templates have them",
      { a: compose(1), b: { ...compose(1), runAfter: { a: ["FAILED", "TimedOut"] } } },
    ],
    ["as large as Azure allows", many(500)],
    ["as deep as Azure allows", { a: nested(7) }],
  ])("%s", (_what, actions) => {
    expect(problemsIn({ actions })).toEqual([]);
  });

  test("that uses a parameter of its own, and of its app", () => {
    const definition = {
      parameters: { own: { type: "String" } },
      actions: { a: compose("@concat(parameters('own'), parameters('shared'))") },
    };
    expect(definitionProblems(definition, { connections: [], parameters: ["shared"] })).toEqual([]);
  });
});

describe("a definition is refused", () => {
  test.each<[string, object, ...string[]]>([
    ["with an action that has no type", { a: {}, b: null }, "action-without-type", "action-without-type"],
    [
      "with an impossible name",
      { "a/b": compose(1), ["x".repeat(81)]: compose(1) },
      "impossible-action-name",
      "impossible-action-name",
    ],
    [
      "with a name twice, in another case and scope",
      { Send: compose(1), a: foreach({ send: compose(2) }) },
      "duplicate-action-name",
    ],
    ["with an action after none", { a: compose(1, "b") }, "run-after-unknown-action"],
    ["with an action after the trigger", { a: compose(1, "manual") }, "run-after-trigger"],
    [
      "with an action after one in a scope",
      { a: scope({ b: compose(1) }), c: compose(1, "b") },
      "run-after-in-other-scope",
    ],
    [
      "with an action in a scope after one outside",
      { a: compose(1), b: scope({ c: compose(1, "a") }) },
      "run-after-in-other-scope",
    ],
    [
      "with an unknown status",
      { a: compose(1), b: { ...compose(1), runAfter: { a: ["Done"] } } },
      "run-after-unknown-status",
    ],
    [
      "with a cycle",
      { a: compose(1, "c"), b: compose(1, "a"), c: compose(1, "b"), d: compose(1, "a") },
      "run-after-cycle",
    ],
    [
      "with two cycles",
      { a: compose(1, "a"), b: scope({ c: compose(1, "d"), d: compose(1, "c") }) },
      "run-after-cycle",
      "run-after-cycle",
    ],
    [
      "with Terminate in a loop",
      { a: foreach({ b: scope({ c: { type: "Terminate", inputs: {} } }) }) },
      "action-impossible-in-loop",
    ],
    ["with Response in a loop", { a: foreach({ b: { type: "Response", inputs: {} } }) }, "action-impossible-in-loop"],
    [
      "with a variable that is initialized in a scope",
      { a: scope({ b: initialize("n") }) },
      "variable-initialized-in-scope",
    ],
    ["with a variable that is initialized twice", { a: initialize("n"), b: initialize("N") }, "duplicate-variable"],
    [
      "with a variable that none initializes",
      { a: set("n", 1), b: compose("@variables('m')") },
      "unknown-workflow-variable",
      "unknown-workflow-variable",
    ],
    [
      "with a variable that is set to itself",
      { a: initialize("n"), b: set("n", "@add(variables('n'), 1)", "a") },
      "variable-set-to-itself",
    ],
    [
      "with an unknown action in an expression",
      { a: compose("@body('nobody')?['x']") },
      "expression-names-unknown-action",
    ],
    [
      "with an unknown action in a condition",
      { a: { type: "If", expression: "@equals(outputs('nobody'), 1)", actions: {} } },
      "expression-names-unknown-action",
    ],
    [
      "with an unknown action in a case",
      { a: { type: "Switch", expression: "@1", cases: { x: { case: "@body('nobody')", actions: {} } } } },
      "expression-names-unknown-action",
    ],
    ["that reads an action beside", { a: compose(1), b: compose("@outputs('a')") }, "expression-names-later-action"],
    ["that reads a later action", { a: compose("@outputs('b')"), b: compose(1, "a") }, "expression-names-later-action"],
    ["that reads itself", { a: compose("@outputs('a')") }, "expression-names-later-action"],
    [
      "that reads the other branch",
      {
        a: {
          type: "If",
          expression: "@true",
          actions: { b: compose(1) },
          else: { actions: { c: compose("@outputs('b')") } },
        },
      },
      "expression-names-later-action",
    ],
    [
      "that reads in a loop what the loop is over",
      { a: { ...foreach({ b: compose(1) }), foreach: "@outputs('b')" } },
      "expression-names-later-action",
    ],
    [
      "that reads the item of a loop outside of it",
      { a: foreach({}), b: compose("@items('a')", "a") },
      "expression-names-other-loop",
    ],
    ["that reads the item of no loop", { a: compose("@items('nothing')") }, "expression-names-other-loop"],
    ["with an unknown parameter", { a: compose("@parameters('env')") }, "unknown-workflow-parameter"],
    [
      "with an unknown connection",
      { a: compose("@parameters('$connections')?['blob']?['connectionId']") },
      "unknown-workflow-connection",
    ],
    [
      "with unknown connections of Standard",
      {
        a: { type: "ApiConnection", inputs: { host: { connection: { referenceName: "blob" } } } },
        b: { type: "ServiceProvider", inputs: { serviceProviderConfiguration: { connectionName: "bus" } } },
      },
      "unknown-workflow-connection",
      "unknown-workflow-connection",
    ],
    ["with a parenthesis that is not closed", { a: compose("@concat('a', 'b'") }, "unbalanced-workflow-expression"],
    ["with a brace that is not closed", { a: compose("to @{triggerBody()") }, "unbalanced-workflow-expression"],
    ["with a quote that is not closed", { a: compose("@concat('it)") }, "unbalanced-workflow-expression"],
    [
      "with brackets that cross",
      { a: compose({ b: ["@triggerBody()[concat('a'])"] }) },
      "unbalanced-workflow-expression",
    ],
    ["with a parenthesis that closes nothing", { a: compose("@{triggerBody())}") }, "unbalanced-workflow-expression"],
    ["with a fault in the name of a member", { a: compose({ "@{utcNow(}": 1 }) }, "unbalanced-workflow-expression"],
    ["with too many actions", many(501), "above-workflow-limit"],
    ["with too many levels", { a: nested(8) }, "above-workflow-limit"],
    ["with too many cases", { a: { type: "Switch", expression: "@1", cases: many(26) } }, "above-workflow-limit"],
    [
      "with too many iterations at once",
      { a: { ...foreach({}), runtimeConfiguration: { concurrency: { repetitions: 51 } } } },
      "above-workflow-limit",
    ],
    [
      "with too many iterations",
      { a: { type: "Until", expression: "@true", limit: { count: 5001 }, actions: {} } },
      "above-workflow-limit",
    ],
    ["with too long a description", { a: { ...compose(1), description: "x".repeat(257) } }, "above-workflow-limit"],
    ["with too long an expression", { a: compose(`@concat('${"x".repeat(8200)}')`) }, "above-workflow-limit"],
    [
      "with too many tracked properties",
      { a: { ...compose(1), trackedProperties: { x: "x".repeat(8000) } } },
      "above-workflow-limit",
    ],
    [
      "with too many variables",
      Object.fromEntries(Array.from({ length: 251 }, (_, i) => [`a${String(i)}`, initialize(`v${String(i)}`)])),
      "above-workflow-limit",
    ],
  ])("%s", (_what, actions, ...rules) => {
    expect(problemsIn({ actions })).toEqual(rules);
  });

  test.each<[string, object, ...string[]]>([
    [
      "with a response that nobody waits for",
      { triggers: hourly, actions: { a: { type: "Response", inputs: {} } } },
      "response-without-request-trigger",
    ],
    ["with too many triggers", { triggers: many(11), actions: {} }, "above-workflow-limit"],
    ["with too many parameters", { parameters: many(51), actions: {} }, "above-workflow-limit"],
    ["with too many outputs", { outputs: many(11), actions: {} }, "above-workflow-limit"],
    [
      "with a fault in a trigger",
      { triggers: { t: { type: "Request", inputs: { schema: "@json('{}'" } } }, actions: {} },
      "unbalanced-workflow-expression",
    ],
    [
      "with a fault in its outputs",
      { actions: {}, outputs: { x: { type: "String", value: "@body('nobody')" } } },
      "expression-names-unknown-action",
    ],
  ])("%s", (_what, definition, ...rules) => {
    expect(problemsIn(definition)).toEqual(rules);
  });

  test("with the paths of all that is wrong", () => {
    const actions = {
      Each: foreach({ Send: compose("@body('nobody')", "Rows") }),
      Check: { type: "If", expression: "@true", actions: {}, else: { actions: { Tell: compose("@{1") } } },
      Rows: scope({ Get: compose(1) }),
      Done: compose(1, "Get"),
    };
    expect(definitionProblems({ actions }, { connections: [] }).map(({ message }) => message)).toEqual([
      "actions/Each/actions/Send runs after actions/Rows, which is in another scope; an action can run only after actions beside it, so move one of the two, or leave it out",
      'actions/Done runs after actions/Rows/actions/Get, which is in another scope; run it after "Rows", which contains that action',
      'actions/Check/else/actions/Tell has an expression in which "@{" is not closed: @1; correct it',
      "actions/Each/actions/Send has the expression body('nobody'), but the definition has no such action; give the name of one",
    ]);
  });
});
