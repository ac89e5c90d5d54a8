/** What stands at the top of a configuration, and of the output of `terraform show -json`. */
const KNOWN = [
  "//",
  "check",
  "data",
  "ephemeral",
  "format_version",
  "import",
  "locals",
  "module",
  "moved",
  "output",
  "provider",
  "removed",
  "resource",
  "terraform",
  "variable",
];

const HOW =
  "give the output of cdktf synth, the output of terraform show -json, or a directory with Terraform configuration";

/** Why a JSON value is nothing that Terraform reads or shows; undefined if it is. */
export function notTerraform(json: unknown): string | undefined {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return `is not Terraform: it must be an object; ${HOW}`;
  }
  const keys = Object.keys(json);
  if (keys.includes("lineage") && keys.includes("serial")) {
    return "is a state file, whose format is private to Terraform; give the output of terraform show -json";
  }
  return keys.length === 0 || keys.some((key) => KNOWN.includes(key)) ? undefined : `is not Terraform; ${HOW}`;
}
