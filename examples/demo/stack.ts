import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type SimulatedResource } from "../../simulator";

interface Configuration {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface State {
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly instances: readonly { readonly attributes: { readonly id?: string } }[];
  }[];
}

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly workingDirectory: string }>>;
}

/** A synthesized stack. */
export class Stack {
  /** What cdktf synthesized, in Terraform's JSON syntax. */
  public readonly configuration: string;
  /** Terraform type of every resource. */
  private readonly types: readonly string[];

  public constructor(
    public readonly name: string,
    public readonly directory: string,
    private readonly stateFile: string,
  ) {
    this.configuration = readFileSync(join(directory, "cdk.tf.json"), "utf8");
    const { resource = {} } = JSON.parse(this.configuration) as Configuration;
    this.types = Object.entries(resource).flatMap(([type, named]) => Object.keys(named).map(() => type));
  }

  public get resourceCount(): number {
    return this.types.length;
  }

  /** The resources that are in the Terraform state of the stack. */
  public ownOf(resources: readonly SimulatedResource[]): SimulatedResource[] {
    const state = readJson(this.stateFile) as State;
    const known = state.resources
      .filter(({ mode }) => mode === "managed")
      .flatMap(({ type, instances }) => instances.map(({ attributes }) => `${type} ${attributes.id ?? ""}`));
    return resources.filter(({ type, id }) => known.includes(`${type} ${id}`));
  }
}

/** The stacks that were synthesized in a directory. */
export function readStacks(directory: string): Stack[] {
  const output = join(directory, "cdktf.out");
  const { stacks } = readJson(join(output, "manifest.json")) as Manifest;
  return Object.entries(stacks).map(
    ([name, { workingDirectory }]) =>
      new Stack(name, join(output, workingDirectory), join(directory, `terraform.${name}.tfstate`)),
  );
}

export const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
