import { existsSync } from "node:fs";
import { join } from "node:path";
import { textOf } from "../../lib/adoption/input/read-file";
import { WrongArguments } from "../sql-runner/wrong-arguments";
import { configurationShape, manifestShape, shapeProblem } from "./app-shape";

/** A stack in the output of `cdktf synth`. */
export interface SynthesizedStack {
  readonly name: string;
  /** The working directory of terraform. */
  readonly directory: string;
  readonly configuration: Configuration;
}

/** The parts of a Terraform configuration that azmi reads. */
export interface Configuration {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
}

export interface Resource {
  readonly triggers_replace?: unknown;
  readonly lifecycle?: { readonly replace_triggered_by?: readonly string[] };
  readonly input?: { readonly arguments?: readonly string[] };
}

interface ManifestStack {
  readonly name: string;
  readonly workingDirectory: string;
  readonly synthesizedStackPath: string;
}

/**
 * The stacks of an app, by name.
 *
 * @param directory the output of synthesis: "cdktf.out"
 * @param names the stacks to read; all by default
 * @throws WrongArguments if the directory is not an output of cdktf, or lacks one of the stacks
 */
export function readApp(directory: string, names?: readonly string[]): SynthesizedStack[] {
  const all = stacksIn(directory);
  const unknown = (names ?? []).filter((name) => !all.some((stack) => stack.name === name));
  if (unknown.length > 0) {
    const known = all.map(({ name }) => name).join(", ");
    throw new WrongArguments(`${directory} has no stack ${unknown.join(", ")}; its stacks are ${known}`);
  }
  return all
    .filter(({ name }) => names?.includes(name) ?? true)
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map((stack) => ({
      name: stack.name,
      directory: join(directory, stack.workingDirectory),
      configuration: configurationOf(join(directory, stack.synthesizedStackPath)),
    }));
}

function stacksIn(directory: string): ManifestStack[] {
  const manifest = readJson(join(directory, "manifest.json"), manifestShape) as {
    readonly stacks: Readonly<Record<string, ManifestStack>>;
  };
  return Object.values(manifest.stacks);
}

function configurationOf(file: string): Configuration {
  if (!file.endsWith(".json")) {
    throw new WrongArguments(`${file} is HCL, which only terraform can read; synthesize without --hcl`);
  }
  return readJson(file, configurationShape) as Configuration;
}

const HOW = "give the directory that cdktf synth writes";

function readJson(file: string, shape: Parameters<typeof shapeProblem>[0]): unknown {
  if (!existsSync(file)) {
    throw new WrongArguments(`${file} cannot be read: it does not exist; ${HOW}`);
  }
  const text = textOf(file);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new WrongArguments(`${file} cannot be read: ${(error as Error).message}; ${HOW}`);
  }
  const problem = shapeProblem(shape, json);
  if (problem !== undefined) {
    throw new WrongArguments(`${file} was not written by cdktf: ${problem}; ${HOW}`);
  }
  return json;
}
