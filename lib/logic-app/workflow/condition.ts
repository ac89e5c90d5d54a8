import { shown } from "../../core/given";
import { type Problem, rules } from "../../core/rules";
import { workflowJson } from "../actions/workflow-json";
import { expressionJson } from "../actions/argument-rules";
import { WorkflowValue } from "../actions/workflow-value";
import { isMember } from "../workflow-text";

/** Operators with two operands. */
const COMPARISONS = [
  "contains",
  "endsWith",
  "equals",
  "greater",
  "greaterOrEquals",
  "less",
  "lessOrEquals",
  "startsWith",
];

/** A condition in the form of the designer: an expression, or an object with one operator. */
export function conditionJson(path: string, condition: unknown, problems: Problem[]): unknown {
  if (WorkflowValue._isOne(condition)) {
    return expressionJson(path, condition, problems);
  }
  const [[operator, operands] = ["", undefined], ...more] = isMember(condition) ? Object.entries(condition) : [];
  const at = `${path}.${operator}`;
  if (more.length === 0) {
    if (operator === "not") {
      return { not: conditionJson(at, operands, problems) };
    }
    if (["and", "or"].includes(operator) && Array.isArray(operands) && operands.length > 0) {
      return { [operator]: operands.map((one, index) => conditionJson(`${at}[${String(index)}]`, one, problems)) };
    }
    if (COMPARISONS.includes(operator) && Array.isArray(operands) && operands.length === 2) {
      return { [operator]: workflowJson(at, operands, problems) };
    }
  }
  problems.push(...impossibleCondition(path, condition));
  return undefined;
}

const impossibleCondition = rules<[path: string, given: unknown]>("Workflow actions and triggers", [
  {
    rule: "impossible-condition",
    message: (path, given) =>
      `${path} must be a WorkflowValue.expression, an object such as { equals: [a, b] } with one of ${COMPARISONS.join(", ")}, ` +
      `or { and: […] }, { or: […] } or { not: … } of these; got ${isMember(given) ? JSON.stringify(given) : shown(given)}`,
  },
]);
