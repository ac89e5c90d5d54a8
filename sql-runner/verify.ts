import { type SqlFact } from "../lib/sql/fact";
import { factQuery, queryText, removableQuery } from "../lib/sql/t-sql";
import { type Action } from "./arguments";
import { NotDone } from "./failures";
import { type Session } from "./session";

/**
 * Reads back whether the fact holds, or holds no longer.
 *
 * @throws NotDone if it is otherwise
 */
export async function verify(action: Action, fact: SqlFact, session: Session): Promise<void> {
  const query = action === "apply" ? factQuery(fact) : removableQuery(fact);
  if ((await session.hasRow(query)) === (action === "apply")) {
    return;
  }
  const readBack = `reading back returned ${action === "apply" ? "no row" : "a row"}: ${queryText(query)}`;
  throw new NotDone(
    readBack,
    action === "apply" ? WHY[fact.kind] : "Something else brings it back; look for what does",
  );
}

const OTHER_PRINCIPAL =
  "Something else has this name: a SQL login or user, a role, or a principal with another id. Choose another name, or " +
  "drop that";
const CHANGED = "Something else takes it away; look for what does";

const WHY: Readonly<Record<SqlFact["kind"], string>> = {
  login: OTHER_PRINCIPAL,
  "database-user": OTHER_PRINCIPAL,
  "server-role-member": CHANGED,
  "database-role-member": CHANGED,
  permission: CHANGED,
};
