import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Manifest, type TerraformStack } from "cdktf";

const FILE = "cdk.tf.json";

/**
 * Writes what `cdktf synth` would write for the stack, assets included, so that terraform finds it in the directory. The
 * backend is left out: state of a simulation stays in the simulation.
 *
 * @throws what synthesis throws
 */
export function writeStack(stack: TerraformStack, directory: string): void {
  const outdir = join(directory, ".synthesis");
  mkdirSync(join(outdir, Manifest.stacksFolder), { recursive: true });
  try {
    const manifest = new Manifest("simulated", outdir, false);
    stack.prepareStack();
    stack.synthesizer.synthesize({ outdir, manifest });
    const { workingDirectory, synthesizedStackPath } = manifest.forStack(stack);
    const configuration = JSON.parse(
      readFileSync(join(outdir, synthesizedStackPath), "utf8"),
    ) as TerraformConfiguration;
    rmSync(join(outdir, synthesizedStackPath));
    writeConfiguration(configuration, directory);
    cpSync(join(outdir, workingDirectory), directory, { recursive: true });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Terraform configuration in its JSON syntax. */
export interface TerraformConfiguration {
  readonly terraform?: Readonly<Record<string, unknown>>;
  readonly [block: string]: unknown;
}

export function writeConfiguration(configuration: TerraformConfiguration, directory: string): void {
  const settings = Object.entries(configuration.terraform ?? {});
  const terraform = Object.fromEntries(settings.filter(([name]) => name !== "backend" && name !== "cloud"));
  // Assets of an earlier configuration go, state and plug-ins stay.
  rmSync(join(directory, "assets"), { recursive: true, force: true });
  writeFileSync(join(directory, FILE), JSON.stringify({ ...configuration, terraform }, null, 2));
}
