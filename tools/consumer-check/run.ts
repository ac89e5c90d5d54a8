import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { findTerraform } from "../../simulator";
import { CDKTN_PACKAGE } from "../artifacts/folders";
import { type Artifact, CDKTF, CDKTN } from "../artifacts/names";
import { sourceForCdktn } from "../artifacts/rewrite";
import { ROOT } from "../paths";
import { run as runProgram } from "../terraform/command";

/**
 * Checks that the packed package is all that a consumer needs. Packs it, installs it with CDKTF and one set of bindings
 * into an empty project outside the repository, compiles and synthesizes a small stack, compares the JSON with
 * expected.tf.json, imports the package from CommonJS, ES modules and a bundle, and runs the test in which terraform
 * deploys the stack to the simulator. Runs once on CDKTF and once on CDK Terrain. The compiler and CDKTF's CLI are
 * those of this repository.
 *
 *   npm run check:consumer              compare
 *   npm run check:consumer -- --update  write expected.tf.json
 */
const EXAMPLE = join(ROOT, "examples", "shop");
const EXPECTED = join(__dirname, "expected.tf.json");

interface Manifest {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const { version, devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Manifest;

/** A package with what its users install beside it. */
interface Consumer {
  readonly artifact: Artifact;
  /** Where the package is packed. */
  readonly folder: string;
  readonly bindings: string;
  /** What makes the example an app of the engine. */
  readonly rewrite: (source: string) => string;
}

/** CDK Terrain's own CLI needs Node 22. CDKTF's CLI runs its library too. */
const CONSUMERS: readonly Consumer[] = [
  { artifact: CDKTF, folder: ROOT, bindings: "@cdktf/provider-azurerm", rewrite: (source) => source },
  { artifact: CDKTN, folder: CDKTN_PACKAGE, bindings: "@cdktn/provider-azurerm", rewrite: sourceForCdktn },
];

async function run(folder: string, program: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, CHECKPOINT_DISABLE: "1", CI: "1" };
  const { exitCode, stdout, output } = await runProgram(program, args, { cwd: folder, env });
  if (exitCode !== 0) {
    throw new Error(`${program} ${args.join(" ")} failed\n${output}`);
  }
  return stdout;
}

/** Runs a tool of this repository in a project. */
async function runTool(project: string, tool: string, ...args: string[]): Promise<void> {
  await run(project, process.execPath, join(ROOT, "node_modules", tool), ...args);
}

/** Uses the Node declarations of this repository. */
async function compile(project: string, ...args: string[]): Promise<void> {
  await runTool(
    project,
    "typescript/bin/tsc",
    "--typeRoots",
    join(ROOT, "node_modules", "@types"),
    "--types",
    "node",
    ...args,
  );
}

async function pack(folder: string, destination: string): Promise<string> {
  const [packed] = JSON.parse(await run(folder, "npm", "pack", "--json", "--pack-destination", destination)) as {
    filename: string;
  }[];
  return join(destination, packed?.filename ?? "");
}

/** The digest in the path of the SQL runner. */
const DIGEST = /(?<=sql-runner_[0-9A-F]{8}\/)[0-9A-F]+(?=\/)/g;

const configurationIn = (project: string): string =>
  readFileSync(join(project, "cdktf.out", "stacks", "shop", "cdk.tf.json"), "utf8");

/** The configuration of the consumer's stack, without the parts that depend on the machine, the release or the bindings. */
function synthesized(project: string): unknown {
  const told = configurationIn(project).replace(DIGEST, "<digest>");
  return withoutMetadata(JSON.parse(told.replace(/(?<="version": )"\d+\.\d+\.\d+"/g, '"<bindings>"')));
}

function withoutMetadata(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutMetadata);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([key]) => key !== "//")
          .map(([key, child]) => [key, withoutMetadata(child)]),
      )
    : value;
}

/** TypeScript's module resolutions other than the one in the project's tsconfig.json. */
const RESOLUTIONS = [
  { module: "Node16", moduleResolution: "Node16" },
  { module: "NodeNext", moduleResolution: "NodeNext" },
  { module: "Preserve", moduleResolution: "Bundler" },
];

/** Compiler options for an ES module, which the project's tsconfig.json does not cover. */
const AS_MODULE = ["--target", "ES2022", "--strict"];

/** The project's own compilation checks the declarations themselves, which takes most of its time. */
const RESOLUTION_ONLY = "--skipLibCheck";

/** An installed and compiled project whose stack uses the package. */
async function install({ artifact, folder, bindings, rewrite }: Consumer, temporary: string): Promise<string> {
  const { name, engine, peerDependencies } = artifact;
  const project = join(temporary, engine);
  mkdirSync(project);
  readdirSync(EXAMPLE).forEach((file) => {
    writeFileSync(join(project, file), rewrite(readFileSync(join(EXAMPLE, file), "utf8")));
  });
  // The bindings of CDK Terrain ask for its last release but one.
  const overrides = artifact === CDKTN ? { [bindings]: { [engine]: `$${engine}` } } : undefined;
  const dependencies = {
    [name]: `file:${await pack(folder, temporary)}`,
    [bindings]: devDependencies[bindings],
    ...peerDependencies,
  };
  const manifest = { name: "shop", version: "1.0.0", private: true, dependencies, overrides };
  writeFileSync(join(project, "package.json"), JSON.stringify(manifest));
  // `npm ci` has left the bindings, the largest of them, in the cache.
  await run(project, "npm", "install", "--no-audit", "--no-fund", "--prefer-offline");

  await compile(project);
  if (artifact === CDKTF) {
    await checkResolutions(project);
  }
  await runModule(project);
  return project;
}

/** The declarations are the same on every engine, so one check is enough. */
async function checkResolutions(project: string): Promise<void> {
  for (const { module, moduleResolution } of RESOLUTIONS) {
    const options = ["--noEmit", RESOLUTION_ONLY, "--module", module, "--moduleResolution", moduleResolution];
    await compile(project, ...options);
    await compile(project, ...AS_MODULE, ...options, "modules.mts");
  }
}

/** Runs an ES module that imports the package, as compiled, and from a bundle that excludes packages. */
async function runModule(project: string): Promise<void> {
  await compile(project, ...AS_MODULE, RESOLUTION_ONLY, "--module", "NodeNext", "modules.mts");
  await run(project, process.execPath, "modules.mjs");
  const bundling = ["--bundle", "--platform=node", "--packages=external", "--format=esm", "--outfile=bundle.mjs"];
  await run(project, join(ROOT, "node_modules", "esbuild", "bin", "esbuild"), "modules.mts", ...bundling);
  await run(project, process.execPath, "bundle.mjs");
}

async function synthesize(project: string): Promise<unknown> {
  await runTool(project, "cdktf-cli/bundle/bin/cdktf", "synth");
  const assets = readdirSync(join(project, "cdktf.out", "stacks", "shop", "assets"), { recursive: true });
  const runner = assets.map(String).find((file) => file.endsWith("sql-runner.js"));
  if (runner === undefined || !existsSync(join(project, "cdktf.out", "stacks", "shop", "assets", runner))) {
    throw new Error("the SQL runner was not copied next to the stack");
  }
  return synthesized(project);
}

async function runAzmi(project: string): Promise<void> {
  const told = (await run(project, "npx", "--no-install", "azmi", "--version")).trim();
  if (told !== version) {
    throw new Error(`azmi --version printed ${told} and not the version of the package`);
  }
}

async function deployToSimulator(engine: string, project: string): Promise<void> {
  if (findTerraform() === undefined) {
    console.log(`${engine}: skipped the life cycle in the simulated Azure: no terraform on the PATH`);
    return;
  }
  await run(project, process.execPath, "--test", "life-cycle.test.js");
  console.log(`${engine}: the consumer's stack lives and dies in the simulated Azure as expected`);
}

/**
 * New apps of CDK Terrain reject constructs outside of stacks, and hash assets in another way. That changes the path of the
 * SQL runner and nothing else, and above all no trigger of a fact, so that turning it on runs no T-SQL again.
 */
async function checkFeatureFlags(project: string, expected: unknown): Promise<void> {
  const digest = (): string | undefined => configurationIn(project).match(DIGEST)?.[0];
  const file = join(project, "cdktf.json");
  const before = digest();
  const settings = JSON.parse(readFileSync(file, "utf8")) as object;
  const context = { canonicalAssetHashes: "true", failOnConstructsOutsideOfStacks: "true" };
  writeFileSync(file, JSON.stringify({ ...settings, context }));
  const actual = await synthesize(project);
  if (digest() === before) {
    throw new Error("canonicalAssetHashes did not change the digest of the SQL runner, so nothing was checked");
  }
  if (!isDeepStrictEqual(actual, expected)) {
    throw new Error("the feature flags change more than the path of the SQL runner");
  }
  console.log("cdktn: the feature flags of new apps change the path of the SQL runner alone");
}

/** All that is checked with one package. */
async function check(consumer: Consumer, temporary: string, update: boolean): Promise<void> {
  const { engine } = consumer.artifact;
  const project = await install(consumer, temporary);
  await runAzmi(project);
  const actual = await synthesize(project);
  if (update) {
    writeFileSync(EXPECTED, `${JSON.stringify(actual, undefined, 2)}\n`);
  }
  if (!isDeepStrictEqual(actual, JSON.parse(readFileSync(EXPECTED, "utf8")))) {
    const file = join(__dirname, `actual.${engine}.tf.json`);
    writeFileSync(file, `${JSON.stringify(actual, undefined, 2)}\n`);
    throw new Error(`${engine}: the consumer's stack is not as expected; compare ${EXPECTED} with ${file}`);
  }
  console.log(`${engine}: the consumer's stack is as expected`);
  await deployToSimulator(engine, project);
  if (consumer.artifact === CDKTN) {
    await checkFeatureFlags(project, actual);
  }
}

async function main(update: boolean): Promise<void> {
  if (findTerraform() === undefined && process.env.REQUIRE_TERRAFORM !== undefined) {
    throw new Error("REQUIRE_TERRAFORM is set, and there is no terraform on the PATH");
  }
  const folder = mkdtempSync(join(tmpdir(), "azmi-consumer-"));
  try {
    const checks = await Promise.allSettled(CONSUMERS.map((consumer) => check(consumer, folder, update)));
    const failed = checks.filter((settled) => settled.status === "rejected");
    if (failed.length > 0) {
      throw new Error(failed.map(({ reason }) => (reason as Error).message).join("\n"));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main(process.argv.includes("--update")).catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
