import { type MySqlFact } from "../../../lib/sql/model/mysql/mysql-fact";
import { flexibleServers } from "../cloud";
import { type Engine } from "../engines/engine";
import { whichHaveRows } from "../engines/which-have-rows";
import { NotDone } from "../failures";
import { type Session } from "../session";
import { nameIsTaken } from "../engines/name-is-taken";
import { lockedQuery, otherUserQuery, userOfQuery } from "./queries";
import { enabling, factQuery, queryText, stepsToApply, stepsToRemove } from "./statements";
import { unexpectedOf } from "./unexpected";

export const mysql: Engine<MySqlFact> = {
  product: "mysql",
  audience: flexibleServers("mysql"),
  stepsToApply,
  stepsToRemove,
  factQuery,
  removableQuery: factQuery,
  queryText,
  unexpectedOf,
  whichHaveRows: (selects) => whichHaveRows(selects, { from: " FROM DUAL" }),
  aboutQuery: (fact) => (fact.kind === "mysql-user" ? undefined : userOfQuery(fact.grantee, fact.identifiedBy)),
  aboutFormer: (fact, identifiedBy) => ({ ...fact, identifiedBy }),
  script: (server, { statement }) => `-- ${server}\n${statement};`,
  whyNotTrue: async (fact, readBack, session) =>
    (await otherPrincipal(fact, session)) ?? new NotDone(readBack, "Something else removes it. Find out what does"),
  otherPrincipal,
  isOther: async (fact, session) => (await otherPrincipal(fact, session)) !== undefined,
  shutOut: (fact) =>
    fact.kind === "mysql-user" ? { query: lockedQuery(fact.name), enabling: enabling(fact.name) } : undefined,
  async open(target) {
    const { openMySql } = await import("./connection");
    return openMySql(target);
  },
};

async function otherPrincipal(fact: MySqlFact, session: Session): Promise<NotDone | undefined> {
  const [other] = await session.query(otherUserQuery(userOf(fact), fact.identifiedBy));
  return other && nameIsTaken("user", userOf(fact), other, fact.identifiedBy);
}

const userOf = (fact: MySqlFact): string => (fact.kind === "mysql-user" ? fact.name : fact.grantee);
