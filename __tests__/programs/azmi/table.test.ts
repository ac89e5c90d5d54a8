import { table } from "../../../programs/azmi/output/table";

const HEAD = ["Stack", "What", "Difference"];
const ROLE = 'member "orders-app" of server role "##MS_ServerStateManager##"';

const lines = (columns: number, ...rows: string[][]): string[] =>
  table(HEAD, rows, { flexible: [1, 2], columns }).split("\n");

describe("a table", () => {
  test("has a line for each row where there is room", () => {
    expect(lines(Infinity, ["shop", ROLE, "missing"])).toEqual([
      `Stack  What${" ".repeat(ROLE.length - 2)}Difference`,
      `shop   ${ROLE}  missing`,
    ]);
  });

  test("wraps text in a narrow terminal and keeps every letter, also of words that are wider than their column", () => {
    expect(lines(40, ["shop", ROLE, "missing"])).toEqual([
      "Stack  What                   Difference",
      'shop   member "orders-app"    missing',
      '       of server role "##MS_',
      '       ServerStateManager##"',
    ]);
  });

  test("wraps a second column where the first one is as narrow as it gets", () => {
    expect(lines(40, ["shop", 'user "app"', 'missing: database "stock" no longer exists'])).toEqual([
      "Stack  What        Difference",
      'shop   user "app"  missing: database',
      '                   "stock" no longer',
      "                   exists",
    ]);
  });

  test("knows that some letters take two columns", () => {
    expect(lines(30, ["shop", `user "${"数".repeat(9)}"`, "missing"])).toEqual([
      "Stack  What            Difference",
      'shop   user "数数数数  missing',
      '       数数数数数"',
    ]);
  });
});
