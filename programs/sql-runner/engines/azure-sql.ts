import {
  databaseQuery,
  disabledQuery,
  expectedSid,
  MASTER,
  otherPrincipalQuery,
  principalQuery,
  seesAllQuery,
} from "../../../lib/sql/model/catalog-queries";
import { type AzureSqlFact } from "../../../lib/sql/model/fact";
import { enabling } from "../../../lib/sql/model/principal-steps";
import { factQuery, removableQuery } from "../../../lib/sql/model/fact-queries";
import { flushAfter, stepsToApply, stepsToRemove } from "../../../lib/sql/model/fact-steps";
import { queryText } from "../../../lib/sql/model/batches";
import { scriptOf } from "../../../lib/sql/model/t-sql-script";
import { AZURE_SQL } from "../cloud";
import { NotDone } from "../failures";
import { otherHolder, undo } from "./azure-sql-holder";
import { unexpectedOf } from "./azure-sql-unexpected";
import { type Engine } from "./engine";
import { whichHaveRows } from "./which-have-rows";

const OTHER_PRINCIPAL =
  "The name is taken by a SQL login or user, a role, or a principal with another id. Choose another name, or drop the " +
  "other one";

const CHANGED = "Something else removes it. Find out what does";

const WHY: Readonly<Record<AzureSqlFact["kind"], string>> = {
  login: OTHER_PRINCIPAL,
  "database-user": OTHER_PRINCIPAL,
  "database-role": "The name is taken by a user or an application role. Choose another name, or drop the other one",
  schema: CHANGED,
  owner: CHANGED,
  "default-schema": CHANGED,
  "server-role-member": CHANGED,
  "database-role-member": CHANGED,
  permission: CHANGED,
};

export const azureSql: Engine<AzureSqlFact> = {
  product: "sql",
  audience: AZURE_SQL,
  stepsToApply,
  stepsToRemove,
  factQuery,
  removableQuery,
  flushAfter,
  databaseQuery,
  seesAllQuery,
  queryText,
  unexpectedOf,
  undo,
  script: scriptOf,
  whichHaveRows: (selects) => whichHaveRows(selects, { together: 10 }),
  whyNotTrue: async (fact, readBack, session) =>
    (await otherHolder(fact, session)) ?? new NotDone(readBack, WHY[fact.kind]),
  shutOut: (fact) =>
    fact.kind === "login" || fact.kind === "database-user"
      ? { query: disabledQuery(fact), enabling: enabling(fact) }
      : undefined,
  async isOther(fact, session) {
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
  },
  async open(target) {
    const { openConnection } = await import("../connection");
    return openConnection(target);
  },
};
