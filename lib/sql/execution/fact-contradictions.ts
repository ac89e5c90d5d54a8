import { Token } from "cdktf";
import { type IConstruct } from "constructs";
import { canonical, describe, withOrigins } from "../../core/reference";
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
): string[] {
  if (factKey(fact, asker).join("\n") !== factKey(declared.fact, asker).join("\n")) {
    return []; // another fact, whose name is taken
  }
  const say = `says ${inWords(fact, asker)}, and so does ${declared.askedBy}`;
  return [
    ...(comparableFact(fact, asker) !== comparableFact(declared.fact, asker)
      ? [`${say}, for a principal or by a login that is not known to be the same; say it once, or both times alike`]
      : []),
    ...(execution.identity !== declared.execution.identity
      ? [`${say}, with another executor, run or other options of its SqlEndpoint; give both the same`]
      : []),
  ];
}

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
