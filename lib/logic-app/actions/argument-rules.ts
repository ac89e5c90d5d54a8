import { Token } from "cdktf";
import { WorkflowValue } from "./workflow-value";
import { type Problem, rules } from "../../core/rules";

const ACTIONS = "Workflow actions and triggers";

/** Complains about names that are empty: they would be a part of another path. */
export function emptyProblems(texts: Readonly<Record<string, unknown>>): Problem[] {
  return Object.entries(texts).flatMap(([name, text]) => emptyProblem(name, text));
}

const emptyProblem = rules<[name: string, text: unknown]>(ACTIONS, [
  {
    rule: "workflow-argument-empty",
    when: (_, text) => (WorkflowValue._isOne(text) ? text._isEmpty : text === ""),
    message: (name) => `${name} is empty; give it a value`,
  },
]);

/** Complains about a number of things that is impossible; tokens are checked by Azure. */
export const countProblems = rules<[what: string, count: number | undefined, highest?: number]>(ACTIONS, [
  {
    rule: "impossible-count",
    when: (_, count, highest = Infinity) =>
      count !== undefined && !Token.isUnresolved(count) && !(Number.isInteger(count) && count >= 1 && count <= highest),
    message: (what, count, highest) =>
      `${what} must be a whole number from 1${highest === undefined ? "" : ` to ${String(highest)}`}; got ${String(count)}`,
  },
]);

/** Complains about a value that must be an expression, since text would be the same in every run. */
export const expressionProblem = rules<[what: string, value: unknown]>(ACTIONS, [
  {
    rule: "not-an-expression",
    when: (_, value) => !(WorkflowValue._isOne(value) && value._json === `@${value._expression}`),
    message: (what) => `${what} must be an expression; give a WorkflowValue.expression`,
  },
]);

/** An expression in a definition. */
export function expressionJson(what: string, value: unknown, problems: Problem[]): string {
  problems.push(...expressionProblem(what, value));
  return WorkflowValue._isOne(value) ? value._json : "";
}

/** Complains about a subscription that does not say where to call. A Terraform reference can contain it. */
export const callbackProblems = rules<[what: string, content: unknown]>(ACTIONS, [
  {
    rule: "webhook-without-callback",
    when: (_, content) => {
      const text = JSON.stringify({ content });
      return !text.includes("listCallbackUrl()") && !Token.isUnresolved(text);
    },
    message: (what) =>
      `${what} does not have the URL that the service calls; ` +
      'give WorkflowValue.expression("listCallbackUrl()") where the service expects the URL',
  },
]);
