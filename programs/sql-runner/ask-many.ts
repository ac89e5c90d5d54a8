import { chunks, groupBy } from "../../lib/core/collections";
import { type SqlQuery } from "../../lib/sql/model/catalog-queries";
import { type Engine } from "./engines/engine";
import { type Session } from "./session";

/** A request has at most 2100 parameters, and every query has fewer than ten. */
const AT_ONCE = 200;

/**
 * The queries that return a row. Sends one request for each database where possible.
 *
 * @param known keys (see `keyOf`) of queries that just returned a row and are skipped
 */
export async function askMany(
  queries: readonly SqlQuery[],
  session: Session,
  engine: Pick<Engine, "whichHaveRows">,
  known: ReadonlySet<string> = new Set(),
): Promise<ReadonlySet<SqlQuery>> {
  const alike = groupBy(queries, keyOf);
  const found = new Set([...alike].flatMap(([key, some]) => (known.has(key) ? some : [])));
  const isFound = (query: SqlQuery): void => {
    alike.get(keyOf(query))?.forEach((one) => found.add(one));
  };
  const different = [...alike].flatMap(([key, some]) => (known.has(key) ? [] : some.slice(0, 1)));
  for (const query of different.filter(isNested)) {
    if (await session.hasRow(query)) {
      isFound(query);
    }
  }
  const byDatabase = groupBy(
    different.filter((query) => !isNested(query)),
    ({ database }) => database,
  );
  for (const [database, here] of byDatabase) {
    for (const some of chunks(here, AT_ONCE)) {
      const rows = await session.query(together(database, some, engine));
      rows
        .flatMap(({ position }) => some[Number(position)] ?? [])
        .forEach((query) => {
          isFound(query);
        });
    }
  }
  return found;
}

/** The same text for the same query. */
export const keyOf = (query: SqlQuery): string => JSON.stringify(query);

/** Parameters that are the result of another query. */
const isNested = ({ parameters }: SqlQuery): boolean =>
  Object.values(parameters).some((parameter) => typeof parameter === "object" && "text" in parameter);

/** Gives each query its own parameters: names and ids stay parameters, and are compared as each query compares them. */
function together(database: string, queries: readonly SqlQuery[], engine: Pick<Engine, "whichHaveRows">): SqlQuery {
  // `@@` starts the name of a server setting.
  const selects = queries.map(({ text }, index) => text.replace(/(?<!@)@(\w+)/g, `@$1_${String(index)}`));
  return {
    database,
    text: engine.whichHaveRows(selects),
    parameters: Object.fromEntries(
      queries.flatMap(({ parameters }, index) =>
        Object.entries(parameters).map(([name, value]) => [`${name}_${String(index)}`, value]),
      ),
    ),
  };
}
