import * as fc from "../support/fast-check";
import { runs } from "../support/exhaustive";
import { type MySqlFact, type MySqlPrivilegeFact, type MySqlUserFact } from "../../lib/sql/model/mysql/mysql-fact";
import { mysqlDatabaseProblem, mysqlUserProblem } from "../../lib/sql/model/mysql/mysql-rules";
import { SharedConnections } from "../../programs/sql-runner/shared-connections";
import { MySqlServer, testWithMariaDb } from "../support/flexible/mysql-server";
import { type Outcome, runAllInProcess, runFact, runInProcess } from "../support/flexible/runner";
import { hostileName } from "../support/hostile-names";

const APP = "aaaaaaaa-0000-4000-8000-000000000002";
const SOMEBODY = "aaaaaaaa-0000-4000-8000-000000000003";

const user = (name: string, identifiedBy = APP): MySqlUserFact => ({
  kind: "mysql-user",
  server: "shop.mysql.database.azure.com",
  name,
  identifiedBy,
});

const privilege = (grantee: string, rest: Partial<MySqlPrivilegeFact> = {}): MySqlPrivilegeFact => ({
  kind: "mysql-privilege",
  server: "shop.mysql.database.azure.com",
  database: "shop",
  privilege: "SELECT",
  grantee,
  identifiedBy: APP,
  ...rest,
});

let started: Promise<MySqlServer> | undefined;

afterAll(async () => {
  connections?.close();
  await (await started)?.stop();
});

/** One server for all tests, started by the first that is not skipped. */
const theServer = (): Promise<MySqlServer> => (started ??= MySqlServer.start());

let connections: SharedConnections | undefined;

async function run(action: "apply" | "remove", fact: MySqlFact): Promise<Outcome> {
  connections ??= new SharedConnections((await theServer()).connectAsRunner);
  return runInProcess(action, fact, connections.connect);
}

const apply = (fact: MySqlFact): Promise<Outcome> => run("apply", fact);
const remove = (fact: MySqlFact): Promise<Outcome> => run("remove", fact);

async function grantsOf(name: string): Promise<string[]> {
  const rows = await (await theServer()).rows("SHOW GRANTS FOR ?@'%'", [name]);
  return rows.flatMap((row) => Object.values(row) as string[]).filter((grant) => !grant.startsWith("GRANT USAGE"));
}

testWithMariaDb("the program signs in with a token over verified TLS, makes users and drops them", async () => {
  const server = await theServer();
  expect(await runFact("apply", user("it's"), server.environment)).toMatchObject({ status: 0, err: "" });
  expect(await server.rows("SELECT plugin, authentication_string FROM mysql.user WHERE user = 'it''s'")).toEqual([
    { plugin: "aad_auth", authentication_string: `AADSP:${APP}:upn:user` },
  ]);
  expect(await runFact("remove", user("it's"), server.environment)).toMatchObject({ status: 0, err: "" });
  expect(await server.rows("SELECT 1 FROM mysql.user WHERE user = 'it''s'")).toEqual([]);

  const refused = { ...server.environment, SQL_RUNNER_ACCESS_TOKEN: "not-the-token-of-ci" };
  const { status, err } = await runFact("apply", user("app"), refused);
  expect(status).toBe(1);
  expect(err).toContain("administrator of the MySqlEndpoint");
  const other = { ...user("app"), server: "other.mysql.database.azure.com" };
  expect((await runFact("apply", other, server.environment)).err).toContain("Nothing was sent");
  const untrusted = { ...server.environment, NODE_EXTRA_CA_CERTS: "" };
  expect((await runFact("apply", user("app"), untrusted)).err).toContain("Certificates are always verified");
});

testWithMariaDb.each<readonly [string, Partial<MySqlPrivilegeFact>, string]>([
  ["a database", {}, "GRANT SELECT ON `shop`.* TO `app`@`%`"],
  ["a table", { table: "orders" }, "GRANT SELECT ON `shop`.`orders` TO `app`@`%`"],
  ["a database whose name is a pattern", { database: "s_op" }, "GRANT SELECT ON `s\\_op`.* TO `app`@`%`"],
])("a privilege on %s is granted and revoked", async (_what, rest, grant) => {
  const facts = [user("app"), privilege("app", rest)];
  for (const fact of facts) {
    expect(await apply(fact)).toMatchObject({ status: 0, err: "" });
  }
  expect(await grantsOf("app")).toEqual([grant]);
  expect(await apply(facts[1]!)).toMatchObject({ out: "nothing to do\n" });
  for (const fact of facts.reverse()) {
    expect(await remove(fact)).toMatchObject({ status: 0, err: "" });
    expect(await remove(fact)).toMatchObject({ status: 0, out: "nothing to do\n" });
  }
});

testWithMariaDb("of two apps with principals of one name, the second touches nothing of the first", async () => {
  for (const fact of [user("shared", SOMEBODY), privilege("shared", { identifiedBy: SOMEBODY })]) {
    expect(await apply(fact)).toMatchObject({ status: 0, err: "" });
  }
  for (const fact of [user("shared"), privilege("shared", { privilege: "DELETE" })]) {
    const { status, err } = await apply(fact);
    expect(status).toBe(1);
    expect(err).toContain(`user "shared" belongs to ${SOMEBODY}, not to ${APP}`);
  }
  for (const fact of [privilege("shared"), user("shared")]) {
    expect(await remove(fact)).toMatchObject({ status: 0 });
  }
  expect(await grantsOf("shared")).toEqual(["GRANT SELECT ON `shop`.* TO `shared`@`%`"]);
});

testWithMariaDb("a principal that was made again under the same name gets a new user", async () => {
  const server = await theServer();
  const facts = (identifiedBy: string): MySqlFact[] => [
    user("again", identifiedBy),
    privilege("again", { identifiedBy }),
    privilege("again", { identifiedBy, privilege: "INSERT", table: "orders" }),
  ];
  const applyAll = (all: readonly MySqlFact[], formerly?: readonly MySqlFact[]): Promise<Outcome> =>
    runAllInProcess("apply", all, server.connectAsRunner, { formerly });
  expect(await applyAll(facts(SOMEBODY))).toMatchObject({ status: 0, err: "" });
  const refused = await applyAll(facts(APP));
  expect(refused.err).toContain(`user "again" belongs to ${SOMEBODY}, not to ${APP}`);
  expect(await applyAll(facts(APP), facts(SOMEBODY))).toMatchObject({ status: 0, err: "" });
  expect(await server.rows("SELECT authentication_string AS id FROM mysql.user WHERE user = 'again'")).toEqual([
    { id: `AADSP:${APP}:upn:user` },
  ]);
  expect(await grantsOf("again")).toHaveLength(2);
  expect(await applyAll(facts(APP))).toEqual({ status: 0, out: "nothing to do\n", err: "" });
  expect(await runAllInProcess("remove", facts(APP), server.connectAsRunner)).toMatchObject({ status: 0, err: "" });
});

testWithMariaDb("a user with a password is left alone", async () => {
  await (await theServer()).rows("CREATE USER 'plain'@'%' IDENTIFIED BY 'password'");
  expect((await apply(user("plain"))).err).toContain('user "plain" belongs to no Entra principal');
  expect(await remove(user("plain"))).toMatchObject({ status: 0 });
  expect(await grantsOf("plain")).toEqual([]);
});

testWithMariaDb("whatever the names, the server stores them as they are, and forgets them again", async () => {
  const server = await theServer();
  const short = (length: number): fc.Arbitrary<string> => hostileName.map((name) => name.slice(0, length));
  const names = fc.tuple(
    short(32).filter((name) => mysqlUserProblem(name) === undefined),
    short(20).filter((name) => mysqlDatabaseProblem(name) === undefined),
  );
  const property = fc.asyncProperty(names, async ([name, database]) => {
    const facts = [user(name), privilege(name, { database })];
    for (const fact of facts) {
      expect(await apply(fact)).toMatchObject({ status: 0, err: "" });
    }
    expect(
      await server.rows(
        "SELECT user AS name, host AS origin FROM mysql.user WHERE plugin = 'aad_auth' AND user <> 'shared'",
      ),
    ).toEqual([{ name, origin: "%" }]);
    expect(await server.rows("SELECT db FROM mysql.db WHERE user <> 'shared'")).toHaveLength(1);
    for (const fact of facts.reverse()) {
      expect(await remove(fact)).toMatchObject({ status: 0, err: "" });
    }
  });
  await fc.assert(property, { ...runs(10, 100), endOnFailure: true });
});
