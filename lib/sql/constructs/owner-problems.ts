import { type IConstruct } from "constructs";
import { sqlNameProblems } from "./sql-name";

/** What is wrong with the name of whom something shall belong to, where one is given. */
export function ownerProblems(owner: string | undefined, scope: IConstruct): string[] {
  return owner === undefined ? [] : sqlNameProblems("owner", owner, scope);
}
