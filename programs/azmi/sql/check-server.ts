import { type SqlFact } from "../../../lib/sql/model/fact";
import { engineOf } from "../../sql-runner/engines/engine-of";
import { explanation } from "../../sql-runner/explanation";
import { failureInWords } from "../../sql-runner/failures";
import { whatIsGone } from "../../sql-runner/gone";
import { type Clock, GivenUp, retrying } from "../../sql-runner/retry";
import { type Connect, Session } from "../../sql-runner/session";
import { groupBy } from "../../../lib/core/collections";
import { checkDatabase } from "./check-database";
import { type Difference, factDiffers, type FactSource, type Findings, type Unchecked } from "./difference";

export interface ServerCheck {
  readonly server: string;
  readonly facts: readonly FactSource[];
  /** Other facts that were applied there. */
  readonly outdated: readonly SqlFact[];
  readonly connect: Connect;
  /** The principal of the token, if it is known. */
  readonly tokenOwner: () => string | undefined;
  /** How long transient errors are retried on the whole server, in milliseconds. */
  readonly limit: number;
  readonly clock: Clock;
}

/** A database that could not be checked. */
interface Failed {
  readonly database: string;
  /** The number of its facts. */
  readonly facts: number;
  readonly error: GivenUp;
}

/**
 * Checks the facts of a server, over one connection for each database. A database that fails does not hide the others.
 */
export async function checkServer(check: ServerCheck): Promise<Findings> {
  const { server, facts, outdated, connect, tokenOwner, limit, clock } = check;
  const differences: Difference[] = [];
  const failed: Failed[] = [];
  const session = new Session(connect);
  const start = clock.now();
  try {
    for (const [database, own] of groupBy(facts, ({ fact }) => databaseOf(fact))) {
      try {
        const attempt = (): Promise<Difference[]> => attemptDatabase(database, own, outdated, session);
        const left = Math.max(0, limit - (clock.now() - start));
        differences.push(
          ...(await retrying(attempt, left, clock, () => {
            session.close();
          })),
        );
      } catch (error) {
        if (!(error instanceof GivenUp)) {
          throw error;
        }
        failed.push({ database, facts: own.length, error });
      }
    }
  } finally {
    session.close();
  }
  // A firewall or a missing token affects all databases of a server.
  const unchecked = [...groupBy(failed, ({ error: { failure } }) => failureInWords(failure))].map(([, alike]) =>
    uncheckedFor(alike, server, tokenOwner()),
  );
  return { differences, unchecked };
}

function uncheckedFor(alike: readonly Failed[], server: string, owner: string | undefined): Unchecked {
  const databases = alike.map(({ database }) => JSON.stringify(database)).join(", ");
  const what = `check database${alike.length === 1 ? "" : "s"} ${databases} on ${server}`;
  return {
    facts: alike.reduce((sum, { facts }) => sum + facts, 0),
    why: explanation(what, alike[0]!.error, owner),
  };
}

/** The database that is queried for a fact. */
const databaseOf = (fact: SqlFact): string => engineOf(fact).factQuery(fact).database;

async function attemptDatabase(
  database: string,
  facts: readonly FactSource[],
  outdated: readonly SqlFact[],
  session: Session,
): Promise<Difference[]> {
  const here = outdated.filter((fact) => databaseOf(fact) === database);
  try {
    return await checkDatabase(database, facts, here, session);
  } catch (error) {
    const gone = await whatIsGone(error, facts[0]!.fact, session);
    if (gone === undefined) {
      throw error;
    }
    return facts.map((source) => factDiffers(source, "missing", `${gone} no longer exists`));
  }
}
