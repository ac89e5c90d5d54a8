import * as fc from "../../support/fast-check";
import { printable, printableLines } from "../../../programs/sql-runner/printable";

const ACTED_ON = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const anyText = fc.array(
  fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("\u001b[31m", "\u009b", "\u202e", "\u{e0001}", "\ud800", "\n"),
  ),
);

test("what is printed has no character that a terminal acts on or that hides others", () => {
  fc.assert(
    fc.property(anyText, (parts) => {
      expect(printable(parts.join(""))).not.toMatch(ACTED_ON);
    }),
  );
});

test("other characters stay as they are", () => {
  const text = "grüße 你好 👋🏽 a]b[c 'x' \"y\" \\n";
  expect(printable(text)).toBe(text);
});

test("JSON says the same afterwards", () => {
  fc.assert(
    fc.property(fc.array(anyText.map((parts) => parts.join(""))), (value) => {
      expect(JSON.parse(printableLines(JSON.stringify(value, null, 2)))).toEqual(value);
    }),
  );
});
