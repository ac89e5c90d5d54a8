import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { WrongArguments } from "../../sql-runner/wrong-arguments";

/** Comes with cdktf-cli. It is too large to come with azmi. */
const PARSER = "@cdktf/hcl2json";

const WITHOUT_PARSER =
  `cannot be read without ${PARSER}: run npm install ${PARSER} in the working directory, or give the output of ` +
  "terraform show -json instead";

/** A process of its own, because the parser is asynchronous and a malformed file can stop it for good. */
const PROGRAM = `
const { parse } = require(process.argv[1]);
(async () => {
  const parsed = [];
  for (const { file, text } of JSON.parse(require("node:fs").readFileSync(0, "utf8"))) {
    parsed.push(await parse(file, text).then((json) => ({ json }), ({ message }) => ({ error: message })));
  }
  require("node:fs").writeFileSync(1, JSON.stringify(parsed));
  process.exit(0);
})();
`;

const LONGEST_ANSWER = 512 * 1024 * 1024;
const TIMEOUT = 120_000;

export interface HclFile {
  readonly file: string;
  readonly text: string;
}

/** The JSON of files in HCL, in their order. */
export function parseHcl(files: readonly HclFile[]): unknown[] {
  const { status, stdout } = spawnSync(process.execPath, ["-e", PROGRAM, parserFor(files)], {
    input: JSON.stringify(files),
    encoding: "utf8",
    maxBuffer: LONGEST_ANSWER,
    timeout: TIMEOUT,
  });
  if (status !== 0) {
    throw new WrongArguments(
      `${names(files)} cannot be read: ${PARSER} failed; give the output of terraform show -json`,
    );
  }
  const parsed = JSON.parse(stdout) as readonly { readonly json?: unknown; readonly error?: string }[];
  const problems = parsed.flatMap(({ error }) =>
    error === undefined ? [] : [error.replace(/^parse config: \[(.*)\]$/s, "$1")],
  );
  if (problems.length > 0) {
    throw new WrongArguments(problems.map((problem) => `not valid HCL: ${problem}`).join("\n"));
  }
  return parsed.map(({ json }) => json);
}

function parserFor(files: readonly HclFile[]): string {
  try {
    return createRequire(join(process.cwd(), "any.js")).resolve(PARSER);
  } catch {
    throw new WrongArguments(`${names(files)} ${WITHOUT_PARSER}`);
  }
}

const names = (files: readonly HclFile[]): string => files.map(({ file }) => file).join(", ");
