import { readFileSync } from "node:fs";
import { join } from "node:path";
import { WrongArguments } from "../sql-runner/wrong-arguments";

/** A stack as `cdktf synth` has written it. */
export interface SynthesizedStack {
  readonly name: string;
  /** Where terraform is run for it. */
  readonly directory: string;
  readonly configuration: Configuration;
}

/** Terraform's configuration in JSON, as far as anybody here reads it. */
export interface Configuration {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
}

export interface Resource {
  readonly triggers_replace?: unknown;
  readonly lifecycle?: { readonly replace_triggered_by?: readonly string[] };
  readonly provisioner?: readonly Readonly<Record<string, { readonly interpreter?: readonly string[] }>>[];
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
 * @param names those to read; all of them where it is left out
 * @throws WrongArguments if the directory is none of cdktf, or has no stack of these names
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
  const file = join(directory, "manifest.json");
  const manifest = readJson(file) as { readonly stacks?: Readonly<Record<string, ManifestStack>> } | null;
  const stacks = manifest?.stacks;
  if (stacks === undefined) {
    throw new WrongArguments(`${file} is not a manifest of cdktf; give the directory that cdktf synth writes`);
  }
  return Object.values(stacks);
}

function configurationOf(file: string): Configuration {
  if (!file.endsWith(".json")) {
    throw new WrongArguments(`${file} is HCL, which only terraform reads; synthesize without --hcl`);
  }
  return readJson(file) as Configuration;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === "ENOENT" ? "it does not exist" : (error as Error).message;
    throw new WrongArguments(`${file} cannot be read: ${why}; give the directory that cdktf synth writes`);
  }
}
