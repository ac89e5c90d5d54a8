import { Lazy, TerraformOutput, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { childOf } from "../../core/children";
import { idOfText, shortHash } from "../../core/names";
import { checkAtSynth } from "../../core/problems";
import { describe } from "../../core/reference";
import { remember } from "../../core/collections";
import { type SynthesizedFiles, writeAtSynth } from "../../core/synthesized-files";
import { type SqlFactResource } from "./sql-fact-resource";
import { scriptFile } from "../model/t-sql-script";
import { otherServerProblems } from "./other-server";
import { ScriptVariables } from "./script-variables";
import { ServerFacts } from "./server-facts";
import { type ExecutionTarget } from "./execution-target";
import { partsToApply, partsToRemove, type TSqlPart } from "./t-sql-parts";
import { textProblems } from "./text-problems";

const OUTPUT = "sql_script_variables";

/** File systems allow 255 bytes. The file itself contains the full names. */
const MAX_FILE_NAME_LENGTH = 100;

interface ServerScripts {
  readonly id: string;
  readonly target: ExecutionTarget;
  readonly facts: ServerFacts;
}

/** The .sql files of a stack, by server. */
export class SqlScripts extends Construct {
  private readonly servers = new Map<string, ServerScripts>();
  private readonly variables = new ScriptVariables(this);

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    writeAtSynth(TerraformStack.of(this), "sql", () => this.files());
  }

  public add(target: ExecutionTarget, resource: SqlFactResource, asker: Construct): void {
    const id = target.id(this);
    // Some file systems ignore case.
    const server = remember(this.servers, id.toLowerCase(), () => ({
      id,
      target,
      facts: new ServerFacts(this.variables),
    }));
    server.facts.add(resource);
    checkAtSynth(asker, () => [
      ...textProblems(resource.fact, asker),
      ...otherServerProblems(server.target, target, asker),
    ]);
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
      [...this.servers.values()].flatMap(({ id, target, facts }) => [
        ...this.filesOf(`${fileName(id)}/apply`, target, partsToApply(facts.facts, target)),
        ...this.filesOf(`${fileName(id)}/remove`, target, partsToRemove(facts.facts)),
      ]),
    );
  }

  private filesOf(directory: string, { host }: ExecutionTarget, parts: readonly TSqlPart[]): [string, string][] {
    const server = describe(host, this).replace(/^"(.*)"$/, "$1");
    const digits = String(parts.length).length;
    return parts.map(({ database, batches }, index) => [
      `${directory}/${String(index + 1).padStart(digits, "0")}-${fileName(idOfText(database, this))}.sql`,
      scriptFile(server, database, batches, OUTPUT),
    ]);
  }
}

/** The id, shortened with a hash if it is too long. */
function fileName(id: string): string {
  return id.length <= MAX_FILE_NAME_LENGTH ? id : `${id.slice(0, MAX_FILE_NAME_LENGTH)}-${shortHash(id)}`;
}
