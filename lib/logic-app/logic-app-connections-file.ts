import { type ITerraformResource, Lazy, TerraformStack } from "cdktf";
import { asConstruct } from "../core/attributes";
import { checkAtSynth } from "../core/problems";
import { stateOf } from "../core/state";
import { typeProblems } from "../core/resources";
import { writeAtSynth } from "../core/synthesized-files";
import { STANDARD_APP } from "./logic-app";

const FILE = "connections.json";

/**
 * The file connections.json of a Standard logic app, with its added connections. All values that differ between
 * environments are in app settings, so the file is known at synth. Deploy it to the app in the package with the
 * workflows.
 *
 * https://learn.microsoft.com/azure/logic-apps/parameterize-workflow-app
 */
export class LogicAppConnectionsFile {
  /**
   * The file of a logic app.
   *
   * @param logicApp an `azurerm_logic_app_standard`; synth rejects anything else
   */
  public static of(logicApp: ITerraformResource): LogicAppConnectionsFile {
    return stateOf(asConstruct(logicApp), "logic-app-connections-file", () => new LogicAppConnectionsFile(logicApp));
  }

  /** The path that synth writes it to, relative to the directory of the stack, in which Terraform runs. */
  public readonly path: string;

  /** Its text, including connections that are added later. */
  public readonly content: string;

  private readonly connections: Record<string, object> = {};

  private constructor(logicApp: ITerraformResource) {
    const stack = TerraformStack.of(asConstruct(logicApp));
    const text = (): string => `${JSON.stringify({ managedApiConnections: this.connections }, undefined, 2)}\n`;
    const folder = `logic-apps/${logicApp.friendlyUniqueId}`;
    this.path = `${folder}/${FILE}`;
    this.content = Lazy.stringValue({ produce: text });
    writeAtSynth(stack, folder, () => ({ [FILE]: text() }));
    checkAtSynth(asConstruct(logicApp), () => typeProblems("logicApp", logicApp, [STANDARD_APP]));
  }

  /** @internal */
  public _add(key: string, definition: object): void {
    this.connections[key] = definition;
  }
}
