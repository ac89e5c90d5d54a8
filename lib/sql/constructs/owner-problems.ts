import { type IConstruct } from "constructs";
import { sqlNameProblems } from "./sql-name";
import { type Problem } from "../../core/rules";

/** Errors in the name of an owner. */
export function ownerProblems(owner: string | undefined, scope: IConstruct): Problem[] {
  return owner === undefined ? [] : sqlNameProblems("owner", owner, scope);
}
