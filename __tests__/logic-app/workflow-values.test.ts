import { TerraformLocal, TerraformOutput, TerraformVariable, Token } from "cdktf";
import * as fc from "../support/fast-check";
import { SqlEndpoint } from "../../lib";
import { literalText } from "../../lib/core/literal-text";
import { ManagedApi, SqlConnector, WorkflowValue } from "../../lib/logic-app";
import { EXHAUSTIVE } from "../support/exhaustive";
import { connectionOf } from "../support/logic-app";
import { inAzure } from "../support/simulation";
import { brokenBy, testStack } from "../support/synth";
import { testWithTerraform } from "../support/terraform";
import { evaluated } from "../support/workflow-language";

/** Names with all that SQL, the workflow language, Terraform, JSON and URIs would take for something else. */
const name = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "'",
        "''",
        '"',
        "[",
        "]",
        "@",
        "@@",
        "@{",
        "}",
        "${",
        "%{",
        "$",
        "%",
        ",",
        "/",
        "\\",
        "\n",
        "#?&",
      ),
      fc.string({ unit: "grapheme", maxLength: 5 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join("").normalize("NFC"))
  .filter((text) => text !== "");

type Names = readonly [server: string, database: string, table: string, value: string];

const SAMPLES: readonly Names[] = [
  ["orders.database.windows.net", "shop", "[dbo].[Orders]", "@me"],
  ["a'b", "it's @{concat('x')} ${x} %{y}", "[dbo].[]]]\n[']", "@{parameters('$connections')}"],
  ...fc.sample(fc.tuple(name, name, name, name), { numRuns: EXHAUSTIVE ? 150 : 40 }),
];

/** Server, database and table that the connector is asked for, and the value it is given, in a column named like it. */
function understood(body: string): unknown[] {
  const { inputs } = JSON.parse(body) as { inputs: { path: string; body: Record<string, string> } };
  const path = String(evaluated(inputs.path));
  const [, server = "", database = "", table = ""] =
    /^\/v2\/datasets\/([^/,]+),([^/,]+)\/tables\/([^/]+)\/items$/.exec(path) ?? [];
  const decoded = [server, database, table].map((part) => decodeURIComponent(decodeURIComponent(part)));
  const [[column, text] = ["", ""]] = Object.entries(inputs.body);
  expect(evaluated(column)).toBe(evaluated(text));
  return [...decoded, evaluated(text)];
}

testWithTerraform(
  "any name and text arrives at the connector as it was given, as text and as a reference",
  async () => {
    const stack = testStack();
    const bodyOf = ([server, database, table, value]: Names): string =>
      SqlConnector.of(connectionOf(ManagedApi.SQL), { endpoint: SqlEndpoint.at(server), database }).insertRow({
        table,
        row: { [value]: value },
      }).body;
    const references = SAMPLES.map((names, index) =>
      names.map(
        (one, place) => new TerraformLocal(stack, `n${String(index)}_${String(place)}`, literalText(one)).asString,
      ),
    );
    new TerraformOutput(stack, "texts", { value: SAMPLES.map(bodyOf) });
    new TerraformOutput(stack, "references", { value: references.map((names) => bodyOf(names as unknown as Names)) });
    await inAzure(async (_simulator, session) => {
      const { outputs, diagnostics } = await session(stack).apply();
      expect(diagnostics).toEqual([]);
      expect((outputs.texts as string[]).map(understood)).toEqual(SAMPLES);
      expect((outputs.references as string[]).map(understood)).toEqual(SAMPLES);
    });
  },
);

testWithTerraform("references of whatever type arrive at the connector as what they give", async () => {
  const stack = testStack();
  const hostile = ["@me", "it's @{concat('x')}", '"\\', "@@"];
  const given = {
    text: new TerraformVariable(stack, "text", { type: "string", default: "@{parameters('key')}'" }).value as unknown,
    list: new TerraformVariable(stack, "list", { type: "list(string)", default: hostile }).listValue,
    map: Token.asStringMap(
      new TerraformVariable(stack, "map", { type: "map(string)", default: { note: hostile[1] } }).value,
    ),
    yes: new TerraformVariable(stack, "yes", { type: "bool", default: true }).booleanValue,
  };
  const { body } = SqlConnector.of(connectionOf(ManagedApi.SQL), {
    endpoint: SqlEndpoint.at("orders.database.windows.net"),
    database: "shop",
  }).insertRow({ table: "t", row: given });
  new TerraformOutput(stack, "body", { value: body });
  await inAzure(async (_simulator, session) => {
    const { outputs, diagnostics } = await session(stack).apply();
    expect(diagnostics).toEqual([]);
    const { inputs } = JSON.parse(String(outputs.body)) as { inputs: { body: Record<string, string> } };
    expect(Object.fromEntries(Object.entries(inputs.body).map(([key, text]) => [key, evaluated(text)]))).toEqual({
      text: "@{parameters('key')}'",
      list: hostile,
      map: { note: hostile[1] },
      yes: true,
    });
  });
});

test.each(["", " \n", "@triggerBody()", " @triggerBody()"])("the expression %j is refused", (expression) => {
  expect(brokenBy(() => WorkflowValue.expression(expression))).toEqual(["not-a-workflow-expression"]);
});
