import { type ConfigurationFile } from "../../../lib/audit/terraform/read-configuration";
import { WrongArguments } from "../../sql-runner/wrong-arguments";
import { shown } from "./find-inputs";
import { parseHcl } from "./hcl";
import { notTerraform } from "./not-terraform";
import { readJson, readText } from "./read-json";

/** Reads files in HCL and in Terraform's JSON syntax. */
export function readConfigurationFiles(files: readonly string[]): ConfigurationFile[] {
  const hcl = files.filter(isHcl);
  const parsed = hcl.length > 0 ? parseHcl(hcl.map((file) => ({ file: shown(file), text: readText(file) }))) : [];
  const jsonOf = (file: string): unknown => (isHcl(file) ? parsed[hcl.indexOf(file)] : readJson(file));
  return files.map((file) => {
    const json = jsonOf(file);
    const problem = notTerraform(json);
    if (problem !== undefined) {
      throw new WrongArguments(`${shown(file)} ${problem}`);
    }
    return { json, file: shown(file) };
  });
}

const isHcl = (file: string): boolean => file.endsWith(".tf");
