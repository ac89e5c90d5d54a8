import {
  ClientId,
  ObjectId,
  Principal,
  SqlAadLogin,
  SqlDatabaseRole,
  SqlDatabaseUser,
  SqlEndpoint,
} from "../../../lib";
import { type AzureSqlFact } from "../../../lib/sql/model/fact";
import { flushAfter, stepsToApply } from "../../../lib/sql/model/fact-steps";
import { problemsOf, testStack } from "../../support/synth";

const SERVERLESS = "ws-ondemand.sql.azuresynapse.net";
const DEDICATED = "ws.sql.azuresynapse.net";
const FABRIC = "abc123.database.fabric.microsoft.com";
const WAREHOUSE = "abc123.datawarehouse.fabric.microsoft.com";
const OBJECT = "11111111-aaaa-bbbb-cccc-dddddddddddd";
const CLIENT = "22222222-aaaa-bbbb-cccc-dddddddddddd";
const app = Principal.servicePrincipal(ObjectId.of(OBJECT), { clientId: ClientId.of(CLIENT), displayName: "app" });

const problemsWith = (host: string, what: "login" | "user"): string[] => {
  const stack = testStack();
  const server = SqlEndpoint.at(host);
  if (what === "login") {
    new SqlAadLogin(stack, "login", { endpoint: server, principal: app });
  } else {
    new SqlDatabaseUser(stack, "user", {
      endpoint: server,
      principal: app,
      databaseName: "shop",
      roles: [SqlDatabaseRole.DATA_READER],
    });
  }
  return problemsOf(stack);
};

test.each([SERVERLESS, DEDICATED, FABRIC, FABRIC.toUpperCase()])("users can be on %s", (host) => {
  expect(problemsWith(host, "user")).toEqual([]);
});

test("logins can be on serverless pools only", () => {
  expect(problemsWith(SERVERLESS, "login")).toEqual([]);
  expect([DEDICATED, FABRIC].flatMap((host) => problemsWith(host, "login"))).toEqual([
    `[stack/login] ${DEDICATED} is a dedicated SQL pool of Synapse, which has no logins of Entra ID; use SqlDatabaseUser`,
    `[stack/login] ${FABRIC} is a SQL database in Fabric, which has no logins of Entra ID; use SqlDatabaseUser`,
  ]);
});

test.each(["login", "user"] as const)("warehouses make users for whoever has a name, so a %s is refused", (what) => {
  expect(problemsWith(WAREHOUSE, what)).toEqual([
    `[stack/${what}] ${WAREHOUSE} is a warehouse or SQL analytics endpoint of Fabric, where nobody can create users: the first GRANT ` +
      "does, for whoever has the name; give access with roles of the workspace or permissions of the item",
  ]);
});

test.each([DEDICATED, SERVERLESS, FABRIC])("users are created by name on %s, and nothing is flushed", (server) => {
  const origin = { type: "sid", sidFrom: CLIENT, sidType: "E" } as const;
  const user: AzureSqlFact = { kind: "database-user", server, database: "shop", name: "app", origin };
  expect(stepsToApply(user).map(({ statement }) => statement)).toEqual(["CREATE USER [app] FROM EXTERNAL PROVIDER"]);
  expect(flushAfter(user)).toBeUndefined();
  const login: AzureSqlFact = { kind: "login", server, name: "app", objectId: OBJECT, sidFrom: CLIENT };
  expect(stepsToApply(login).map(({ statement }) => statement)).toEqual(["CREATE LOGIN [app] FROM EXTERNAL PROVIDER"]);
});
