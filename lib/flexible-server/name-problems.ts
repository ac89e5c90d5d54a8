import { Token } from "cdktf";
import { type IConstruct } from "constructs";
import { textProblems } from "../core/given";
import { describe } from "../core/reference";

/**
 * Errors in a name, for checks at synth. Tokens are checked at apply.
 *
 * @param rule returns the error in a text as the end of a sentence
 */
export function nameProblems(
  what: string,
  name: unknown,
  rule: (text: string) => string | undefined,
  scope: IConstruct,
): string[] {
  if (typeof name !== "string") {
    return name === undefined
      ? [`${what} has no name, and the principal tells none; give a name`]
      : textProblems({ [what]: name });
  }
  const problem = Token.isUnresolved(name) ? undefined : rule(name);
  return problem === undefined ? [] : [`${what} ${describe(name, scope)} ${problem}`];
}
