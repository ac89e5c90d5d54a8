import { readConfiguration } from "../../../lib/audit/terraform/read-configuration";
import { readDocument } from "../../../lib/audit/terraform/read-document";
import { type TerraformDocument } from "../../../lib/audit/terraform/document";
import { WrongArguments } from "../../sql-runner/wrong-arguments";
import { findInputs, type Input, shown } from "./find-inputs";
import { notTerraform } from "./not-terraform";
import { Problems } from "./problems";
import { readConfigurationFiles } from "./read-configuration-files";
import { readJson } from "./read-json";
import { withModules } from "./with-modules";

/**
 * Reads Terraform: the output of `cdktf synth`, the output of `terraform show -json` for a plan or a state, or a directory
 * with *.tf.json and *.tf files; "-" is standard input.
 *
 * @throws WrongArguments with everything that cannot be read, a line each
 */
export function readDocuments(paths: readonly string[]): TerraformDocument[] {
  return readInputs(paths).map(({ document }) => document);
}

/** A document, and the file that reports name. */
export interface ReadInput {
  readonly document: TerraformDocument;
  readonly file: string;
}

export function readInputs(paths: readonly string[]): ReadInput[] {
  const problems = new Problems();
  const inputs = [...new Set(paths)].flatMap((path) => problems.attempt(() => findInputs(path)) ?? []);
  const read = distinct(inputs).flatMap(
    (input) => problems.attempt(() => ({ document: documentOf(input), file: shown(input.files[0]!) })) ?? [],
  );
  problems.check();
  return read;
}

/** Two apps can have stacks of the same name. */
function distinct(inputs: readonly Input[]): Input[] {
  const names = inputs.map(({ name }) => name);
  const isTaken = (name: string): boolean => names.indexOf(name) !== names.lastIndexOf(name);
  return inputs.map((input) => (isTaken(input.name) ? { ...input, name: shown(input.files[0]!) } : input));
}

function documentOf({ name, files, directory }: Input): TerraformDocument {
  if (directory === undefined) {
    const [file = ""] = files;
    const json = readJson(file);
    const problem = notTerraform(json);
    if (problem !== undefined) {
      throw new WrongArguments(`${name} ${problem}`);
    }
    return readDocument(name, json);
  }
  return readConfiguration(name, withModules(readConfigurationFiles(files), directory));
}
