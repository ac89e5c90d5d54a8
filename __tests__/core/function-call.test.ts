import { TerraformOutput, TerraformVariable, Token } from "cdktf";
import * as fc from "../support/fast-check";
import { FunctionCall } from "../../lib/core/function-call";
import { literalText } from "../../lib/core/literal-text";
import { inAzure } from "../support/simulation";
import { synthesize, testStack } from "../support/synth";
import { testWithTerraform } from "../support/terraform";

/** What the expression is written as. */
function written(call: (variable: string) => FunctionCall): unknown {
  const stack = testStack();
  const variable = new TerraformVariable(stack, "who", {}).stringValue;
  new TerraformOutput(stack, "it", { value: call(variable) });
  return synthesize(stack).output?.it?.value;
}

describe("a call of a Terraform function", () => {
  test("takes texts, references, texts with references in them, lists, objects and other calls", () => {
    expect(
      written(
        (who) =>
          new FunctionCall("jsonencode", {
            plain: 'say "hi"',
            who,
            greeting: `hi "${who}"`,
            list: [1, true, who],
            none: undefined,
            inner: new FunctionCall("merge", { who }, new FunctionCall("jsondecode", who)),
          }),
      ),
    ).toBe(
      '${jsonencode({"plain" = "say \\"hi\\"", "who" = var.who, "greeting" = "hi \\"${var.who}\\"", ' +
        '"list" = [1, true, var.who], "inner" = merge({"who" = var.who}, jsondecode(var.who))})}',
    );
  });

  test("can stand in another text and for a map", () => {
    const stack = testStack();
    const map = new TerraformVariable(stack, "map", { type: "map(string)" });
    const merged = Token.asStringMap(new FunctionCall("merge", Token.asStringMap(map.value), { a: "b" }));
    new TerraformOutput(stack, "merged", { value: merged });
    new TerraformOutput(stack, "text", { value: `(${new FunctionCall("lookup", merged, "a").toString()})` });

    expect(synthesize(stack).output).toEqual({
      merged: { value: '${merge(var.map, {"a" = "b"})}' },
      text: { value: '(${lookup(merge(var.map, {"a" = "b"}), "a")})' },
    });
  });

  testWithTerraform("brings any text to Terraform as it is", async () => {
    const texts = fc.sample(fc.record({ text: fc.string({ unit: "binary" }), key: fc.string() }), { numRuns: 300 });
    const hostile = ['"', "\\", "\\b\b\f\n\r\t", "${x}", "%{ if x }", "$${x}", "$", "\u2028", "é", "</&>"];
    const all = [...texts, ...hostile.map((text) => ({ text, key: text }))];
    // Terraform keeps text in Unicode normal form C.
    const expected = all.map(({ text, key }) => ({ text: text.normalize("NFC"), [`-${key}`.normalize("NFC")]: 1 }));
    const stack = testStack();
    const given = all.map(({ text, key }) => ({ text: literalText(text), [literalText(`-${key}`)]: 1 }));
    new TerraformOutput(stack, "it", { value: new FunctionCall("jsonencode", given) });
    await inAzure(async (_simulator, session) => {
      const { ok, outputs } = await session(stack).apply();
      expect(ok).toBe(true);
      expect(JSON.parse(String(outputs.it))).toEqual(expected);
    });
  });
});
