import { type ITerraformResource, Lazy } from "cdktf";
import { asConstruct } from "../core/attributes";
import { checkAtSynth, warn } from "../core/problems";
import { stateOf } from "../core/state";
import { typeProblems } from "../core/resources";
import { type Problem } from "../core/rules";
import { STANDARD_APP } from "./logic-app";
import { ConnectionSections } from "./standard/connection-sections";
import { LogicAppPackage } from "./standard/logic-app-package";
import { readConnections } from "./standard/read-connections";
import { missingSettings } from "./standard/missing-settings";

/**
 * The file connections.json of a Standard logic app, with its added connections and those of a file that the app has. All
 * values of added connections that differ between environments are in app settings, so the file is known at synth. Deploy
 * it to the app in the package with the workflows.
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

  /** @internal */
  public readonly _sections = new ConnectionSections();

  /** The connections of files. What happens to the settings of the others is checked where they are added. */
  private readonly merged: unknown[] = [];
  private readonly refused: Problem[] = [];

  private constructor(private readonly logicApp: ITerraformResource) {
    const text = (): string => this._sections.text();
    this.path = LogicAppPackage.of(logicApp).add("connections.json", text);
    this.content = Lazy.stringValue({ produce: text });
    checkAtSynth(asConstruct(logicApp), () => {
      const wrongType = typeProblems("logicApp", logicApp, [STANDARD_APP]);
      return wrongType.length > 0 ? wrongType : [...this.refused, ...missingSettings(this.merged, logicApp)];
    });
  }

  /**
   * Adds the connections of a file that the app has, such as the one that Visual Studio Code writes. Synth reports a file
   * that is not JSON, and a key that the file and a connection of the app, or two files, have.
   *
   * @param path of the file, relative to the directory in which the app runs
   */
  public mergeFile(path: string): void {
    const { sections, problems, advice } = readConnections(path);
    this.refused.push(...problems);
    warn(asConstruct(this.logicApp), advice);
    this.merged.push(sections);
    Object.entries(sections).forEach(([section, connections]) => {
      Object.entries(connections).forEach(([key, definition]) => {
        this.refused.push(...this._sections.add(section, key, definition, path));
      });
    });
  }

  /** @internal */
  public _add(section: string, key: string, definition: object): void {
    this.refused.push(...this._sections.add(section, key, definition, "the app"));
  }
}
