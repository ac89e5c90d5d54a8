import { Token } from "cdktf";
import { type IConstruct } from "constructs";
import { canonical, describe, withOrigins } from "../../core/reference";
import { type Problem, rules } from "../../core/rules";
import { describeOnServer } from "../model/describe-fact";
import { type SqlFact } from "../model/fact";
import { factKey } from "./fact-key";
import { type SqlFactExecution, type SqlFactResource } from "./sql-fact-resource";

/** A fact is applied in one way, so different ids or connections are reported for both constructs. */
export function contradictions(
  asker: IConstruct,
  fact: SqlFact,
  execution: SqlFactExecution,
  declared: SqlFactResource,
): Problem[] {
  if (factKey(fact, asker).join("\n") !== factKey(declared.fact, asker).join("\n")) {
    return []; // another fact, whose name is taken
  }
  return contradictionRules({
    what: inWords(fact, asker),
    other: declared.askedBy,
    isOtherFact: comparableFact(fact, asker) !== comparableFact(declared.fact, asker),
    isOtherWay: execution.identity !== declared.execution.identity,
  });
}

/** Two declarations of a fact. */
interface Twice {
  readonly what: string;
  readonly other: string;
  readonly isOtherFact: boolean;
  readonly isOtherWay: boolean;
}

const contradictionRules = rules<[fact: Twice]>("Logins, users and roles", [
  {
    rule: "sql-fact-declared-differently",
    when: ({ isOtherFact }) => isOtherFact,
    message: ({ what, other }) =>
      `${what} is also declared by ${other}, for a principal or from a login that may be another one; ` +
      "declare it once, or the same way both times",
  },
  {
    rule: "sql-fact-executed-differently",
    when: ({ isOtherWay }) => isOtherWay,
    message: ({ what, other }) =>
      `${what} is also declared by ${other}, with another executor, run or other options of its SqlEndpoint; give both the same`,
  },
]);

/** A fact in words. Names that only Terraform knows are shown by their origin. */
export function inWords(fact: SqlFact, scope: IConstruct): string {
  return describeOnServer(
    JSON.parse(JSON.stringify(fact), (_, value: unknown) =>
      typeof value === "string" && Token.isUnresolved(value) ? describe(value, scope) : value,
    ) as SqlFact,
  );
}

/** A fact in comparable form. Ids and server names ignore case. */
function comparableFact(fact: SqlFact, scope: IConstruct): string {
  const folded = JSON.stringify(fact, (key, value: unknown) =>
    typeof value === "string" && ["server", "sidFrom", "objectId", "identifiedBy"].includes(key)
      ? canonical(value, scope)
      : value,
  );
  return String(withOrigins(folded, scope));
}
