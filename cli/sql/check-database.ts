import {
  disabledQuery,
  expectedSid,
  MASTER,
  otherPrincipalQuery,
  principalQuery,
  seesAllQuery,
} from "../../lib/sql/catalog-queries";
import { type DatabaseUserFact, type LoginFact, type SqlFact } from "../../lib/sql/fact";
import { enabling, factQuery } from "../../lib/sql/t-sql";
import { NotDone } from "../../sql-runner/failures";
import { type Session } from "../../sql-runner/session";
import { type Difference, factDiffers, type FactSource, placeOf } from "./difference";
import { unexpectedOf } from "./unexpected";

/**
 * Looks for facts in one database.
 *
 * @param outdated what else was applied there, so that nobody is surprised to find it
 * @throws NotDone if what seems to be missing may only be hidden
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
    if (!(await session.hasRow(factQuery(source.fact)))) {
      differences.push(factDiffers(source, (await isOther(source.fact, session)) ? "other principal" : "missing"));
    } else if (isPrincipal(source.fact) && (await session.hasRow(disabledQuery(source.fact)))) {
      differences.push(factDiffers(source, "disabled", `${enabling(source.fact)} undoes that`));
    } else {
      holding.push(source.fact);
    }
  }
  if (differences.length > 0 && !(await session.hasRow(seesAllQuery(database)))) {
    throw new NotDone(
      `whoever checks may not see all principals of database ${JSON.stringify(database)}`,
      "Use the Entra administrator of the server, or a login with ##MS_DefinitionReader## and ##MS_DatabaseConnector##",
    );
  }
  for (const { fact, stack } of facts) {
    const found = await unexpectedOf(fact, holding, session);
    differences.push(...found.map((what) => ({ stack, ...placeOf(fact), what, difference: "unexpected" as const })));
  }
  return differences;
}

async function isOther(fact: SqlFact, session: Session): Promise<boolean> {
  switch (fact.kind) {
    case "login":
      return session.hasRow(otherPrincipalQuery("server", MASTER, fact.name, expectedSid(fact)));
    case "database-user":
      return session.hasRow(otherPrincipalQuery("database", fact.database, fact.name, expectedSid(fact)));
    case "database-role":
      return session.hasRow(principalQuery("database", fact.database, fact.name));
    default:
      return false;
  }
}

const isPrincipal = (fact: SqlFact): fact is LoginFact | DatabaseUserFact =>
  fact.kind === "login" || fact.kind === "database-user";
