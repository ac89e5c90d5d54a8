import { basename, isAbsolute } from "node:path";
import { LONGEST_FILE } from "../../../lib/adoption/input/read-file";
import { type CommandOutput, run, TooMuchOutput } from "../../../tools/terraform/command";
import { findTerraform } from "../../../tools/terraform/terraform-binary";
import { WrongArguments } from "../../sql-runner/wrong-arguments";
import { shapeProblem, stateShape } from "../app-shape";
import { quoted } from "../output/quoted";
import { type SynthesizedStack } from "../synthesized-app";

/** A resource in the state of a stack. */
export interface StateResource {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  /** Set for an object that the next apply destroys after its replacement. */
  readonly deposed_key?: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** https://developer.hashicorp.com/terraform/internals/json-format#values-representation */
interface State {
  readonly values?: { readonly root_module?: { readonly resources?: readonly StateResource[] } };
}

/** The state of a stack cannot be read now. */
export class UnreadableState extends Error {}

/** Reads states with terraform, whatever their backends. */
export class TerraformState {
  /** The name of the command for people. */
  public readonly command: string;

  private readonly binary: string;

  public constructor(private readonly environment: NodeJS.ProcessEnv) {
    const binary = findTerraform(environment);
    const { TERRAFORM_BINARY_NAME: chosen = "" } = environment;
    if (binary === undefined) {
      throw new WrongArguments(
        chosen === ""
          ? "neither terraform nor tofu is on the PATH, but azmi needs one of them to read the state of the app: " +
              "https://developer.hashicorp.com/terraform/install"
          : `TERRAFORM_BINARY_NAME is ${chosen}, which does not exist; name a program that reads the state of the app`,
      );
    }
    this.binary = binary;
    this.command = isAbsolute(chosen) ? chosen : basename(binary);
  }

  /**
   * The resources of a type. All others are dropped, because a state contains secrets.
   *
   * @throws UnreadableState
   */
  public async resources({ name, directory }: SynthesizedStack, type: string): Promise<StateResource[]> {
    const { exitCode, stdout, output } = await this.show(name, directory);
    if (exitCode !== 0) {
      const [, why = `${this.binary} ended with ${String(exitCode)}`] = /Error: (.+)/.exec(output) ?? [];
      throw new UnreadableState(
        `cannot read the state of stack ${name}: ${why}\n` +
          `Run cdktf diff ${name}, or ${quoted(this.command)} ${quoted(`-chdir=${directory}`)} init, ` +
          "which initialize the stack.",
      );
    }
    const { values } = parsed(stdout, name);
    return (values?.root_module?.resources ?? []).filter((resource) => resource.type === type);
  }

  private async show(stack: string, cwd: string): Promise<CommandOutput> {
    try {
      return await run(this.binary, ["show", "-json", "-no-color"], { cwd, env: this.environment, most: LONGEST_FILE });
    } catch (error) {
      if (!(error instanceof TooMuchOutput)) {
        throw error;
      }
      throw new UnreadableState(
        `cannot read the state of stack ${stack}: it is longer than ${String(LONGEST_FILE / 1024 / 1024)} MiB; split the stack`,
      );
    }
  }
}

function parsed(text: string, stack: string): State {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The message of the parser would quote the state.
    throw new UnreadableState(`cannot read the state of stack ${stack}: terraform show printed no JSON`);
  }
  const problem = shapeProblem(stateShape, json);
  if (problem !== undefined) {
    throw new UnreadableState(`cannot read the state of stack ${stack}: ${problem}`);
  }
  return json as State;
}
