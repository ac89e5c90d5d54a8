import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeLazy } from "../bundling/lazy-exports";
import { ROOT } from "../paths";
import { run } from "../terraform/command";
import { CDKTN_PACKAGE } from "./folders";
import { type Manifest, manifestForCdktn } from "./manifest";
import { pageForCdktn, sourceForCdktn } from "./rewrite";

/** What is copied, and how it is rewritten. */
const PARTS: Readonly<Record<string, (text: string) => string>> = {
  lib: sourceForCdktn,
  "programs/azmi/dist": sourceForCdktn,
  "programs/sql-runner/dist": sourceForCdktn,
  testing: sourceForCdktn,
  docs: pageForCdktn,
  "README.md": pageForCdktn,
  "CHANGELOG.md": pageForCdktn,
};

const COPIES = ["LICENSE", "tsconfig.lib.json"];

const TEXT = /\.(ts|js|md)$/;

/** The engine, and the release of constructs that it works with: this repository has those of CDKTF. */
const ENGINE = join(__dirname, "engine");

/**
 * Makes the package for CDK Terrain out of the one for CDKTF, in `packages/cdktn`: the same sources, which import another
 * engine, compiled by jsii again. Needs what `npm run build` makes.
 */
async function main(): Promise<void> {
  rmSync(CDKTN_PACKAGE, { recursive: true, force: true });
  mkdirSync(CDKTN_PACKAGE, { recursive: true });
  Object.entries(PARTS).forEach(([part, rewrite]) => {
    copy(part, rewrite);
  });
  COPIES.forEach((file) => {
    cpSync(join(ROOT, file), join(CDKTN_PACKAGE, file));
  });
  const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Manifest;
  writeFileSync(join(CDKTN_PACKAGE, "package.json"), `${JSON.stringify(manifestForCdktn(manifest), undefined, 2)}\n`);
  await runIn(ENGINE, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
  symlinkSync(join(ENGINE, "node_modules"), join(CDKTN_PACKAGE, "node_modules"));
  await compile();
  makeLazy(join(CDKTN_PACKAGE, "dist"));
}

/** Copies a file or a folder, and rewrites its texts. */
function copy(part: string, rewrite: (text: string) => string): void {
  const from = join(ROOT, part);
  const to = join(CDKTN_PACKAGE, part);
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true });
  const files = TEXT.test(part) ? [to] : readdirSync(to, { recursive: true }).map((file) => join(to, String(file)));
  files
    .filter((file) => TEXT.test(file))
    .forEach((file) => {
      writeFileSync(file, rewrite(readFileSync(file, "utf8")));
    });
}

async function compile(): Promise<void> {
  await runIn(
    CDKTN_PACKAGE,
    process.execPath,
    join(ROOT, "node_modules", "jsii", "bin", "jsii"),
    "--silence-warnings=reserved-word",
  );
}

async function runIn(cwd: string, program: string, ...args: string[]): Promise<void> {
  const { exitCode, output } = await run(program, args, { cwd, env: process.env });
  if (exitCode !== 0) {
    throw new Error(`${program} ${args.join(" ")} failed in ${cwd}\n${output}`);
  }
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
