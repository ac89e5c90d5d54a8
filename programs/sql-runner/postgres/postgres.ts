import { type PostgresFact } from "../../../lib/sql/model/postgres/postgres-fact";
import { flexibleServers } from "../cloud";
import { type Engine } from "../engines/engine";
import { whichHaveRows } from "../engines/which-have-rows";
import { NotDone } from "../failures";
import { nameIsTaken } from "../engines/name-is-taken";
import { type Session } from "../session";
import { disown } from "./disown";
import { disabledQuery, otherRoleQuery, rolesOfQuery } from "./queries";
import { enabling, factQuery, queryText, removableQuery, stepsToApply, stepsToRemove } from "./statements";
import { unexpectedOf } from "./unexpected";

export const postgres: Engine<PostgresFact> = {
  product: "postgres",
  audience: flexibleServers("postgres"),
  stepsToApply,
  stepsToRemove,
  factQuery,
  removableQuery,
  disown,
  queryText,
  unexpectedOf,
  whichHaveRows: (selects) => whichHaveRows(selects),
  aboutQuery: (fact) => (fact.kind === "postgres-role" ? undefined : rolesOfQuery(roleOf(fact), fact.objectId)),
  aboutFormer: (fact, objectId) => ({ ...fact, objectId }),
  script: (server, { database, statement }) => `-- ${server}, database ${JSON.stringify(database)}\n${statement};`,
  whyNotTrue: async (fact, readBack, session) =>
    (await otherPrincipal(fact, session)) ??
    new NotDone(
      readBack,
      fact.kind === "postgres-privilege"
        ? "The administrator can grant only privileges on its own objects, or with grant option. Sign in as the owner of the " +
            "database, the schema and the tables or as a member of that role, or let the owner grant the privilege WITH GRANT OPTION"
        : "Something else removes it. Find out what does",
    ),
  otherPrincipal,
  isOther: async (fact, session) => (await otherPrincipal(fact, session)) !== undefined,
  shutOut: (fact) =>
    fact.kind === "postgres-role" ? { query: disabledQuery(fact.name), enabling: enabling(fact.name) } : undefined,
  async open(target) {
    const { openPostgres } = await import("./connection");
    return openPostgres(target);
  },
};

async function otherPrincipal(fact: PostgresFact, session: Session): Promise<NotDone | undefined> {
  const [other] = await session.query(otherRoleQuery(roleOf(fact), fact.objectId));
  return other && nameIsTaken("role", roleOf(fact), other, fact.objectId);
}

function roleOf(fact: PostgresFact): string {
  switch (fact.kind) {
    case "postgres-role":
      return fact.name;
    case "postgres-role-member":
      return fact.member;
    case "postgres-privilege":
      return fact.grantee;
  }
}
