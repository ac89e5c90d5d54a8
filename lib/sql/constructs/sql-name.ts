import { Token } from "cdktf";
import { type IConstruct } from "constructs";
import { textProblems } from "../../core/given";
import { describe } from "../../core/reference";
import { nameProblem } from "../model/fact-rules";

/** Errors in the name of a login, user or role, for checks at synth. Tokens are checked at apply. */
export function sqlNameProblems(what: string, name: string | undefined, scope: IConstruct): string[] {
  if (name === undefined) {
    return [`${what} has no name, and the principal tells none; give a name`];
  }
  if (typeof name !== "string") {
    return textProblems({ [what]: name });
  }
  const problem = Token.isUnresolved(name) ? undefined : nameProblem(name);
  return problem ? [`${what} ${describe(name, scope)} ${problem}`] : [];
}
