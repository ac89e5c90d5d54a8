import { type IConstruct } from "constructs";
import { canonical, describe } from "../../core/reference";
import { type ExecutionTarget } from "./execution-target";

/** Reports a server whose T-SQL would go to the place of another server. */
export function otherServerProblems(first: ExecutionTarget, { host }: ExecutionTarget, scope: IConstruct): string[] {
  return canonical(first.host, scope) === canonical(host, scope)
    ? []
    : [
        `${describe(host, scope)} and ${describe(first.host, scope)} are two servers, and their T-SQL would be written ` +
          "down as that of one; give one of the servers another construct id",
      ];
}
