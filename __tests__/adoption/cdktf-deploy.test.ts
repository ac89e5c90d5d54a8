import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { inAzure } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";
import { run } from "../../tools/terraform/command";
import { azmi } from "../programs/azmi/azmi";
import { Portal } from "./portal";
import { ROOT } from "../../tools/paths";
import { INHERITED } from "../support/inherited";

const CDKTF = require.resolve("cdktf-cli/bundle/bin/cdktf");

/** An app with one of the shops of the example, named in the environment. */
const APP = `
const { App } = require(${JSON.stringify(join(ROOT, "node_modules", "cdktf"))});
const { ByHand } = require(${JSON.stringify(join(ROOT, "examples", "adopting", "by-hand.ts"))});
const { WithBindings } = require(${JSON.stringify(join(ROOT, "examples", "adopting", "with-bindings.ts"))});
const app = new App();
new { ByHand, WithBindings }[process.env.SHOP](app, "shop");
app.synth();
`;

testWithTerraform("cdktf synth and cdktf deploy keep adopt.tf.json, and terraform applies it", async () => {
  const home = mkdtempSync(join(tmpdir(), "azmi-cdktf-"));
  try {
    writeFileSync(join(home, "main.cjs"), APP);
    const app = `"${process.execPath}" --require "${require.resolve("tsx/cjs")}" main.cjs`;
    writeFileSync(
      join(home, "cdktf.json"),
      JSON.stringify({ language: "typescript", app, projectId: "adopting", sendCrashReports: "false" }),
    );
    await inAzure(async (simulator, session) => {
      const portal = new Portal(simulator);
      const cdktf = async (shop: string, ...args: string[]): Promise<string> => {
        const env = { ...INHERITED, HOME: home, CI: "1", SHOP: shop, ...simulator.environment() };
        const { exitCode, output } = await run(process.execPath, [CDKTF, ...args], { cwd: home, env });
        expect({ exitCode, output: exitCode === 0 ? "" : output }).toEqual({ exitCode: 0, output: "" });
        return stripVTControlCharacters(output);
      };
      const deploy = ["deploy", "shop", "--auto-approve", "--skip-provider-lock"];
      await cdktf("ByHand", ...deploy);
      await portal.grant(session);

      await cdktf("WithBindings", "synth");
      const stack = join(home, "cdktf.out", "stacks", "shop");
      const env = { ...INHERITED, ...simulator.environment() };
      const { stdout: state } = await run("terraform", ["show", "-json"], { cwd: stack, env });
      const write = (name: string, text: string): string => {
        writeFileSync(join(home, name), text);
        return join(home, name);
      };
      const lists = Object.entries(portal.lists).flatMap(([name, json]) => [
        "--existing",
        write(name, JSON.stringify(json)),
      ]);
      const args = ["--state", write("state.json", state), ...lists, join(home, "cdktf.out")];
      expect((await azmi({}, "adopt", ...args)).exitCode).toBe(0);

      const file = join(stack, "adopt.tf.json");
      const written = readFileSync(file, "utf8");
      await cdktf("WithBindings", "synth");
      expect(readFileSync(file, "utf8")).toBe(written);
      // cdktf may end before it has printed all that terraform printed, so terraform is asked itself.
      const plan = async (): Promise<string> =>
        (await run("terraform", ["plan", "-no-color"], { cwd: stack, env })).output;
      expect(await plan()).toContain("Plan: 4 to import, 0 to add, 0 to change, 0 to destroy.");
      await cdktf("WithBindings", ...deploy);
      expect(existsSync(file)).toBe(true);
      expect(await plan()).toContain("No changes.");
    });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
