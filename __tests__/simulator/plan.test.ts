import { type Block } from "../../simulator/provider/schema";
import { type ObjectValue, UNKNOWN } from "../../simulator/protocol/values";
import { planState, replacements } from "../../simulator/provider/plan";

const BLOCK: Block = {
  attributes: {
    name: { type: "string", required: true },
    endpoint: { type: "string", computed: true },
    secret: { type: "string", optional: true, write_only: true },
  },
  block_types: {
    rule: {
      nesting_mode: "set",
      block: {
        attributes: { port: { type: "number", required: true }, id: { type: "string", computed: true } },
        block_types: {
          source: { nesting_mode: "list", block: { attributes: { tag: { type: "string", optional: true } } } },
        },
      },
    },
  },
};

const rule = (port: number, id: string | null, tag = "a"): ObjectValue => ({ port, id, source: [{ tag }] });
const stateOf = (rules: ObjectValue[], endpoint: string | null): ObjectValue => ({
  name: "it",
  endpoint,
  secret: null,
  rule: rules,
});

describe("a plan", () => {
  test("to create leaves what the provider computes unknown, at any depth, and forgets what is write-only", () => {
    const proposed = { ...stateOf([rule(80, null)], null), secret: "hidden" };
    expect(planState(BLOCK, proposed, null)).toEqual({
      name: "it",
      endpoint: UNKNOWN,
      secret: null,
      rule: [{ port: 80, id: UNKNOWN, source: [{ tag: "a" }] }],
    });
  });

  test("to update keeps what was computed, also where that was nothing", () => {
    const prior = stateOf([rule(80, "r80"), rule(443, "r443")], null);
    expect(planState(BLOCK, stateOf([rule(80, "r80"), rule(443, "r443")], null), prior)).toEqual(prior);
  });

  test("knows the elements of a set by what is configured in them, wherever they stand", () => {
    const prior = stateOf([rule(80, "r80"), rule(443, "r443")], "x");
    const proposed = stateOf([rule(443, null), rule(22, null), rule(80, null, "b")], "x");
    expect(planState(BLOCK, proposed, prior).rule).toEqual([
      rule(443, "r443"),
      { ...rule(22, null), id: UNKNOWN },
      { ...rule(80, null, "b"), id: UNKNOWN },
    ]);
  });

  test("computes again what depends on a changed argument", () => {
    const prior = stateOf([], "x");
    const recomputed = { endpoint: ["name"] };
    expect(planState(BLOCK, { ...prior, name: "other" }, prior, recomputed).endpoint).toBe(UNKNOWN);
    expect(planState(BLOCK, prior, prior, recomputed).endpoint).toBe("x");
  });

  test("to replace names the argument, and of a set only the set", () => {
    const prior = stateOf([rule(80, "r80")], "x");
    const planned = { ...stateOf([rule(81, "r80")], "x"), name: "other" };
    expect(replacements(BLOCK, ["name", "rule.port", "endpoint"], prior, planned)).toEqual([["name"], ["rule"]]);
    expect(replacements(BLOCK, ["rule"], prior, stateOf([], "x"))).toEqual([["rule"]]);
  });
});
