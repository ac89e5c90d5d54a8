import { Token } from "cdktf";
import { reference, WorkflowValue } from "./workflow-value";
import { type Problem, rules } from "../../core/rules";
import { isMember } from "../workflow-text";

/** Creates a definition, and collects its errors. */
export type Define = (problems: Problem[]) => Readonly<Record<string, unknown>>;

/**
 * User data in a definition: strings are text, and expressions are evaluated, at any depth. References of Terraform are
 * text too.
 *
 * @param problems gets what is not JSON
 */
export function workflowJson(path: string, value: unknown, problems: Problem[]): unknown {
  if (WorkflowValue._isOne(value)) {
    return value._json;
  }
  if (typeof value === "string") {
    return WorkflowValue.text(value)._json;
  }
  if (value === undefined || value === null || typeof value === "boolean") {
    return value;
  }
  if (Token.isUnresolved(value)) {
    return typeof value === "number" ? value : reference(value);
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => workflowJson(`${path}[${String(index)}]`, item, problems));
  }
  if (isMember(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [memberName(key), workflowJson(`${path}.${key}`, member, problems)]),
    );
  }
  if (typeof value !== "number" || !Number.isFinite(value)) {
    problems.push(...notJson(path));
  }
  return value;
}

/** Workflows evaluate names as they do strings. They accept "@@odata.type" for the literal "@odata.type". */
function memberName(name: string): string {
  const isPlain = !name.includes("@{") && !Token.isUnresolved(name);
  return isPlain && name.startsWith("@") ? `@${name}` : WorkflowValue.text(name)._json;
}

const notJson = rules<[path: string]>("Workflow actions and triggers", [
  {
    rule: "not-json",
    message: (path) =>
      `${path} is not JSON; give strings, finite numbers, true, false, null, or lists and objects of these`,
  },
]);
