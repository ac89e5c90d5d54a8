import { jsonProblem } from "../../../../programs/azmi/input/json-problem";
import * as fc from "../../../support/fast-check";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test.each([
  ["", 1, 1, "the text ends where a value should be"],
  ["{", 1, 2, "the text ends where a key in quotes should be"],
  ['{"a": 1', 1, 8, "the text ends where a comma or } should be"],
  ["[1", 1, 3, "the text ends where a comma or ] should be"],
  ['{\n  "a": 1,\n  oops\n}', 3, 3, "a key in quotes should be here"],
  ['{"a" 1}', 1, 6, "a colon should be here"],
  ["[1,]", 1, 4, "a value should be here"],
  ["[1 2]", 1, 4, "a comma or ] should be here"],
  ['{"a":1]', 1, 7, "a comma or } should be here"],
  ['"abc', 1, 5, "the text ends where the end of a text should be"],
  ['"\\q"', 1, 2, "a text contains an unknown escape"],
  ['"a\nb"', 1, 3, "a text contains a control character"],
  ['{"a":1}\r\nx', 2, 1, "there is more after the end of the JSON"],
  ['{"a":{"b":[1,{}],"b":2}}', 1, 18, 'the key "b" is there twice in one object'],
  ['{"a":1,\n"\\u0061":2}', 2, 1, 'the key "a" is there twice in one object'],
])("tells what is wrong with %j, and where", (text, line, column, problem) => {
  expect(jsonProblem(text)).toEqual({ line, column, problem });
});

test.each(['{"a":1,"b":{"a":1}}', '[{"a":1},{"a":1}]', '{"__proto__":1,"constructor":2,"":3}', " \t\r\n[ ] "])(
  "finds nothing wrong with %j",
  (text) => {
    expect(jsonProblem(text)).toBeUndefined();
  },
);

test("finds nothing wrong with what JSON.stringify writes", () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(4), (json, indentation) => {
      expect(jsonProblem(JSON.stringify(JSON.parse(json), null, indentation))).toBeUndefined();
    }),
  );
});

test("agrees with JSON.parse about damaged JSON", () => {
  const damaged = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom("", '"', "{", "}", "[", "]", ",", ":", "\\", "1", "-", "e", "t", "\n"))
    .map(
      ([json, at, piece]) => json.slice(0, at % (json.length + 1)) + piece + json.slice((at % (json.length + 1)) + 1),
    );
  fc.assert(
    fc.property(damaged, (text) => {
      const found = jsonProblem(text);
      const isTwice = found?.problem.includes("twice") === true;
      expect(found === undefined || isTwice).toBe(isJson(text));
    }),
    { numRuns: 2_000 },
  );
});

describe("hostile JSON:", () => {
  const deep = 200_000;

  test.each([
    ["nested lists", "[".repeat(deep) + "]".repeat(deep), undefined],
    ["nested objects", `${'{"a":'.repeat(deep)}1${"}".repeat(deep)}`, undefined],
    ["lists that never end", "[".repeat(deep), "the text ends where a value should be"],
    ["a text of 5 MB", JSON.stringify("x".repeat(5_000_000)), undefined],
    ["escapes of 5 MB", JSON.stringify('"\\'.repeat(1_250_000)), undefined],
    ["a text of 5 MB that never ends", `"${"x".repeat(5_000_000)}`, "the text ends where the end of a text should be"],
    ["a long number", "1".repeat(5_000_000), undefined],
  ])("%s", (_, text, problem) => {
    expect(jsonProblem(text)?.problem).toBe(problem);
  });

  test("a long key is not repeated whole", () => {
    const key = JSON.stringify("k".repeat(1_000_000));
    expect(jsonProblem(`{${key}:1,${key}:2}`)?.problem.length).toBeLessThan(200);
  });
});
