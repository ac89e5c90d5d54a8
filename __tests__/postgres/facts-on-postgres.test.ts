import * as fc from "../support/fast-check";
import { runs } from "../support/exhaustive";
import {
  type PostgresFact,
  type PostgresPrivilegeFact,
  type PostgresRoleFact,
} from "../../lib/sql/model/postgres/postgres-fact";
import { postgresNameProblem, postgresNewRoleProblem } from "../../lib/sql/model/postgres/postgres-rules";
import { SharedConnections } from "../../programs/sql-runner/shared-connections";
import { PostgresServer } from "../support/flexible/postgres-server";
import { type Outcome, runAllInProcess, runFact, runInProcess } from "../support/flexible/runner";
import { hostileName } from "../support/hostile-names";

const APP = "aaaaaaaa-0000-4000-8000-000000000002";
const SOMEBODY = "aaaaaaaa-0000-4000-8000-000000000003";

/** Programs take their time on machines that do other things too. */
jest.setTimeout(60_000);

let server: PostgresServer;

beforeAll(async () => {
  server = await PostgresServer.start();
});

afterAll(() => server.stop());

const role = (name: string, objectId = APP): PostgresRoleFact => ({
  kind: "postgres-role",
  server: server.host,
  name,
  objectId,
  objectType: "service",
});

const privilege = (
  grantee: string,
  rest: Pick<PostgresPrivilegeFact, "privilege" | "on"> & Partial<PostgresPrivilegeFact>,
): PostgresPrivilegeFact => ({
  kind: "postgres-privilege",
  server: server.host,
  database: "shop",
  grantee,
  objectId: APP,
  ...rest,
});

const apply = (fact: PostgresFact): Promise<Outcome> => runInProcess("apply", fact, server.connectAsRunner);
const remove = (fact: PostgresFact, heir?: string): Promise<Outcome> =>
  runInProcess("remove", fact, server.connectAsRunner, heir);

test("whatever the names, the server stores them as they are, and forgets them again", async () => {
  const connections = new SharedConnections(server.connectAsRunner);
  const legal = (rule: (name: string) => string | undefined): fc.Arbitrary<string> =>
    hostileName.map((name) => name.slice(0, 20)).filter((name) => rule(name) === undefined);
  const names = fc.tuple(legal(postgresNewRoleProblem), legal(postgresNameProblem), legal(postgresNameProblem));
  const client = await server.connect();
  const property = fc.asyncProperty(names, async ([name, schema, table]) => {
    const quoted = [schema, table].map((text) => client.escapeIdentifier(text)).join(".");
    await server.rows(
      `CREATE SCHEMA ${client.escapeIdentifier(schema)} AUTHORIZATION ci; CREATE TABLE ${quoted} (); ALTER TABLE ${quoted} OWNER TO ci`,
    );
    const facts = [role(name), privilege(name, { privilege: "SELECT", on: "TABLE", schema, table })];
    for (const fact of facts) {
      expect(await runInProcess("apply", fact, connections.connect)).toMatchObject({ status: 0, err: "" });
    }
    const { rows } = await client.query("SELECT has_table_privilege($1, $2, 'SELECT') AS holds", [name, quoted]);
    expect(rows).toEqual([{ holds: true }]);
    for (const fact of facts.reverse()) {
      expect(await runInProcess("remove", fact, connections.connect)).toMatchObject({ status: 0, err: "" });
    }
    expect((await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [name])).rows).toEqual([]);
    await server.rows(`DROP SCHEMA ${client.escapeIdentifier(schema)} CASCADE`);
  });
  try {
    await fc.assert(property, { ...runs(10, 100), endOnFailure: true });
  } finally {
    connections.close();
    await client.end();
  }
});

const principals = (): Promise<Record<string, unknown>[]> =>
  server.rows("SELECT rolename, objectid FROM pgaadauth_list_principals(false) ORDER BY 1", "postgres");

const asRole = (name: string, sql: string): Promise<Record<string, unknown>[]> => server.rows(sql, "shop", name);

test("the program signs in with a token over verified TLS", async () => {
  const statement = `SELECT pg_catalog.pgaadauth_create_principal_with_oid('it''s', '${APP}', 'service', false, false)`;
  expect(await runFact("apply", role("it's"), server.environment)).toMatchObject({
    status: 0,
    out: `${server.host}, database "postgres": ${statement}\n`,
    err: "",
  });
  expect(await remove(role("it's"))).toMatchObject({ status: 0, err: "" });
});

test("an app reads the tables that it may read, those that come later too, and no others", async () => {
  const facts = [
    role("reader"),
    privilege("reader", { privilege: "USAGE", on: "SCHEMA", schema: "sales" }),
    privilege("reader", { privilege: "SELECT", on: "ALL TABLES", schema: "sales" }),
    privilege("reader", { privilege: "SELECT", on: "FUTURE TABLES", schema: "sales", owner: "ci" }),
  ];
  for (const fact of facts) {
    expect(await apply(fact)).toMatchObject({ status: 0, err: "" });
  }
  await server.rows("CREATE TABLE sales.invoices (id int)", "shop", "ci");

  expect(await asRole("reader", "SELECT total FROM sales.orders")).toEqual([{ total: 7 }]);
  expect(await asRole("reader", "SELECT id FROM sales.invoices")).toEqual([]);
  await expect(asRole("reader", "INSERT INTO sales.orders (total) VALUES (1)")).rejects.toThrow("permission denied");
  expect(await apply(facts[2]!)).toMatchObject({ status: 0, out: "nothing to do\n" });

  for (const fact of facts.reverse()) {
    expect(await remove(fact)).toMatchObject({ status: 0, err: "" });
    expect(await remove(fact)).toMatchObject({ status: 0, out: "nothing to do\n" });
  }
  await expect(asRole("reader", "SELECT 1")).rejects.toThrow('role "reader" does not exist');
});

test.each([
  [{ privilege: "CONNECT", on: "DATABASE" }, "has_database_privilege('app', 'shop', 'CONNECT')"],
  [{ privilege: "CREATE", on: "SCHEMA", schema: "sales" }, "has_schema_privilege('app', 'sales', 'CREATE')"],
  [
    { privilege: "UPDATE", on: "TABLE", schema: "sales", table: "orders" },
    "has_table_privilege('app', 'sales.orders', 'UPDATE') AND NOT has_table_privilege('app', 'sales.customers', 'UPDATE')",
  ],
  [
    { privilege: "USAGE", on: "ALL SEQUENCES", schema: "sales" },
    "has_sequence_privilege('app', 'sales.orders_id_seq', 'USAGE')",
  ],
] as const)("%j holds after it was applied", async (rest, holds) => {
  const facts = [role("app"), privilege("app", rest)];
  for (const fact of facts) {
    expect(await apply(fact)).toMatchObject({ status: 0, err: "" });
  }
  expect(await server.rows(`SELECT ${holds} AS holds`)).toEqual([{ holds: true }]);
  for (const fact of facts.reverse()) {
    expect(await remove(fact)).toMatchObject({ status: 0, err: "" });
  }
});

test("a membership is granted and revoked", async () => {
  await server.rows("CREATE ROLE readers", "postgres", "ci");
  const member: PostgresFact = {
    kind: "postgres-role-member",
    server: server.host,
    role: "readers",
    member: "app",
    objectId: APP,
  };
  expect(await apply(role("app"))).toMatchObject({ status: 0 });
  expect(await apply(member)).toMatchObject({ status: 0, err: "" });
  expect(await server.rows("SELECT pg_has_role('app', 'readers', 'USAGE') AS holds")).toEqual([{ holds: true }]);
  expect(await remove(member)).toMatchObject({ status: 0, err: "" });
  expect(await server.rows("SELECT pg_has_role('app', 'readers', 'USAGE') AS holds")).toEqual([{ holds: false }]);
  expect(await remove(role("app"))).toMatchObject({ status: 0, err: "" });
});

describe("of two apps with principals of one name", () => {
  const select = (objectId: string): PostgresFact =>
    privilege("shared", { privilege: "SELECT", on: "TABLE", schema: "sales", table: "orders", objectId });

  beforeAll(async () => {
    await apply(role("shared", SOMEBODY));
    await apply(select(SOMEBODY));
  });

  test.each([
    ["the role", () => role("shared")],
    ["a privilege", () => select(APP)],
  ])("the second one is refused %s, and told both ids", async (_what, fact) => {
    const { status, err } = await apply(fact());
    expect(status).toBe(1);
    expect(err).toContain(`role "shared" belongs to ${SOMEBODY}, not to ${APP}`);
  });

  test("the second one takes nothing away from the first", async () => {
    expect(await remove(select(APP))).toMatchObject({ status: 0 });
    expect(await remove(role("shared"))).toMatchObject({ status: 0 });
    expect(await principals()).toContainEqual({ rolename: "shared", objectid: SOMEBODY });
    expect(await server.rows("SELECT has_table_privilege('shared', 'sales.orders', 'SELECT') AS holds")).toEqual([
      { holds: true },
    ]);
  });
});

test("a role that stands for nobody of Entra ID is left alone", async () => {
  await server.rows("CREATE ROLE plain LOGIN", "postgres", "ci");
  const { status, err } = await apply(role("plain"));
  expect(status).toBe(1);
  expect(err).toContain('role "plain" belongs to no Entra principal');
  expect(await remove(role("plain"))).toMatchObject({ status: 0 });
  expect(await server.rows("SELECT 1 AS found FROM pg_roles WHERE rolname = 'plain'")).toEqual([{ found: 1 }]);
});

describe("a principal that was made again under the same name", () => {
  const factsOf = (objectId: string): PostgresFact[] => [
    role("again", objectId),
    { kind: "postgres-role-member", server: server.host, role: "helpers", member: "again", objectId },
    privilege("again", { privilege: "USAGE", on: "SCHEMA", schema: "sales", objectId }),
    privilege("again", { privilege: "SELECT", on: "ALL TABLES", schema: "sales", objectId }),
    privilege("again", { privilege: "SELECT", on: "FUTURE TABLES", schema: "sales", owner: "ci", objectId }),
  ];
  const applyAll = (facts: readonly PostgresFact[], formerly?: readonly PostgresFact[]): Promise<Outcome> =>
    runAllInProcess("apply", facts, server.connectAsRunner, { formerly });

  beforeAll(() => server.rows("CREATE ROLE helpers", "postgres", "ci"));

  test("gets a new role with the same privileges, where Terraform had made the one that is gone", async () => {
    expect(await applyAll(factsOf(SOMEBODY))).toMatchObject({ status: 0, err: "" });
    const { status, out, err } = await applyAll(factsOf(APP), factsOf(SOMEBODY));
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toContain(`DROP ROLE "again"`);
    expect(await principals()).toContainEqual({ rolename: "again", objectid: APP });
    expect(await asRole("again", "SELECT total FROM sales.orders")).toEqual([{ total: 7 }]);
    expect(await applyAll(factsOf(APP), factsOf(SOMEBODY))).toEqual({ status: 0, out: "nothing to do\n", err: "" });
  });

  test("is refused where somebody else made it, or where it owns something, and all else comes true", async () => {
    const other = role("beside");
    const refused = await applyAll([...factsOf(SOMEBODY), other]);
    expect(refused).toMatchObject({ status: 1 });
    expect(refused.err).toContain(`role "again" belongs to ${APP}, not to ${SOMEBODY}`);
    expect(refused.out).toContain("1 of 6 facts hold");
    await server.rows('GRANT CREATE ON SCHEMA sales TO "again"', "shop", "ci");
    await asRole("again", "CREATE TABLE sales.notes (id int)");
    const owning = await applyAll(factsOf(SOMEBODY), factsOf(APP));
    expect(owning.err).toContain('"shop": table sales.notes (owner)');
    expect(await principals()).toContainEqual({ rolename: "again", objectid: APP });
    const heir = { formerly: factsOf(APP), reassignOwnedTo: "ci" };
    expect(await runAllInProcess("apply", factsOf(SOMEBODY), server.connectAsRunner, heir)).toMatchObject({
      status: 0,
    });
    expect(await principals()).toContainEqual({ rolename: "again", objectid: SOMEBODY });
    const removed = [...factsOf(SOMEBODY), other];
    expect(await runAllInProcess("remove", removed, server.connectAsRunner)).toMatchObject({ status: 0, err: "" });
  });
});

test("many facts come true in a few requests, and are asked for in fewer", async () => {
  const names = Array.from({ length: 60 }, (_, index) => `many${String(index)}`);
  const facts = names.flatMap((name) => [
    role(name),
    privilege(name, { privilege: "USAGE", on: "SCHEMA", schema: "sales" }),
    privilege(name, { privilege: "SELECT", on: "ALL TABLES", schema: "sales" }),
  ]);
  let requests = 0;
  const connect: typeof server.connectAsRunner = async (database) => {
    const connection = await server.connectAsRunner(database);
    return {
      ...connection,
      query: (...asked) => {
        requests++;
        return connection.query(...asked);
      },
    };
  };
  const run = (action: "apply" | "remove"): Promise<Outcome> => runAllInProcess(action, facts, connect);
  expect(await run("apply")).toMatchObject({ status: 0, err: "" });
  requests = 0;
  expect(await run("apply")).toEqual({ status: 0, out: "nothing to do\n", err: "" });
  expect(requests).toBeLessThan(20);
  expect(await run("remove")).toMatchObject({ status: 0, err: "" });
});

describe("a role that owns something", () => {
  test("is not dropped, and what it owns is named", async () => {
    await apply(role("owner"));
    await server.rows('GRANT CREATE ON SCHEMA sales TO "owner"', "shop", "ci");
    await asRole("owner", "CREATE TABLE sales.drafts (id int)");
    const { status, err } = await remove(role("owner"));
    expect(status).toBe(1);
    expect(err).toContain('"shop": table sales.drafts (owner)');
    expect(err).toContain('"shop": schema sales (privileges)');
    expect(await principals()).toContainEqual({ rolename: "owner", objectid: APP });
  });

  test("is dropped where somebody takes it over, who keeps what it owned", async () => {
    expect(await remove(role("owner"), "ci")).toMatchObject({ status: 0, err: "" });
    expect(await principals()).not.toContainEqual({ rolename: "owner", objectid: APP });
    expect(await server.rows("SELECT tableowner FROM pg_tables WHERE tablename = 'drafts'")).toEqual([
      { tableowner: "ci" },
    ]);
  });
});

describe("what cannot be done is said with what to do", () => {
  test.each([
    ["a database that does not exist", { database: "nowhere" }, 'has no database "nowhere"', "Check its name"],
    ["a table that does not exist", { table: "nothing" }, "error 42P01", "Create the table first"],
  ])("%s", async (_what, rest, message, advice) => {
    await apply(role("app"));
    const fact = privilege("app", { privilege: "SELECT", on: "TABLE", schema: "sales", table: "orders", ...rest });
    const { status, err } = await apply(fact);
    expect(status).toBe(1);
    expect(err).toContain(message);
    expect(err).toContain(advice);
    // Somebody may have deleted it since.
    expect(await remove(fact)).toMatchObject({ status: 0, err: "" });
  });

  test("tables of somebody else", async () => {
    await server.rows("CREATE SCHEMA theirs; CREATE TABLE theirs.secrets (id int)");
    await apply(role("app"));
    const { status, err } = await apply(
      privilege("app", { privilege: "SELECT", on: "TABLE", schema: "theirs", table: "secrets" }),
    );
    expect(status).toBe(1);
    expect(err).toContain("error 42501");
    expect(err).toContain("the owner of the database, the schema and the tables");
  });

  test("a token that the server does not let in", async () => {
    const env = { ...server.environment, SQL_RUNNER_ACCESS_TOKEN: "not-the-token-of-ci" };
    const { status, err } = await runFact("apply", role("app"), env);
    expect(status).toBe(1);
    expect(err).toContain("error 28P01");
    expect(err).toContain("administrator of the PostgresEndpoint");
  });

  test("a certificate of somebody else, who gets no token", async () => {
    const elsewhere = { ...role("app"), server: "other.postgres.database.azure.com" };
    const { status, err } = await runFact("apply", elsewhere, server.environment);
    expect(status).toBe(1);
    expect(err).toContain("Nothing was sent");
    const { status: untrusted, err: why } = await runFact("apply", role("app"), {
      ...server.environment,
      NODE_EXTRA_CA_CERTS: "",
    });
    expect(untrusted).toBe(1);
    expect(why).toContain("Certificates are always verified");
  });
});
