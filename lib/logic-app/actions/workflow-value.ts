import { Fn, Token } from "cdktf";
import { tokensApart } from "../../core/literal-text";
import { terraformJson } from "../../core/function-call";

/**
 * A value in an action or trigger: text that stays what it is, or an expression that the workflow evaluates in each run.
 *
 * Wherever plain strings are taken, they are text.
 *
 * https://learn.microsoft.com/azure/logic-apps/expression-functions-reference
 */
export class WorkflowValue {
  /**
   * Text that the workflow does not evaluate, even if it begins with `@` or contains `@{`.
   *
   * @param text may contain references of Terraform, which are evaluated when it applies
   */
  public static text(text: string): WorkflowValue {
    const literal = quoted(text);
    // "@@" stands for "@", but there is no way to write "@@{" with it; a quoted literal can hold anything.
    const isEvaluated = text.startsWith("@") || text.includes("@{") || Token.isUnresolved(text);
    return new WorkflowValue(literal, isEvaluated ? `@{${literal}}` : text, text === "");
  }

  /**
   * What an expression gives, of whatever type.
   *
   * @param expression without the `@` in front, such as "triggerBody()?['id']"; an empty one and one with the `@` are
   * refused at once
   */
  public static expression(expression: string): WorkflowValue {
    if (/^\s*(@|$)/.test(expression)) {
      throw new Error(
        `expression ${JSON.stringify(expression)} is none; give one without "@" in front, such as triggerBody()?['id']`,
      );
    }
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
  ) {}
}

/** A literal of the workflow language, in which a quotation mark is doubled. */
function quoted(text: string): string {
  const doubled = tokensApart(
    text,
    (literal) => literal.replaceAll("'", "''"),
    (token) => Fn.replace(token, "'", "''"),
  );
  return `'${doubled.join("")}'`;
}

/** What a reference of Terraform gives, of whatever type, with nothing evaluated in it. */
export function reference(value: unknown): string {
  return `@json(${quoted(terraformJson(value))})`;
}

/** A value in base64, as connectors want content that may be of any kind; the designer encodes it unasked as well. */
export function base64(value: WorkflowValue): WorkflowValue {
  return WorkflowValue.expression(`base64(${value._expression})`);
}

/** A value in a path, encoded once. */
export function encoded(value: string | WorkflowValue): string {
  return `@{encodeURIComponent(${expressionOf(value)})}`;
}

/** A value in a path, encoded twice, as connectors want it that decode a path before they take it apart. */
export function encodedTwice(value: string | WorkflowValue): string {
  return `@{encodeURIComponent(encodeURIComponent(${expressionOf(value)}))}`;
}

/** @param value what JavaScript gives may be neither, and would be evaluated as `undefined` */
function expressionOf(value: unknown): string {
  if (typeof value === "string") {
    return WorkflowValue.text(value)._expression;
  }
  if (!(value instanceof WorkflowValue)) {
    throw new Error(
      "a name in the path of an action or trigger is not a string; give a string, such as `database.name`",
    );
  }
  return value._expression;
}
