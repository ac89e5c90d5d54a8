import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lazyExports } from "../../../tools/bundling/lazy-exports";

/** What TypeScript makes of two `export *`. */
const COMPILED = `"use strict";
var __exportStar = (m, exports) => { Object.assign(exports, m); };
Object.defineProperty(exports, "__esModule", { value: true });
__exportStar(require("./one"), exports);
__exportStar(require("./two"), exports);
`;
const NAMES: Readonly<Record<string, readonly string[]>> = { "./one": ["One", "Uno"], "./two": ["Two"] };

const directory = mkdtempSync(join(tmpdir(), "azmi-lazy-"));
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** What a program in the folder of the index file prints. */
function printed(name: string, program: string): string {
  const file = join(directory, name);
  writeFileSync(file, program);
  return execFileSync(process.execPath, [file], { encoding: "utf8" }).trim();
}

describe("an index file with lazy exports", () => {
  beforeAll(() => {
    writeFileSync(
      join(directory, "index.js"),
      lazyExports(COMPILED, (path) => NAMES[path] ?? []),
    );
    writeFileSync(join(directory, "one.js"), 'console.log("loads one"); exports.One = 1; exports.Uno = 1;');
    writeFileSync(join(directory, "two.js"), 'console.log("loads two"); exports.Two = 2;');
  });

  test("loads what is used, once, and nothing else", () => {
    const program = 'const index = require("./index"); console.log("required"); console.log(index.Two + index.Two);';
    expect(printed("use.js", program)).toBe("required\nloads two\n4");
  });

  test("lists its names without loading anything", () => {
    expect(printed("names.js", 'console.log(Object.keys(require("./index")).join());')).toBe("One,Uno,Two");
  });

  test("can be imported from by name in an ES module", () => {
    expect(printed("use.mjs", 'import { Two } from "./index.js"; console.log(Two);')).toMatch(/\b2$/);
  });
});

test("a file that exports nothing of others stays as it is", () => {
  const source = 'exports.One = require("./one").One;\n';
  expect(lazyExports(source, () => [])).toBe(source);
});
