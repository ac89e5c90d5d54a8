import { type Problem, rules } from "../../../core/rules";
import { type User } from "./uses";

/** Complains about expressions with a parenthesis, bracket, brace or quote that has no other half. */
export function expressionProblems(users: readonly User[]): Problem[] {
  return users.flatMap(({ path, expressions }) =>
    expressions.flatMap(({ fault, tokens }) => (fault === undefined ? [] : unbalanced(path, fault, tokens.join("")))),
  );
}

const unbalanced = rules<[path: string, fault: string, read: string]>("Workflow definitions", [
  {
    rule: "unbalanced-workflow-expression",
    message: (path, fault, read) => `${path} has an expression in which ${fault}: @${shortened(read)}; correct it`,
  },
]);

/** The end of what could be read is where the fault is near. */
const shortened = (text: string): string => (text.length > 60 ? `…${text.slice(-60)}` : text);
