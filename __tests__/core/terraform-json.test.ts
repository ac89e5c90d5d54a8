import { Fn, TerraformLocal, TerraformOutput } from "cdktf";
import * as fc from "../support/fast-check";
import { literalIn, literalText } from "../../lib/core/literal-text";
import { terraformJson } from "../../lib/core/function-call";
import { inAzure } from "../support/simulation";
import { testStack } from "../support/synth";
import { testWithTerraform } from "../support/terraform";

/** Pieces that JSON, Terraform or CDKTF would take for something else, and everything else; Terraform normalizes to NFC. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom("${", "%{", "$${", "%%{", "$", "%", "}", '"', "\\", "'", "\n", "\b", "\f", "@{", "<&>", "\u2028"),
      fc.string({ unit: "grapheme", maxLength: 4 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join("").normalize("NFC"));

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(text, tie("value"), { maxKeys: 3 }),
  ),
})).value;

const SAMPLES = { numRuns: 150 };

testWithTerraform(
  "any JSON comes out of Terraform as it was, and text around a reference stays what it is",
  async () => {
    const values = fc.sample(json, SAMPLES);
    const texts = fc.sample(fc.tuple(text, text, text), SAMPLES);
    const stack = testStack();
    new TerraformOutput(stack, "values", { value: values.map(terraformJson) });
    const around = texts.map(([before, referred, after], index) => {
      const reference = new TerraformLocal(stack, `local${String(index)}`, literalText(referred)).asString;
      return terraformJson({ [`${before}${reference}`]: [`${before}${reference}${after}`, reference] });
    });
    new TerraformOutput(stack, "around", { value: around });
    await inAzure(async (_simulator, session) => {
      const { outputs, diagnostics } = await session(stack).apply();
      expect(diagnostics).toEqual([]);
      expect(parsed(outputs.values)).toEqual(values);
      expect(parsed(outputs.around)).toEqual(
        texts.map(([before, referred, after]) => ({ [before + referred]: [before + referred + after, referred] })),
      );
    });
  },
);

testWithTerraform(
  "references to numbers, truth values and lists keep their type, and members without value are left out",
  async () => {
    const stack = testStack();
    const reference = (name: string, value: unknown): TerraformLocal => new TerraformLocal(stack, name, value);
    const value = {
      number: reference("number", 7).asNumber,
      truth: reference("truth", true).asBoolean,
      list: reference("list", ["a", "b"]).asList,
      none: undefined,
    };
    new TerraformOutput(stack, "value", { value: terraformJson(value) });
    await inAzure(async (_simulator, session) => {
      const { outputs } = await session(stack).apply();
      expect(outputs.value).toBe('{"list":["a","b"],"number":7,"truth":true}');
    });
  },
);

testWithTerraform("the text can be part of other text and of an expression", async () => {
  const stack = testStack();
  const text = terraformJson({ name: new TerraformLocal(stack, "name", "x").asString });
  new TerraformOutput(stack, "part", { value: `[${text}]` });
  new TerraformOutput(stack, "argument", { value: Fn.upper(text) });
  await inAzure(async (_simulator, session) => {
    const { outputs } = await session(stack).apply();
    expect(outputs).toEqual({ part: '[{"name":"x"}]', argument: '{"NAME":"X"}' });
  });
});

function parsed(texts: unknown): unknown[] {
  return (texts as string[]).map((one) => JSON.parse(one) as unknown);
}

test("literal text is read back as it was, and nothing else is taken for it", () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(literalIn(literalText(one))).toBe(one);
      const before = literalText(one).replace(/[$%]+$/, "");
      expect(literalIn(`${before}\${var.name}${literalText(other)}`)).toBeUndefined();
      expect(literalIn(`${before}%{ if true }${literalText(other)}`)).toBeUndefined();
    }),
  );
});
