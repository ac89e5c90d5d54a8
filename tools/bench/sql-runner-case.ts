import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chunks } from "../../lib/core/collections";
import { type AzureSqlFact } from "../../lib/sql/model/fact";
import { stepsToApply } from "../../lib/sql/model/fact-steps";
import { bundleProgram } from "../bundling/bundle-program";
import { rolesGiven, startServer, wavesOf } from "./sql-server";
import { SQL_RUNNER } from "../paths";

/**
 * `node --import tsx sql-runner-case.ts <way> <logins>` applies logins, users and roles to a new server. It prints the
 * duration in milliseconds, and the memory of the largest process in MB:
 *
 * - `once`: one run of the SQL runner
 * - `each`: one process of the SQL runner for each fact, as many in parallel as Terraform starts
 * - `bare`: a program that only sends the statements, over one connection for each database
 *
 * `… start` runs the runner when there is nothing to do, and node itself.
 */
const BARE = join(__dirname, "dist", "bare-statements.js");

const PARALLEL = 10;
const FACTS_PER_VARIABLE = 20;

interface Started {
  readonly environment?: NodeJS.ProcessEnv;
  readonly input?: string;
}

/** @returns the peak memory in MB */
async function node(args: readonly string[], { environment, input = "" }: Started): Promise<number> {
  const env = { PATH: process.env.PATH, TF_DATA_DIR: "/dev/null", ...environment };
  const child = spawn(process.execPath, args, { env, stdio: ["pipe", "ignore", "inherit"] });
  child.stdin.end(input);
  let kilobytes = 0;
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${String(child.pid)}/status`, "utf8");
      kilobytes = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? kilobytes);
    } catch {
      // it has ended
    }
  }, 10);
  const [status] = (await once(child, "close")) as [number | null];
  clearInterval(look);
  if (status !== 0) {
    throw new Error(`ended with ${String(status)}: ${args.join(" ")}`);
  }
  return kilobytes / 1024;
}

async function inPool<Item>(items: readonly Item[], handle: (item: Item) => Promise<unknown>): Promise<void> {
  const waiting = [...items];
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      await handle(item);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
}

const forOne = (fact: AzureSqlFact): string[] => [SQL_RUNNER, "apply", "--retry-for", "0", JSON.stringify(fact)];

/** In the format in which Terraform passes many facts to the runner. */
function listed(facts: readonly AzureSqlFact[]): NodeJS.ProcessEnv {
  return Object.fromEntries(
    chunks(facts, FACTS_PER_VARIABLE).map((some, index) => [
      `SQL_RUNNER_FACTS_${String(index)}`,
      gzipSync(JSON.stringify(some.map((fact) => ({ fact, arguments: ["--retry-for", "0"] })))).toString("base64"),
    ]),
  );
}

/** Only statements that change an empty server, without their conditions. */
const batchesOf = (facts: readonly AzureSqlFact[]): string =>
  JSON.stringify(
    facts.flatMap((fact) => {
      const step = stepsToApply(fact).at(-1);
      return step ? [{ database: step.database, statement: step.statement }] : [];
    }),
  );

type Way = (waves: readonly (readonly AzureSqlFact[])[], environment: NodeJS.ProcessEnv) => Promise<number>;

const WAYS: Readonly<Record<string, Way>> = {
  once: (waves, environment) =>
    node([SQL_RUNNER, "apply"], { environment: { ...environment, ...listed(waves.flat()) } }),
  each: async (waves, environment) => {
    let most = 0;
    for (const wave of waves) {
      await inPool(wave, async (fact) => {
        most = Math.max(most, await node(forOne(fact), { environment }));
      });
    }
    return most;
  },
  bare: (waves, environment) =>
    node([BARE, waves[0]?.[0]?.server ?? ""], { environment, input: batchesOf(waves.flat()) }),
};

async function converge(way: string, logins: number): Promise<Record<string, number>> {
  await bundleProgram(join(__dirname, "bare-statements.ts"), BARE);
  const { simulator, identities } = await startServer(logins);
  const waves = wavesOf(identities);
  const before = performance.now();
  const megabytes = (await WAYS[way]?.(waves, simulator.environment())) ?? NaN;
  const milliseconds = performance.now() - before;
  const [given, wanted] = [rolesGiven(simulator), waves[2]?.length];
  if (given !== wanted) {
    throw new Error(`${way} gave ${String(given)} of ${String(wanted)} roles`);
  }
  await simulator.stop();
  return { milliseconds, megabytes };
}

/** The duration of a whole process. The login exists already. */
async function start(): Promise<Record<string, number>> {
  const { simulator, identities } = await startServer(1);
  const environment = simulator.environment();
  const elapsed = async (args: readonly string[]): Promise<number> => {
    const before = performance.now();
    await node(args, { environment });
    return performance.now() - before;
  };
  const [[login]] = wavesOf(identities) as [[AzureSqlFact]];
  await elapsed(forOne(login));
  const [nothing, runner] = [await elapsed(["-e", "0"]), await elapsed(forOne(login))];
  await simulator.stop();
  return { nothing, runner };
}

const [way = "", logins] = process.argv.slice(2);
(way === "start" ? start() : converge(way, Number(logins))).then(
  (measured) => {
    console.log(JSON.stringify(measured));
  },
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
