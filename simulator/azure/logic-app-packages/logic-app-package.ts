import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ObjectValue } from "../../protocol/values";
import { jsonObject } from "../json-text";

/** The files of a Standard logic app, as they are deployed to it after Terraform. */
export interface LogicAppPackage {
  /** The Terraform name of the app. */
  readonly name: string;
  /** connections.json; undefined if it is not a JSON object. */
  readonly connections: ObjectValue | undefined;
  /** The workflow.json of each workflow, by name. */
  readonly workflows: Readonly<Record<string, ObjectValue>>;
}

const FOLDER = "logic-apps";
const CONNECTIONS = "connections.json";

/** The packages that were synthesized beside a stack. */
export function packagesIn(directory: string): LogicAppPackage[] {
  const parent = join(directory, FOLDER);
  return (existsSync(parent) ? readdirSync(parent) : [])
    .filter((name) => existsSync(join(parent, name, CONNECTIONS)))
    .map((name) => packageIn(name, join(parent, name)));
}

function packageIn(name: string, folder: string): LogicAppPackage {
  const read = (...path: readonly string[]): ObjectValue | undefined =>
    jsonObject(readFileSync(join(folder, ...path), "utf8"));
  const workflows = readdirSync(folder).filter((child) => existsSync(join(folder, child, "workflow.json")));
  return {
    name,
    connections: read(CONNECTIONS),
    workflows: Object.fromEntries(workflows.map((child) => [child, read(child, "workflow.json") ?? {}])),
  };
}
