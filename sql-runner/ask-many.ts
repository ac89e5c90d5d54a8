import { type SqlQuery } from "../lib/sql/catalog-queries";
import { type Engine } from "./engines/engine";
import { type Session } from "./session";

/** A request takes at most 2100 parameters, and no query has as many as ten. */
const AT_ONCE = 200;

/** The queries that return a row, asked in one round trip for each database where that is possible. */
export async function askMany(
  queries: readonly SqlQuery[],
  session: Session,
  engine: Pick<Engine, "whichHaveRows">,
): Promise<ReadonlySet<SqlQuery>> {
  const found = new Set<SqlQuery>();
  const single = queries.filter(isNested);
  for (const query of single) {
    if (await session.hasRow(query)) {
      found.add(query);
    }
  }
  const databases = new Set(queries.map(({ database }) => database));
  for (const database of databases) {
    const here = queries.filter((query) => query.database === database && !isNested(query));
    for (let from = 0; from < here.length; from += AT_ONCE) {
      const some = here.slice(from, from + AT_ONCE);
      const rows = await session.query(together(database, some, engine));
      rows.forEach(({ position }) => {
        const query = some[Number(position)];
        if (query) {
          found.add(query);
        }
      });
    }
  }
  return found;
}

/** What another query tells first. */
const isNested = ({ parameters }: SqlQuery): boolean =>
  Object.values(parameters).some((parameter) => typeof parameter === "object" && "text" in parameter);

/** Each query with parameters of its own: names and ids stay parameters, and are compared as each query compares them. */
function together(database: string, queries: readonly SqlQuery[], engine: Pick<Engine, "whichHaveRows">): SqlQuery {
  // Two of these characters begin the name of a setting of the server.
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
