import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerraformStack } from "cdktf";
import { type Constraints } from "../azure/releases";
import { synthesize, type Synthesized, type TerraformConfiguration, withinSimulation } from "./configuration";
import { constraintsIn } from "./required-providers";
import {
  type KnownStacks,
  nameInReferences,
  type ReferredStack,
  referencesIn,
  type StackReference,
} from "./stack-references";
import { blocksIn } from "./json-blocks";
import { needsInitialization } from "./initialization";
import { type NamedTypes } from "./named-types";
import { readState } from "./state-file";

/** A stack, or a configuration in Terraform's JSON syntax. */
export type Deployable = TerraformStack | TerraformConfiguration;

/** The temporary directory in which terraform runs, with the configuration, its assets and the state. */
export class Workspace implements ReferredStack {
  public readonly directory = mkdtempSync(join(tmpdir(), "azure-simulator-"));
  /** An empty file in place of the user's CLI configuration, which could configure other providers. */
  public readonly configFile = join(this.directory, ".terraformrc");
  public readonly stateFile = join(this.directory, "terraform.tfstate");

  /** The providers that the configuration pins. */
  public constraints: Constraints = {};
  public needsInitialization = false;
  /** How many resources the configuration has. */
  public resourceCount = 0;
  /** The stacks whose state it reads. */
  public references: readonly StackReference[] = [];
  /** The stacks that are deployed before it. */
  public dependencies: readonly string[] = [];
  private written = "";
  private synthesized: Synthesized | undefined;
  private hasModules = false;
  private hasBackend = false;

  public constructor() {
    writeFileSync(this.configFile, "");
  }

  /**
   * Writes the configuration.
   *
   * @returns whether it has changed
   * @throws the errors of synthesis
   */
  public write(deployable: Deployable, stacks: KnownStacks): boolean {
    if (!TerraformStack.isStack(deployable)) {
      this.synthesized = undefined;
      return this.writeConfiguration(deployable, stacks);
    }
    const outdir = join(this.directory, ".synthesis");
    rmSync(outdir, { recursive: true, force: true });
    this.synthesized = synthesize(deployable, outdir);
    this.dependencies = deployable.dependencies.map(nameInReferences);
    return this.writeSynthesized(stacks);
  }

  /** Writes again what was synthesized last: the stacks that it refers to may have got a state. */
  public writeSynthesized(stacks: KnownStacks): boolean {
    const { configuration, assets } = this.synthesized ?? {};
    return configuration !== undefined && this.writeConfiguration(configuration, stacks, assets);
  }

  /** The directory of what was synthesized beside the configuration; undefined if nothing was. */
  public get assets(): string | undefined {
    return this.synthesized?.assets;
  }

  /** Names of the outputs in the state; undefined before the first apply. */
  public outputs(): readonly string[] | undefined {
    return readState(this.stateFile)?.outputs;
  }

  /** Adds the types in the configuration and in the state, or all types if there are modules. */
  public nameTypes(types: NamedTypes): void {
    types.add(this.written);
    if (existsSync(this.stateFile)) {
      types.add(readFileSync(this.stateFile, "utf8"));
    }
    if (this.hasModules) {
      types.addAll();
    }
  }

  /** Keeps the state in a backend, which has it in the same file. */
  public useBackend(address: string): void {
    writeFileSync(
      join(this.directory, "backend.tf.json"),
      JSON.stringify({ terraform: { backend: { http: { address } } } }),
    );
    this.hasBackend = true;
    this.needsInitialization = true;
  }

  public remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private writeConfiguration(configuration: TerraformConfiguration, stacks: KnownStacks, assets?: string): boolean {
    const json = JSON.stringify(withinSimulation(configuration, stacks), null, 2);
    if (json === this.written) {
      return false;
    }
    this.constraints = constraintsIn(configuration.terraform);
    this.hasModules = configuration.module !== undefined;
    this.needsInitialization = this.hasBackend || needsInitialization(configuration);
    this.resourceCount = blocksIn(configuration.resource).flatMap((types) =>
      Object.values(types).flatMap(blocksIn).flatMap(Object.keys),
    ).length;
    this.references = referencesIn(json);
    // Removes assets of an earlier configuration. State and plug-ins stay.
    rmSync(join(this.directory, "assets"), { recursive: true, force: true });
    writeFileSync(join(this.directory, "cdk.tf.json"), json);
    if (assets !== undefined) {
      cpSync(assets, this.directory, { recursive: true });
    }
    this.written = json;
    return true;
  }
}
