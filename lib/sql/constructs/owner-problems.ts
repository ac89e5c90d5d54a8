import { type IConstruct } from "constructs";
import { sqlNameProblems } from "./sql-name";

/** Errors in the name of an owner. */
export function ownerProblems(owner: string | undefined, scope: IConstruct): string[] {
  return owner === undefined ? [] : sqlNameProblems("owner", owner, scope);
}
