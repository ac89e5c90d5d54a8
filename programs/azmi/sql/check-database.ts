import { type SqlFact } from "../../../lib/sql/model/fact";
import { engineOf } from "../../sql-runner/engines/engine-of";
import { NotDone } from "../../sql-runner/failures";
import { type Session } from "../../sql-runner/session";
import { type Difference, factDiffers, type FactSource, placeOf } from "./difference";

/**
 * Checks the facts in one database.
 *
 * @param outdated other facts that were applied there, which are therefore not unexpected
 * @throws NotDone if a fact that seems to be missing could be hidden
 */
export async function checkDatabase(
  database: string,
  facts: readonly FactSource[],
  outdated: readonly SqlFact[],
  session: Session,
): Promise<Difference[]> {
  const differences: Difference[] = [];
  const holding = [...outdated];
  for (const source of facts) {
    const engine = engineOf(source.fact);
    const shutOut = engine.shutOut?.(source.fact);
    if (!(await session.hasRow(engine.factQuery(source.fact)))) {
      const isOther = await engine.isOther(source.fact, session);
      differences.push(factDiffers(source, isOther ? "other principal" : "missing"));
    } else if (shutOut !== undefined && (await session.hasRow(shutOut.query))) {
      differences.push(factDiffers(source, "disabled", `enable it with ${shutOut.enabling}`));
    } else {
      holding.push(source.fact);
    }
  }
  const [first] = facts;
  const seesAll = first && engineOf(first.fact).seesAllQuery?.(database);
  if (differences.length > 0 && seesAll !== undefined && !(await session.hasRow(seesAll))) {
    throw new NotDone(
      `no permission to see all principals of database ${JSON.stringify(database)}`,
      "Use the Entra administrator of the server, or a login with ##MS_DefinitionReader## and ##MS_DatabaseConnector##",
    );
  }
  for (const { fact, stack } of facts) {
    const found = await engineOf(fact).unexpectedOf(fact, holding, session);
    differences.push(...found.map((what) => ({ stack, ...placeOf(fact), what, difference: "unexpected" as const })));
  }
  return differences;
}
