import { Fn, Token } from "cdktf";
import { shown } from "../../core/given";
import { Mark } from "../../core/mark";
import { tokensApart } from "../../core/literal-text";
import { terraformJson } from "../../core/function-call";
import { refusal, refuse, rules } from "../../core/rules";

const VALUE = new Mark<WorkflowValue>("WorkflowValue");

/**
 * A value in an action or trigger: text, or an expression that the workflow evaluates in each run.
 *
 * Plain strings are always text.
 *
 * https://learn.microsoft.com/azure/logic-apps/expression-functions-reference
 */
export class WorkflowValue {
  /** @internal */
  public static _isOne(value: unknown): value is WorkflowValue {
    return VALUE.isOn(value);
  }

  /**
   * Text that the workflow does not evaluate, even if it starts with `@` or contains `@{`.
   *
   * @param text can contain references of Terraform, which are evaluated at apply
   */
  public static text(text: string): WorkflowValue {
    const literal = quoted(text);
    // "@@" escapes "@" at the start, but "@{" cannot be escaped inside. A quoted literal can contain everything.
    const isEvaluated = text.startsWith("@") || text.includes("@{") || Token.isUnresolved(text);
    return new WorkflowValue(literal, isEvaluated ? `@{${literal}}` : text, text === "");
  }

  /**
   * The result of an expression, of any type.
   *
   * @param expression without the leading `@`, such as "triggerBody()?['id']"; an empty one throws, and so does one
   * with the `@`
   */
  public static expression(expression: string): WorkflowValue {
    refuse(expressionProblems(expression));
    return new WorkflowValue(expression, `@${expression}`, false);
  }

  private constructor(
    /**
     * As part of an expression.
     *
     * @internal
     */
    public readonly _expression: string,
    /**
     * As a value in a definition.
     *
     * @internal
     */
    public readonly _json: string,
    /** @internal */
    public readonly _isEmpty: boolean,
  ) {
    VALUE.put(this);
  }
}

/** A literal of the workflow language, in which quotation marks are doubled. */
function quoted(text: string): string {
  const doubled = tokensApart(
    text,
    (literal) => literal.replaceAll("'", "''"),
    (token) => Fn.replace(token, "'", "''"),
  );
  return `'${doubled.join("")}'`;
}

/** The value of a Terraform reference, of any type. Nothing in it is evaluated. */
export function reference(value: unknown): string {
  return `@json(${quoted(terraformJson(value))})`;
}

/** A value in base64, as connectors expect content of any kind. The designer encodes it too. */
export function base64(value: WorkflowValue): WorkflowValue {
  return WorkflowValue.expression(`base64(${value._expression})`);
}

/** A value in a path, encoded once. */
export function encoded(value: string | WorkflowValue): string {
  return `@{encodeURIComponent(${expressionOf(value)})}`;
}

/** A value in a path, encoded twice, for connectors that decode a path before they split it. */
export function encodedTwice(value: string | WorkflowValue): string {
  return `@{encodeURIComponent(encodeURIComponent(${expressionOf(value)}))}`;
}

/** @param value JavaScript callers can pass anything, which would be evaluated as `undefined` */
function expressionOf(value: unknown): string {
  if (typeof value === "string") {
    return WorkflowValue.text(value)._expression;
  }
  if (!WorkflowValue._isOne(value)) {
    throw refusal(nameNotAString(value));
  }
  return value._expression;
}

const expressionProblems = rules<[expression: string]>("Workflow actions and triggers", [
  {
    rule: "not-a-workflow-expression",
    when: (expression) => /^\s*(@|$)/.test(expression),
    message: (expression) =>
      `${JSON.stringify(expression)} is not an expression; give one without "@" in front, such as triggerBody()?['id']`,
  },
]);

const nameNotAString = rules<[given: unknown]>("Workflow actions and triggers", [
  {
    rule: "workflow-name-not-a-string",
    message: (given) =>
      `a name in the path of an action or trigger must be a string; got ${shown(given)}; give an attribute such as database.name`,
  },
]);
