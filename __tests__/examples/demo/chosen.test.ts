import { chosen } from "../../../examples/demo/chosen";
import { type Stack } from "../../../examples/demo/stack";

const stacks = ["apps", "data"].map((name) => ({ name })) as unknown as readonly Stack[];

describe("the stacks of the demo", () => {
  test("are all of them, or those that are named", () => {
    expect(chosen(stacks, [])).toEqual(stacks);
    expect(chosen(stacks, ["data"])).toEqual([stacks[1]]);
  });

  test("exist, or those that do are told", () => {
    expect(() => chosen(stacks, ["dota"])).toThrow("main.ts has no stack dota; its stacks are apps, data");
  });
});
