import { Token } from "cdktf";
import { type IConstruct } from "constructs";
import { isLiteral } from "../core/literal-text";
import { describe, type Reference, referenceIn } from "../core/reference";

/** An error in one kind of id, as the end of a sentence; undefined if there is none. */
export interface IdRules {
  readonly literalProblem: (value: string) => string | undefined;
  readonly referenceProblem: (reference: Reference) => string | undefined;
}

/** Errors in an id of a principal. */
export function idProblems(what: string, value: string, scope: IConstruct, rules: IdRules): string[] {
  const reference = referenceIn(value);
  const problem = reference
    ? rules.referenceProblem(reference)
    : Token.isUnresolved(value) || !isLiteral(value)
      ? undefined
      : rules.literalProblem(value);
  return problem === undefined ? [] : [`${what} ${describe(value, scope)} ${problem}`];
}
