import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Simulator } from "./simulator";

/**
 * Runs a command, or a shell, in which terraform and cdktf use a simulator:
 *
 *   npm run simulator -- [--declare <file>] [--azurerm <version>] [--azuread <version>] [command [argument …]]
 *
 * The file is a JSON list of existing resources: [{ "type": "azurerm_arc_machine", "attributes": { … } }].
 */
async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { declare: { type: "string" }, azurerm: { type: "string" }, azuread: { type: "string" } },
  });
  const { azurerm, azuread } = values;
  const providerVersions = { ...(azurerm && { azurerm }), ...(azuread && { azuread }) };
  const simulator = await Simulator.start({ providerVersions });
  try {
    declareAll(simulator, values.declare);
    const [program = process.env.SHELL ?? "sh", ...rest] = positionals;
    return await runInside(simulator, program, rest);
  } finally {
    await simulator.stop();
  }
}

function declareAll(simulator: Simulator, file: string | undefined): void {
  const declarations = (file === undefined ? [] : JSON.parse(readFileSync(file, "utf8"))) as {
    readonly type: string;
    readonly attributes: Record<string, unknown>;
  }[];
  declarations.forEach(({ type, attributes }) => simulator.declare(type, attributes));
}

async function runInside(simulator: Simulator, program: string, args: readonly string[]): Promise<number> {
  // Ctrl-C is for the child process. This process ends with it.
  process.on("SIGINT", () => undefined);
  const child = spawn(program, args, {
    stdio: "inherit",
    env: { ...process.env, ...simulator.environment() },
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      resolve(code ?? 1);
    });
  });
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error((error as Error).message);
    process.exitCode = 2;
  },
);
