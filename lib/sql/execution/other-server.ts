import { type IConstruct } from "constructs";
import { canonical, describe } from "../../core/reference";
import { rules } from "../../core/rules";
import { type ExecutionTarget } from "./execution-target";

/** Reports a server whose T-SQL would go to the place of another server. */
export const otherServerProblems = rules<[first: ExecutionTarget, second: ExecutionTarget, scope: IConstruct]>(
  "SqlExecutor.script and SqlExecutor.deploymentScript",
  [
    {
      rule: "sql-of-two-servers-in-one-place",
      when: (first, second, scope) => canonical(first.host, scope) !== canonical(second.host, scope),
      message: (first, second, scope) =>
        `${describe(second.host, scope)} and ${describe(first.host, scope)} are different servers whose T-SQL would be written to ` +
        "the same place; give one of the servers another construct id",
    },
  ],
);
