import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** Terraform or OpenTofu on the PATH, or the program in TERRAFORM_BINARY_NAME, as in cdktf. */
export function findTerraform(env: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  const { TERRAFORM_BINARY_NAME: chosen, PATH = "" } = env;
  const names = chosen === undefined || chosen === "" ? ["terraform", "tofu"] : [chosen];
  const suffix = process.platform === "win32" ? ".exe" : "";
  return names
    .flatMap((name) =>
      isAbsolute(name) ? [name] : PATH.split(delimiter).map((directory) => join(directory, name + suffix)),
    )
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
