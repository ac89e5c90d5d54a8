import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { AZMI, ROOT } from "../../tools/paths";
import { CommandError } from "./command";
import { type Deployment } from "./deployment";
import { type Project } from "./project";
import { type Stack } from "./stack";

/** Where the map stays after the demo; git ignores it. */
const MAP = join(ROOT, "cdktf.out", "access-map.html");

/** `azmi` found nothing, or found something. */
const ENDED_WELL: readonly number[] = [0, 1];

/** What a look at the deployed stacks shows. */
export interface Review {
  /** The report of the audit. */
  readonly audit: string;
  /** The page with the access map, from the working directory. */
  readonly map: string;
}

/**
 * Audits and maps what is deployed, as Terraform knows it.
 *
 * @throws CommandError
 */
export async function review(project: Project, deployment: Deployment, stacks: readonly Stack[]): Promise<Review> {
  const states = await Promise.all(stacks.map(async (stack) => writeState(deployment, stack)));
  mkdirSync(dirname(MAP), { recursive: true });
  const audit = await azmi(project, ["audit", ...states]);
  await azmi(project, ["map", "--output", MAP, ...states]);
  return { audit, map: relative(process.cwd(), MAP) };
}

async function writeState(deployment: Deployment, stack: Stack): Promise<string> {
  const file = join(dirname(stack.directory), `${stack.name}.json`);
  writeFileSync(file, await deployment.state(stack));
  return file;
}

async function azmi(project: Project, args: readonly string[]): Promise<string> {
  const result = await project.run(process.execPath, [AZMI, ...args]);
  if (!ENDED_WELL.includes(result.exitCode)) {
    throw new CommandError(`azmi ${args.join(" ")}`, result);
  }
  return result.stdout.trim();
}
