import { Token } from "cdktf";
import { type IConstruct } from "constructs";
import { textProblems } from "../../core/given";
import { describe } from "../../core/reference";
import { type Check, type Problem, rules } from "../../core/rules";
import { NAMES, nameProblems } from "../model/fact-rules";

/**
 * What is wrong with a name in SQL (of a login, a user, a role), for checks at synth; tokens are checked at apply.
 *
 * @param check the rules of the database server, by default those of Azure SQL
 */
export function sqlNameProblems(
  what: string,
  name: unknown,
  scope: IConstruct,
  check: Check<[name: string]> = nameProblems,
): Problem[] {
  if (typeof name !== "string") {
    return name === undefined ? noName(what) : textProblems({ [what]: name });
  }
  const problems = Token.isUnresolved(name) ? [] : check(name);
  return problems.map(({ rule, message }) => ({ rule, message: `${what} ${describe(name, scope)} ${message}` }));
}

const noName = rules<[what: string]>(NAMES, [
  {
    rule: "name-missing",
    message: (what) => `${what} has no name, and the display name of the principal is unknown; give a name`,
  },
]);
