import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SqlFact } from "../../../lib/sql/model/fact";
import { FormerIds } from "../../../programs/sql-runner/former-ids";
import { runAll } from "../../../programs/sql-runner/run-all";
import { type Connect } from "../../../programs/sql-runner/session";
import { SQL_RUNNER } from "../../../tools/paths";
import { INHERITED } from "../inherited";

export interface Outcome {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program to its end. */
export function runNode(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { env: { ...INHERITED, ...env } });
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk) => (out += String(chunk)));
    child.stderr.on("data", (chunk) => (err += String(chunk)));
    child.on("close", (status) => {
      resolve({ status, out, err });
    });
  });
}

/** The bundled runner as Terraform starts it; the token is in nothing that it prints. */
export async function runFact(
  action: "apply" | "remove",
  fact: SqlFact,
  env: NodeJS.ProcessEnv,
  options: readonly string[] = [],
): Promise<Outcome> {
  const args = [SQL_RUNNER, action, "--retry-for", "0", "--administrator=ci", ...options, JSON.stringify(fact)];
  const outcome = await runNode(args, env);
  const token = env.SQL_RUNNER_ACCESS_TOKEN ?? "";
  if (token !== "" && `${outcome.out}${outcome.err}`.includes(token)) {
    throw new Error("the token has been printed");
  }
  return outcome;
}

/** The same without a process of its own, over connections that somebody makes. */
export function runInProcess(
  action: "apply" | "remove",
  fact: SqlFact,
  connect: Connect,
  reassignOwnedTo?: string,
): Promise<Outcome> {
  return runAllInProcess(action, [fact], connect, { reassignOwnedTo });
}

/** What is known beside the facts. */
interface Known {
  readonly reassignOwnedTo?: string;
  /** As Terraform's state had them before, where they are replaced. */
  readonly formerly?: readonly SqlFact[];
}

export async function runAllInProcess(
  action: "apply" | "remove",
  facts: readonly SqlFact[],
  connect: Connect,
  { reassignOwnedTo, formerly = [] }: Known = {},
): Promise<Outcome> {
  let [out, err] = ["", ""];
  const surroundings = {
    clock: { now: () => 0, sleep: () => Promise.resolve(), random: () => 0 },
    connect,
    tokenOwner: () => undefined,
    out: (line: string) => (out += `${line}\n`),
    err: (line: string) => (err += `${line}\n`),
  };
  const all = facts.map((fact) => ({
    action,
    fact,
    dryRun: false,
    retryFor: 0,
    strictEncryption: false,
    reassignOwnedTo,
  }));
  const folder = mkdtempSync(join(tmpdir(), "former-ids-"));
  try {
    const formerIds = new FormerIds({ TF_DATA_DIR: folder });
    formerIds.note(formerly);
    const isDone = await runAll(all, () => surroundings, formerIds);
    return { status: isDone ? 0 : 1, out, err };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
