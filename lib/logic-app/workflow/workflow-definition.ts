import { readFileSync } from "node:fs";
import { shown } from "../../core/given";
import { firstRule, type Problem, rules } from "../../core/rules";
import { isMember, type Member } from "../workflow-text";
import { type JsonFault, parseJson } from "./parse-json";

/**
 * A workflow that exists as JSON: what the code view of the designer shows (`definition` and `parameters`), a
 * workflow.json, or the definition alone.
 *
 * It is taken as it is: its strings are those of the workflow definition language, so `@` starts an expression. `${` is
 * text, except in a reference of Terraform. The values of `$connections` are left out, because they are of the workflow
 * from which the file comes; connect the new workflow with the same keys. Synth reports what is wrong.
 *
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language
 */
export class WorkflowDefinition {
  /** @param path of a JSON file, relative to the directory in which the app runs */
  public static fromFile(path: string): WorkflowDefinition {
    const text = textOf(path);
    return typeof text === "string" ? parsed(path, text) : WorkflowDefinition._of({}, fileUnreadable(path, text));
  }

  /** @param text JSON */
  public static fromJson(text: string): WorkflowDefinition {
    return typeof text === "string" ? parsed("the definition", text) : made("the definition", text);
  }

  /** @param definition can contain references of Terraform, whose values the workflow evaluates like the text around them */
  public static fromObject(definition: Record<string, unknown>): WorkflowDefinition {
    return made("the definition", definition);
  }

  /** @internal */
  public static _of(content: Member, problems: readonly Problem[]): WorkflowDefinition {
    return new WorkflowDefinition(content, problems);
  }

  /**
   * The definition alone.
   *
   * @internal
   */
  public readonly _definition: Member;

  /**
   * Values of its parameters by name, without `$connections`.
   *
   * @internal
   */
  public readonly _values: Member;

  private constructor(
    content: Member,
    private readonly problems: readonly Problem[],
  ) {
    this._definition = isMember(content.definition) ? content.definition : content;
    const parameters = isMember(content.definition) && isMember(content.parameters) ? content.parameters : {};
    this._values = Object.fromEntries(
      Object.entries(parameters)
        .filter(([name]) => name !== "$connections")
        .map(([name, given]) => [name, isMember(given) ? given.value : given]),
    );
  }

  /** @internal */
  public _problems(): Problem[] {
    return [...this.problems];
  }
}

/** The text of a file, or the error of reading it. */
function textOf(path: string): string | Error {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    return error as Error;
  }
}

function parsed(what: string, text: string): WorkflowDefinition {
  const read = parseJson(text);
  return "fault" in read ? WorkflowDefinition._of({}, notJson(what, read.fault)) : made(what, read.value);
}

function made(what: string, content: unknown): WorkflowDefinition {
  return WorkflowDefinition._of(isMember(content) ? content : {}, contentProblems(what, content));
}

const DEFINITIONS = "Workflow definitions";

const fileUnreadable = rules<[path: string, error: Error]>(DEFINITIONS, [
  {
    rule: "workflow-definition-unreadable",
    message: (path, { message }) => `${shown(path)} cannot be read (${message}); give the path of a JSON file`,
  },
]);

const notJson = rules<[what: string, at: JsonFault]>(DEFINITIONS, [
  {
    rule: "workflow-definition-not-json",
    message: (what, { line, column }) =>
      `${what} is not JSON from line ${String(line)}, column ${String(column)} on; export it from the code view again, or correct it there`,
  },
]);

const contentProblems = firstRule<[what: string, content: unknown]>(DEFINITIONS, [
  {
    rule: "workflow-definition-not-an-object",
    when: (_, content) => !isMember(content),
    message: (what, content) =>
      `${what} must be an object with triggers and actions, or with a definition; got ${shown(content)}`,
  },
  {
    rule: "workflow-definition-without-actions",
    when: (_, content) => !hasActions(content as Member),
    message: (what) => `${what} has no "actions", so it is not the definition of a workflow; give one that has them`,
  },
]);

function hasActions({ definition, actions }: Member): boolean {
  return isMember(definition) ? isMember(definition.actions) : isMember(actions);
}
