import { type ITerraformResource, TerraformStack } from "cdktf";
import { asConstruct } from "../../core/attributes";
import { stateOf } from "../../core/state";
import { writeAtSynth } from "../../core/synthesized-files";

/** https://learn.microsoft.com/azure/logic-apps/edit-app-settings-host-settings */
const HOST = {
  version: "2.0",
  extensionBundle: { id: "Microsoft.Azure.Functions.ExtensionBundle.Workflows", version: "[1.*, 2.0.0)" },
};

/** The files of a Standard logic app that synth writes beside the stack: connections.json and, if there are some, workflows. */
export class LogicAppPackage {
  public static of(logicApp: ITerraformResource): LogicAppPackage {
    return stateOf(asConstruct(logicApp), "logic-app-package", () => new LogicAppPackage(logicApp));
  }

  /** Relative to the directory of the stack. */
  public readonly folder: string;

  private readonly files = new Map<string, () => string>();

  private constructor(logicApp: ITerraformResource) {
    this.folder = `logic-apps/${logicApp.friendlyUniqueId}`;
    writeAtSynth(TerraformStack.of(asConstruct(logicApp)), this.folder, () =>
      Object.fromEntries([...this.files].map(([path, text]) => [path, text()])),
    );
  }

  /** Whether it has the file. File systems of Windows, on which the app can run, ignore letter case. */
  public has(path: string): boolean {
    return [...this.files.keys()].some((other) => other.toLowerCase() === path.toLowerCase());
  }

  /** Adds a file, whose text is made at synth. Returns its path. */
  public add(path: string, text: () => string): string {
    this.files.set(path, text);
    return `${this.folder}/${path}`;
  }

  /** Adds a workflow, and the configuration of the host that runs it. */
  public addWorkflow(name: string, text: () => string): string {
    this.add("host.json", () => `${JSON.stringify(HOST, undefined, 2)}\n`);
    return this.add(`${name}/workflow.json`, text);
  }
}
