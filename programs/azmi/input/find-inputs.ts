import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { WrongArguments } from "../../sql-runner/wrong-arguments";
import { manifestShape, shapeProblem } from "../app-shape";
import { readJson } from "./read-json";

const CONFIGURATION = /\.tf(?:\.json)?$/;

/** Files that make one document. */
export interface Input {
  /** The stack, the file or the directory, as users know it. */
  readonly name: string;
  readonly files: readonly string[];
  /** The folder of a configuration, in which its modules are. */
  readonly directory?: string;
}

/**
 * What to read for a path: the stacks of an app, the configuration in a directory, or a single file.
 *
 * @throws WrongArguments
 */
export function findInputs(path: string): Input[] {
  if (path === "-") {
    return [{ name: "standard input", files: ["-"] }];
  }
  if (!existsSync(path)) {
    throw new WrongArguments(`${path} does not exist`);
  }
  if (!statSync(path).isDirectory()) {
    return [{ name: shown(path), files: [path], ...(CONFIGURATION.test(path) && { directory: dirname(path) }) }];
  }
  return existsSync(join(path, "manifest.json"))
    ? stacksOf(path)
    : [{ name: shown(path), files: configurationIn(path), directory: path }];
}

/** Paths in reports are relative, and the same on all systems. */
export function shown(path: string): string {
  const short = relative(process.cwd(), path);
  return (short === "" ? "." : short.startsWith("..") ? path : short).replaceAll(sep, "/");
}

function stacksOf(app: string): Input[] {
  const file = join(app, "manifest.json");
  const manifest = readJson(file);
  const problem = shapeProblem(manifestShape, manifest);
  if (problem !== undefined) {
    throw new WrongArguments(`${file} was not written by cdktf: ${problem}`);
  }
  const { stacks } = manifest as { readonly stacks: Readonly<Record<string, ManifestStack>> };
  return Object.values(stacks)
    .map(({ name, synthesizedStackPath }) => {
      const stack = join(app, synthesizedStackPath);
      return { name, files: [stack], directory: dirname(stack) };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

interface ManifestStack {
  readonly name: string;
  readonly synthesizedStackPath: string;
}

/** Terraform ignores hidden files and those of editors. */
export function configurationIn(directory: string): string[] {
  const files = readdirSync(directory)
    .filter((file) => CONFIGURATION.test(file) && !/^[.#]/.test(file))
    .sort();
  if (files.length === 0) {
    throw new WrongArguments(
      `${directory} has neither the manifest.json of cdktf synth nor files that end with .tf or .tf.json`,
    );
  }
  return files.map((file) => join(directory, file));
}
