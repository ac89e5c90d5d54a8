import { type AzureSqlFact } from "../../../lib/sql/model/fact";
import { stepsToApply, stepsToRemove } from "../../../lib/sql/model/fact-steps";
import { type Row, type Value } from "../../../programs/sql-runner/connection";
import { FormerIds } from "../../../programs/sql-runner/former-ids";
import { realClock } from "../../../programs/sql-runner/retry";
import { runAll } from "../../../programs/sql-runner/run-all";
import { connect, using } from "../../simulator/sql/client";
import { ADMINISTRATOR, APP, CLERKS, HOST, StandIn } from "./stand-in";

jest.setTimeout(60_000);

const inShop = { server: HOST, database: "shop" };
const APP_USER: AzureSqlFact = {
  ...inShop,
  kind: "database-user",
  name: "app",
  origin: { type: "sid", sidFrom: APP.clientId ?? "", sidType: "E" },
};
const CLERKS_USER: AzureSqlFact = {
  ...inShop,
  kind: "database-user",
  name: "clerks",
  origin: { type: "sid", sidFrom: CLERKS.objectId, sidType: "X" },
};
const ROLE: AzureSqlFact = { ...inShop, kind: "database-role", name: "sellers" };
const SCHEMA: AzureSqlFact = { ...inShop, kind: "schema", name: "sales" };
const permission = (
  more: Pick<AzureSqlFact & { readonly kind: "permission" }, "permission" | "on"> & Readonly<Record<string, string>>,
): AzureSqlFact => ({ ...inShop, kind: "permission", grantee: "app", ...more });
const PASSED_ON = permission({ permission: "SELECT", on: "SCHEMA", schema: "dbo", state: "GRANT_WITH_GRANT_OPTION" });

let standIn: StandIn;

beforeEach(async () => {
  standIn = await StandIn.start();
});
afterEach(async () => {
  await standIn.stop();
});

/** What the runner sends for facts; in this process, because there are many. */
async function done(action: "apply" | "remove", ...facts: readonly AzureSqlFact[]): Promise<string[]> {
  const sent: string[] = [];
  const client = await connect(standIn.servers, { objectId: ADMINISTRATOR, database: "shop" });
  const send = async (text: string, values: Readonly<Record<string, Value>> = {}): Promise<Row[]> => {
    const parameters = Object.entries(values).map(([name, value]) => [
      name,
      [value instanceof Uint8Array ? "VarBinary" : "NVarChar", value],
    ]);
    const { sets, errors } = await client.query(
      text,
      Object.fromEntries(parameters) as Parameters<typeof client.query>[1],
    );
    expect({ text, errors }).toEqual({ text, errors: [] });
    return sets.flat();
  };
  const connection = {
    query: send,
    batch: async (text: string): Promise<void> => {
      await send(text);
    },
    close: () => undefined,
  };
  const failures: string[] = [];
  const surroundings = {
    connect: () => Promise.resolve(connection),
    tokenOwner: () => undefined,
    clock: realClock(0),
    out: (line: string) => sent.push(line.replace(/^.*database "shop": /, "")),
    err: (line: string) => failures.push(line),
  };
  const all = facts.map((fact) => ({ action, fact, dryRun: false, retryFor: 0, strictEncryption: false }));
  const isDone = await runAll(all, () => surroundings, new FormerIds({ TF_DATA_DIR: "/dev/null" }));
  await client.close();
  expect({ isDone, failures }).toEqual({ isDone: true, failures: [] });
  return sent.filter((line) => line !== "DBCC FLUSHAUTHCACHE" && !line.includes(" facts hold on "));
}

const asAdministrator = (...batches: readonly string[]): Promise<void> =>
  using(standIn.servers, { objectId: ADMINISTRATOR, database: "shop" }, async ({ query }) => {
    for (const batch of batches) {
      expect((await query(batch)).errors).toEqual([]);
    }
  });

test("roles, schemas, their owners, default schemas and permissions come true once, and go once", async () => {
  standIn.servers.declareObject(HOST, "shop", "dbo", "Orders");
  standIn.servers.declareOwned(HOST, "shop", "CERTIFICATE", "signing", "dbo");
  standIn.servers.declareOwned(HOST, "shop", "TYPE", "Money", "dbo");
  const facts: AzureSqlFact[] = [
    APP_USER,
    CLERKS_USER,
    ROLE,
    SCHEMA,
    { ...inShop, kind: "owner", on: "ROLE", name: "sellers", owner: "app" },
    { ...inShop, kind: "owner", on: "SCHEMA", name: "sales", owner: "sellers" },
    { ...inShop, kind: "default-schema", user: "app", sidFrom: APP.clientId, schema: "sales", otherwise: "dbo" },
    { ...inShop, kind: "default-schema", user: "clerks", schema: "sales", otherwise: "none" },
    { ...inShop, kind: "database-role-member", role: "db_datareader", member: "sellers", principal: "role" },
    permission({ permission: "EXECUTE", on: "SCHEMA", schema: "sales", grantee: "sellers", principal: "role" }),
    permission({ permission: "SELECT", on: "OBJECT", schema: "dbo", object: "Orders", column: "id" }),
    permission({ permission: "DELETE", on: "SCHEMA", schema: "dbo", state: "DENY" }),
    permission({ permission: "REFERENCES", on: "CERTIFICATE", object: "signing" }),
    permission({ permission: "EXECUTE", on: "TYPE", schema: "dbo", object: "Money" }),
    permission({ permission: "IMPERSONATE", on: "USER", object: "clerks" }),
    permission({ permission: "ALTER", on: "ROLE", object: "sellers", grantee: "clerks" }),
    permission({ permission: "CREATE EXTERNAL MODEL", on: "DATABASE" }),
    PASSED_ON,
  ];
  const sid = (id = ""): string => `0x${Buffer.from(guid(id)).toString("hex").toUpperCase()}`;
  expect(await done("apply", ...facts)).toEqual([
    `CREATE USER [app] WITH SID = ${sid(APP.clientId)}, TYPE = E`,
    `CREATE USER [clerks] WITH SID = ${sid(CLERKS.objectId)}, TYPE = X`,
    "CREATE ROLE [sellers] AUTHORIZATION [dbo]",
    "CREATE SCHEMA [sales] AUTHORIZATION [dbo]",
    "ALTER AUTHORIZATION ON ROLE::[sellers] TO [app]",
    "ALTER AUTHORIZATION ON SCHEMA::[sales] TO [sellers]",
    "ALTER USER [app] WITH DEFAULT_SCHEMA = [sales]",
    "ALTER USER [clerks] WITH DEFAULT_SCHEMA = [sales]",
    "ALTER ROLE [db_datareader] ADD MEMBER [sellers]",
    "GRANT EXECUTE ON SCHEMA::[sales] TO [sellers]",
    "GRANT SELECT ON OBJECT::[dbo].[Orders] ([id]) TO [app]",
    "DENY DELETE ON SCHEMA::[dbo] TO [app] CASCADE",
    "GRANT REFERENCES ON CERTIFICATE::[signing] TO [app]",
    "GRANT EXECUTE ON TYPE::[dbo].[Money] TO [app]",
    "GRANT IMPERSONATE ON USER::[clerks] TO [app]",
    "GRANT ALTER ON ROLE::[sellers] TO [clerks]",
    "GRANT CREATE EXTERNAL MODEL TO [app]",
    "GRANT SELECT ON SCHEMA::[dbo] TO [app] WITH GRANT OPTION",
  ]);
  expect(new Set(await done("apply", ...facts))).toEqual(new Set(["nothing to do"]));
  const backwards = [...facts].reverse();
  expect(await done("remove", ...backwards)).toEqual([
    "REVOKE SELECT ON SCHEMA::[dbo] FROM [app] CASCADE",
    "REVOKE CREATE EXTERNAL MODEL FROM [app]",
    "REVOKE ALTER ON ROLE::[sellers] FROM [clerks]",
    "REVOKE IMPERSONATE ON USER::[clerks] FROM [app]",
    "REVOKE EXECUTE ON TYPE::[dbo].[Money] FROM [app]",
    "REVOKE REFERENCES ON CERTIFICATE::[signing] FROM [app]",
    "REVOKE DELETE ON SCHEMA::[dbo] FROM [app]",
    "REVOKE SELECT ON OBJECT::[dbo].[Orders] ([id]) FROM [app]",
    "REVOKE EXECUTE ON SCHEMA::[sales] FROM [sellers]",
    "ALTER ROLE [db_datareader] DROP MEMBER [sellers]",
    "ALTER USER [clerks] WITH DEFAULT_SCHEMA = NULL",
    "ALTER USER [app] WITH DEFAULT_SCHEMA = [dbo]",
    "ALTER AUTHORIZATION ON SCHEMA::[sales] TO [dbo]",
    "ALTER AUTHORIZATION ON ROLE::[sellers] TO [dbo]",
    "DROP SCHEMA [sales]",
    "DROP ROLE [sellers]",
    "DROP USER [clerks]",
    "DROP USER [app]",
  ]);
  expect(new Set(await done("remove", ...backwards))).toEqual(new Set(["nothing to do"]));
  expect(standIn.servers.database(HOST, "shop")).toMatchObject({ users: [], roles: [], permissions: [] });
});

test("a permission that was passed on is taken from everybody, also where it was given plainly", async () => {
  const plain = permission({ permission: "SELECT", on: "SCHEMA", schema: "dbo" });
  await done("apply", APP_USER, CLERKS_USER, plain);
  await asAdministrator(
    "GRANT SELECT ON SCHEMA::dbo TO app WITH GRANT OPTION",
    "GRANT SELECT ON SCHEMA::dbo TO clerks AS app",
  );
  expect(await done("remove", plain)).toEqual(["REVOKE SELECT ON SCHEMA::[dbo] FROM [app] CASCADE"]);
  expect(standIn.servers.database(HOST, "shop").permissions).toEqual([]);
});

test("what somebody denied instead stays denied", async () => {
  const plain = permission({ permission: "SELECT", on: "SCHEMA", schema: "dbo" });
  await done("apply", APP_USER, plain);
  await asAdministrator("DENY SELECT ON SCHEMA::dbo TO app");
  expect(await done("remove", plain)).toEqual(["nothing to do"]);
  expect(standIn.servers.database(HOST, "shop").permissions).toMatchObject([{ state: "DENY" }]);
});

test("a denied permission replaces one that was passed on, and the other way round", async () => {
  const denied = permission({ permission: "SELECT", on: "SCHEMA", schema: "dbo", state: "DENY" });
  await done("apply", APP_USER, PASSED_ON);
  await done("apply", denied);
  expect(standIn.servers.database(HOST, "shop").permissions).toMatchObject([{ state: "DENY" }]);
  await done("apply", PASSED_ON);
  expect(standIn.servers.database(HOST, "shop").permissions).toMatchObject([{ state: "GRANT_WITH_GRANT_OPTION" }]);
});

test("a schema with something in it stays, and so does a role with members of others, of whom is told", async () => {
  await done("apply", APP_USER, ROLE, SCHEMA);
  standIn.servers.declareObject(HOST, "shop", "sales", "Orders");
  await asAdministrator("ALTER ROLE sellers ADD MEMBER app");
  expect(await done("remove", SCHEMA)).toEqual(["nothing to do"]);
  const { status, err } = await standIn.run("remove", ROLE);
  expect(status).toBe(1);
  expect(err).toContain("was left out, because the role has members");
  expect(err).toContain("ALTER ROLE [sellers] DROP MEMBER [app];");
});

test("a role whose name a user has is not made, and it is said why", async () => {
  await done("apply", APP_USER);
  const { status, err } = await standIn.run("apply", { ...ROLE, name: "app" });
  expect(status).toBe(1);
  expect(err).toContain("The name is taken by a user or an application role");
});

test("nothing is given to a user of the same name that stands for somebody else, or taken from it", async () => {
  const own = { ...inShop, sidFrom: APP.clientId };
  const facts: AzureSqlFact[] = [
    { ...own, kind: "default-schema", user: "app", schema: "sales", otherwise: "dbo" },
    { ...own, kind: "database-role-member", role: "sellers", member: "app" },
    { ...own, kind: "permission", permission: "SELECT", on: "DATABASE", grantee: "app" },
    { ...own, kind: "permission", permission: "DELETE", on: "DATABASE", state: "DENY", grantee: "app" },
  ];
  const owner: AzureSqlFact = { ...inShop, kind: "owner", on: "SCHEMA", name: "sales", owner: "app" };
  const other = "dddddddd-0000-4000-8000-00000000000d";
  await done("apply", ROLE, SCHEMA, {
    ...APP_USER,
    origin: { type: "sid", sidFrom: other, sidType: "E" },
  });
  const { status, err } = await standIn.runAll("apply", [APP_USER, owner, ...facts]);
  expect(status).toBe(1);
  expect(err).toContain(`user "app" in database "shop" belongs to another principal: its id is ${other}`);
  expect(await standIn.runAll("apply", facts)).toMatchObject({
    status: 1,
    out: expect.not.stringContaining("app") as string,
  });
  const before = standIn.servers.database(HOST, "shop");
  expect(before).toMatchObject({ permissions: [], users: [{ name: "app", roles: [] }] });

  await asAdministrator(
    "ALTER USER app WITH DEFAULT_SCHEMA = sales",
    "ALTER ROLE sellers ADD MEMBER app",
    "GRANT SELECT TO app",
    "DENY DELETE TO app",
  );
  expect(new Set(await done("remove", ...facts))).toEqual(new Set(["nothing to do"]));
});

test.each(["SELECT; DROP TABLE x", "select", "SELECT TO [app] AS", "", "SELECT\n"])(
  "the permission %j gets into no statement",
  (name) => {
    const fact = permission({ permission: name, on: "DATABASE" });
    expect(() => stepsToApply(fact)).toThrow("is not a permission");
    expect(() => stepsToRemove(fact)).toThrow("is not a permission");
  },
);

test("the runner refuses what is no permission before it connects", async () => {
  const { status, err } = await standIn.run("apply", permission({ permission: "SELECT;", on: "DATABASE" }));
  expect(status).toBe(2);
  expect(err).toContain("permission: is no permission");
});

function guid(id: string): Uint8Array {
  const [a = "", b = "", c = "", d = "", e = ""] = id.split("-");
  const turned = [a, b, c].map((part) => (part.match(/../g) ?? []).reverse().join(""));
  return Buffer.from([...turned, d, e].join(""), "hex");
}
