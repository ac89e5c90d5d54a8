import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type AzureSqlFact } from "../lib/sql/fact";
import { flushAfter, stepsToApply } from "../lib/sql/t-sql";
import { bundleProgram } from "../bundling/bundle-program";
import { rolesGiven, startServer, wavesOf } from "./sql-server";

/**
 * `node --import tsx sql-runner-case.ts converge <logins>` makes logins, users and roles come true, a process for each as
 * Terraform has it, with the SQL runner and with a program that only sends the statements. `… start` runs the runner
 * where there is nothing to do, and node itself. Prints how long each took, in milliseconds.
 */
const RUNNER = join(__dirname, "..", "sql-runner", "dist", "sql-runner.js");
const BARE = join(__dirname, "dist", "bare-statements.js");

/** As many at a time as Terraform walks. */
const PARALLEL = 10;

type Arguments = (fact: AzureSqlFact) => readonly string[];

const byRunner: Arguments = (fact) => [RUNNER, "apply", "--retry-for", "0", JSON.stringify(fact)];

/** Only what changes something on an empty server: no question whether it has to. */
const byHand: Arguments = (fact) => {
  const steps = [stepsToApply(fact).at(-1), flushAfter(fact)].filter((step) => step !== undefined);
  return [BARE, fact.server, steps[0]?.database ?? "", ...steps.map(({ statement }) => statement)];
};

async function node(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, ...environment }, stdio: "ignore" });
  const [status] = (await once(child, "close")) as [number | null];
  if (status !== 0) {
    throw new Error(`ended with ${String(status)}: ${args.join(" ")}`);
  }
}

async function inPool<Item>(items: readonly Item[], handle: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      await handle(item);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
}

async function elapsed(run: () => Promise<void>): Promise<number> {
  const before = process.hrtime.bigint();
  await run();
  return Number(process.hrtime.bigint() - before) / 1e6;
}

/** What both ways took, by turns and each on a server of its own, so that what disturbs one disturbs the other. */
async function converge(logins: number): Promise<Record<string, number>> {
  await bundleProgram(join(__dirname, "bare-statements.ts"), BARE);
  const sides = [
    { way: "bare", argumentsOf: byHand, server: await startServer(logins), milliseconds: 0 },
    { way: "runner", argumentsOf: byRunner, server: await startServer(logins), milliseconds: 0 },
  ];
  for (let from = 0; from < logins; from += PARALLEL) {
    for (const side of sides) {
      const { simulator, identities } = side.server;
      const environment = simulator.environment();
      for (const wave of wavesOf(identities.slice(from, from + PARALLEL))) {
        side.milliseconds += await elapsed(() => inPool(wave, (fact) => node(side.argumentsOf(fact), environment)));
      }
    }
  }
  for (const { way, server } of sides) {
    const [given, wanted] = [rolesGiven(server.simulator), wavesOf(server.identities)[2]?.length];
    if (given !== wanted) {
      throw new Error(`${way} gave ${String(given)} of ${String(wanted)} roles`);
    }
    await server.simulator.stop();
  }
  return Object.fromEntries(sides.map(({ way, milliseconds }) => [way, milliseconds]));
}

/** From the start of a process to its end; the runner finds a login that is there already. */
async function start(): Promise<Record<string, number>> {
  const { simulator, identities } = await startServer(1);
  const environment = simulator.environment();
  const [[login]] = wavesOf(identities) as [[AzureSqlFact]];
  await node(byRunner(login), environment);
  const nothing = await elapsed(() => node(["-e", "0"], environment));
  const runner = await elapsed(() => node(byRunner(login), environment));
  await simulator.stop();
  return { nothing, runner };
}

const [what, logins] = process.argv.slice(2);
(what === "converge" ? converge(Number(logins)) : start()).then(
  (measured) => {
    console.log(JSON.stringify(measured));
  },
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
