import { Lazy, TerraformOutput, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { childOf } from "../../core/children";
import { idOfText } from "../../core/names";
import { checkAtSynth } from "../../core/problems";
import { describe } from "../../core/reference";
import { remember } from "../../core/remember";
import { type SynthesizedFiles, writeAtSynth } from "../../core/synthesized-files";
import { type SqlFactResource } from "../sql-fact-resource";
import { scriptFile } from "../t-sql-script";
import { ScriptVariables } from "./script-variables";
import { ServerFacts } from "./server-facts";
import { type ExecutionTarget } from "./sql-execution";
import { partsToApply, partsToRemove, type TSqlPart } from "./t-sql-parts";
import { textProblems } from "./text-problems";

const OUTPUT = "sql_script_variables";

/** The .sql files of a stack, by server. */
export class SqlScripts extends Construct {
  private readonly servers = new Map<string, { readonly target: ExecutionTarget; readonly facts: ServerFacts }>();
  private readonly variables = new ScriptVariables(this);

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    writeAtSynth(TerraformStack.of(this), "sql", () => this.files());
  }

  public add(target: ExecutionTarget, resource: SqlFactResource): void {
    const server = remember(this.servers, target.id(this), () => ({ target, facts: new ServerFacts(this.variables) }));
    server.facts.add(resource);
    checkAtSynth(resource, () => textProblems(resource.fact, resource));
    if (this.variables.any) {
      childOf(this, "variables", () => this.output());
    }
  }

  private output(): TerraformOutput {
    const output = new TerraformOutput(this, "variables", {
      description: "Values of the variables in the .sql files, by name",
      value: Lazy.anyValue({ produce: () => this.variables.byName }),
    });
    output.overrideLogicalId(OUTPUT);
    return output;
  }

  private files(): SynthesizedFiles {
    return Object.fromEntries(
      [...this.servers].flatMap(([id, { target, facts }]) => [
        ...this.filesOf(`${id}/apply`, target, partsToApply(facts.facts, target)),
        ...this.filesOf(`${id}/remove`, target, partsToRemove(facts.facts)),
      ]),
    );
  }

  private filesOf(directory: string, { host }: ExecutionTarget, parts: readonly TSqlPart[]): [string, string][] {
    const server = describe(host, this).replace(/^"(.*)"$/, "$1");
    return parts.map(({ database, batches }, index) => [
      `${directory}/${String(index + 1)}-${idOfText(database, this)}.sql`,
      scriptFile(server, database, batches, OUTPUT),
    ]);
  }
}
