import { Token } from "cdktf";
import { WorkflowValue } from "./workflow-value";

/** Throws all errors, if there are any. */
export function refuse(what: string, problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new Error(`${what}: ${problems.join("; ")}`);
  }
}

/** Reports empty names, which would change the path. */
export function emptyProblems(texts: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(texts)
    .filter(([, text]) => (text instanceof WorkflowValue ? text._isEmpty : text === ""))
    .map(([name]) => `${name} is empty; give it a value`);
}

/** Reports an invalid count. Azure checks tokens. */
export function countProblems(what: string, count: number | undefined, things: string, highest = Infinity): string[] {
  return count === undefined || Token.isUnresolved(count) || (Number.isInteger(count) && count >= 1 && count <= highest)
    ? []
    : [
        `${what} ${String(count)} is not a number of ${things}; ` +
          `give a whole one from 1${highest === Infinity ? "" : ` to ${String(highest)}`}`,
      ];
}
