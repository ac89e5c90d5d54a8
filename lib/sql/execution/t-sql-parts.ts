import { MASTER } from "../model/catalog-queries";
import { describeOnServer } from "../model/describe-fact";
import { type AzureSqlFact, FACT_ORDER } from "../model/fact";
import { demand, unattended } from "../model/batches";
import { flushAfter, stepsToApply, stepsToRemove } from "../model/fact-steps";
import { type ExecutionTarget } from "./execution-target";

/** Batches for one connection to one database. */
export interface TSqlPart {
  readonly database: string;
  readonly batches: readonly string[];
}

/** Batches that apply the facts of a server and read them back, database by database, master first. */
export function partsToApply(facts: readonly AzureSqlFact[], { isManagedInstance }: ExecutionTarget): TSqlPart[] {
  const complete = inOrder(facts).map((fact) => withSidOfLogin(fact, facts));
  return byDatabase(complete).map(([database, inDatabase]) => ({
    database,
    batches: [
      ...inDatabase.flatMap((fact) => stepsToApply(fact).flatMap(unattended)),
      ...(isManagedInstance ? [] : inDatabase.slice(0, 1).flatMap((fact) => flushAfter(fact)?.statement ?? [])),
      ...inDatabase.map((fact) =>
        demand(fact, `${describeOnServer(fact)} is not there; something else has its name, or takes it away`),
      ),
    ],
  }));
}

/** Batches that remove the facts of a server, database by database, master last. */
export function partsToRemove(facts: readonly AzureSqlFact[]): TSqlPart[] {
  return byDatabase(inOrder(facts))
    .reverse()
    .map(([database, inDatabase]) => ({
      database,
      batches: [...inDatabase].reverse().flatMap((fact) => stepsToRemove(fact).flatMap(unattended)),
    }));
}

function inOrder(facts: readonly AzureSqlFact[]): AzureSqlFact[] {
  return FACT_ORDER.flatMap((kind) => facts.filter((fact) => fact.kind === kind));
}

/** A connection to a database cannot read master, so the user's fact includes the SID of its login. */
function withSidOfLogin(fact: AzureSqlFact, facts: readonly AzureSqlFact[]): AzureSqlFact {
  if (fact.kind !== "database-user" || fact.origin.type !== "login" || fact.origin.sidFrom !== undefined) {
    return fact;
  }
  const { login } = fact.origin;
  const [sidFrom = null] = facts.flatMap((other) =>
    other.kind === "login" && other.name === login ? [other.sidFrom] : [],
  );
  return { ...fact, origin: { ...fact.origin, sidFrom } };
}

/** Database names ignore case. */
function byDatabase(facts: readonly AzureSqlFact[]): [database: string, facts: AzureSqlFact[]][] {
  const found = new Map<string, [string, AzureSqlFact[]]>([[MASTER, [MASTER, []]]]);
  for (const fact of facts) {
    const database = "database" in fact ? fact.database : MASTER;
    const entry = found.get(database.toLowerCase()) ?? [database, []];
    found.set(database.toLowerCase(), entry);
    entry[1].push(fact);
  }
  return [...found.values()].filter(([, inDatabase]) => inDatabase.length > 0);
}
