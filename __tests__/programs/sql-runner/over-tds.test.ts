import { join } from "node:path";
import { type SqlFact } from "../../../lib/sql/model/fact";
import { using } from "../../simulator/sql/client";
import { ADMINISTRATOR, APP, CLERKS, HOST, type Outcome, StandIn } from "./stand-in";

jest.setTimeout(60_000);

const server = HOST;
const inShop = { server, database: "shop" };
const LOGIN: SqlFact = { kind: "login", server, name: "app", sidFrom: APP.clientId };
const ROLE: SqlFact = { kind: "server-role-member", server, role: "##MS_ServerStateManager##", member: "app" };
const USER: SqlFact = { ...inShop, kind: "database-user", name: "app", origin: { type: "login", login: "app" } };
const MEMBER: SqlFact = { ...inShop, kind: "database-role-member", role: "db_datareader", member: "app" };
const ON_DATABASE: SqlFact = { ...inShop, kind: "permission", permission: "EXECUTE", on: "DATABASE", grantee: "app" };
const ON_SCHEMA: SqlFact = { ...ON_DATABASE, permission: "SELECT", on: "SCHEMA", schema: "dbo" };
const CONTAINED: SqlFact = {
  ...inShop,
  kind: "database-user",
  name: "app",
  origin: { type: "sid", sidFrom: APP.clientId ?? "", sidType: "E" },
};
const GROUP: SqlFact = {
  ...inShop,
  kind: "database-user",
  name: "clerks",
  origin: { type: "sid", sidFrom: CLERKS.objectId, sidType: "X" },
};
const FROM_DIRECTORY: SqlFact = { ...CONTAINED, origin: { type: "directory", objectId: APP.objectId } };

let standIn: StandIn;

beforeEach(async () => {
  standIn = await StandIn.start();
});
afterEach(async () => {
  await standIn.stop();
});

const done = async (action: "apply" | "remove", ...facts: SqlFact[]): Promise<string> => {
  let out = "";
  for (const fact of facts) {
    const outcome = await standIn.run(action, fact);
    expect(outcome).toMatchObject({ status: 0, err: "" });
    out += outcome.out;
  }
  return out;
};
const nothing = (times: number): string => "nothing to do\n".repeat(times);
const run = (fact: SqlFact, ...options: string[]): Promise<Outcome> => standIn.run("apply", fact, { options });

/** Processes wait more than they work, so each number gets a server of its own, all at once. */
const each = async (
  numbers: readonly number[],
  check: (one: StandIn, number: number) => Promise<void>,
): Promise<void> => {
  await Promise.all(
    numbers.map(async (number) => {
      const own = await StandIn.start();
      await check(own, number).finally(() => own.stop());
    }),
  );
};

describe("every kind of fact", () => {
  test.each([
    ["a login, its server role, its user, a role and permissions", [LOGIN, ROLE, USER, MEMBER, ON_DATABASE, ON_SCHEMA]],
    ["a contained user", [CONTAINED, MEMBER]],
    ["a group", [GROUP, { ...MEMBER, member: "clerks" }]],
    ["a user from the directory", [FROM_DIRECTORY]],
  ] as [string, SqlFact[]][])("comes true once, and goes once: %s", async (_what, facts) => {
    const out = await done("apply", ...facts);
    expect(out.match(/: (CREATE|ALTER|GRANT)/g)).toHaveLength(facts.length);
    expect(await done("apply", ...facts)).toBe(nothing(facts.length));
    const backwards = [...facts].reverse();
    expect((await done("remove", ...backwards)).match(/: (DROP|ALTER|REVOKE)/g)).toHaveLength(facts.length);
    expect(await done("remove", ...backwards)).toBe(nothing(facts.length));
  });

  test("also over TDS 8, with TLS first", async () => {
    expect(await run(LOGIN, "--strict-encryption")).toMatchObject({ status: 0, err: "" });
    expect(await done("apply", LOGIN)).toBe(nothing(1));
  });

  test("names of other alphabets and with quotes arrive as they are", async () => {
    const name = 'it\'s a]b[c "hi" -- ${x} grüße 你好 👋🏽';
    const fact: SqlFact = { ...CONTAINED, name };
    await done("apply", fact);
    expect(await done("apply", fact)).toBe(nothing(1));
    await done("remove", fact);
  });
});

describe("a server role, whose changes take their time", () => {
  const may = (database: string): Promise<unknown> =>
    using(standIn.servers, { host: server, database, objectId: APP.objectId }, async ({ query }) => {
      const { sets } = await query("SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'ALTER SERVER STATE') AS may");
      return sets[0]?.[0]?.may;
    });

  test("is given and taken once, however long a database goes without the change", async () => {
    standIn.servers.faults.delayRoleChanges(1000);
    await done("apply", LOGIN, USER);
    expect(await done("apply", ROLE)).toContain("ADD MEMBER [app]");
    expect(await done("apply", ROLE)).toBe(nothing(1));
    expect([await may("master"), await may("shop")]).toEqual([1, 0]);
    expect(await done("remove", ROLE)).toContain("DROP MEMBER [app]");
    expect(await done("remove", ROLE)).toBe(nothing(1));
    expect([await may("master"), await may("shop")]).toEqual([0, 0]);
  });

  test("counts in the databases that the same run changes", async () => {
    standIn.servers.faults.delayRoleChanges(1000);
    expect(await standIn.runAll("apply", [LOGIN, ROLE, USER])).toMatchObject({ status: 0, err: "" });
    expect(await may("shop")).toBe(1);
  });
});

describe("a principal that was made again under the same name", () => {
  const AGAIN = {
    ...APP,
    objectId: "aaaaaaaa-0000-4000-8000-0000000000ff",
    clientId: "cccccccc-0000-4000-8000-0000000000ff",
  };
  const LOGIN_AGAIN: SqlFact = { ...LOGIN, sidFrom: AGAIN.clientId };

  const OF_LOGIN: SqlFact = { ...USER, origin: { type: "login", login: "app", sidFrom: APP.clientId ?? "" } };
  const OF_LOGIN_AGAIN: SqlFact = { ...USER, origin: { type: "login", login: "app", sidFrom: AGAIN.clientId } };
  const CONTAINED_AGAIN: SqlFact = { ...CONTAINED, origin: { type: "sid", sidFrom: AGAIN.clientId, sidType: "E" } };
  const makeAgain = (): void => {
    standIn.world.known = standIn.world.known.map((principal) => (principal === APP ? AGAIN : principal));
  };

  test("gets a new login and, from it, a new user, where Terraform had made them for the one that is gone", async () => {
    await done("apply", LOGIN, OF_LOGIN);
    makeAgain();
    expect(await standIn.runAll("note", [LOGIN, OF_LOGIN])).toEqual({ status: 0, out: "", err: "" });
    expect(await standIn.runAll("apply", [LOGIN_AGAIN, OF_LOGIN_AGAIN])).toMatchObject({
      status: 0,
      out: `${server}, database "master": DROP LOGIN [app]
${server}, database "master": CREATE LOGIN [app] FROM EXTERNAL PROVIDER
${server}, database "shop": DROP USER [app]
${server}, database "shop": CREATE USER [app] FROM LOGIN [app]
${server}, database "shop": DBCC FLUSHAUTHCACHE
2 of 2 facts hold on ${server}
`,
    });
    expect(await done("apply", LOGIN_AGAIN, OF_LOGIN_AGAIN)).toBe(nothing(2));
  });

  test("gets a new contained user, where the code says that the other one may go", async () => {
    await done("apply", CONTAINED);
    const again: SqlFact = { ...CONTAINED_AGAIN, replaceOther: true };
    expect(await done("apply", again)).toContain("DROP USER [app]");
    expect(await done("apply", again)).toBe(nothing(1));
  });

  test("is told who has its name, where somebody else made the login or user, and nobody loses anything", async () => {
    await done("apply", LOGIN, CONTAINED, MEMBER);
    makeAgain();
    const before = JSON.stringify([standIn.servers.server(server), standIn.servers.database(server, "shop")]);
    const member: SqlFact = { ...MEMBER, role: "db_owner", sidFrom: AGAIN.clientId };
    const { status, err } = await standIn.runAll("apply", [LOGIN_AGAIN, CONTAINED_AGAIN, member]);
    expect(status).toBe(1);
    const other = `belongs to another principal: its id is ${String(APP.clientId)}, not ${AGAIN.clientId}`;
    expect(err).toContain(`login "app" ${other}`);
    expect(err).toContain(`user "app" in database "shop" ${other}`);
    expect(JSON.stringify([standIn.servers.server(server), standIn.servers.database(server, "shop")])).toBe(before);
  });

  test("takes nothing from the one who has its name when it goes", async () => {
    await done("apply", CONTAINED, MEMBER, ON_SCHEMA);
    const sidFrom = AGAIN.clientId;
    expect(await done("remove", { ...ON_SCHEMA, sidFrom }, { ...MEMBER, sidFrom }, CONTAINED_AGAIN)).toBe(nothing(3));
    expect(await done("remove", ON_SCHEMA, MEMBER, CONTAINED)).toContain("DROP USER [app]");
  });

  test("is undone where the directory made it for somebody else of that name", async () => {
    const impostor = { ...LOGIN, sidFrom: AGAIN.clientId };
    const { status, out, err } = await run(impostor);
    expect({ status, out }).toEqual({
      status: 1,
      out: `${server}, database "master": CREATE LOGIN [app] FROM EXTERNAL PROVIDER
${server}, database "master": DROP LOGIN [app]
`,
    });
    expect(err).toContain("belongs to another principal");
    expect(standIn.servers.server(server).logins).toEqual([]);
  });
});

describe("a user that owns something", () => {
  test("is not dropped, and it is said how to change that", async () => {
    await done("apply", CONTAINED, GROUP);
    const { servers } = standIn;
    servers.declareSchema(server, "shop", "sales", "app");
    servers.declareObject(server, "shop", "dbo", "Orders", "app");
    servers.declareOwned(server, "shop", "TYPE", "Id", "app");
    servers.declareOwned(server, "shop", "SYMMETRIC KEY", "cards", "app");
    const run = (objectId: string, ...statements: string[]): Promise<void> =>
      using(servers, { host: server, database: "shop", objectId }, async ({ query }) => {
        for (const statement of statements) {
          expect({ statement, ...(await query(statement)) }).toMatchObject({ errors: [] });
        }
      });
    await run(
      ADMINISTRATOR,
      "GRANT CREATE TABLE TO [app] WITH GRANT OPTION",
      "CREATE ROLE [keepers] AUTHORIZATION [app]",
    );
    await run(
      APP.objectId,
      "GRANT SELECT ON OBJECT::[dbo].[Orders] TO [clerks]",
      "DENY EXECUTE ON SCHEMA::[sales] TO [clerks]",
      "GRANT CREATE TABLE TO [clerks]",
    );
    const statements = [
      "REVOKE SELECT ON OBJECT::[dbo].[Orders] FROM [clerks] CASCADE AS [app]",
      "REVOKE EXECUTE ON SCHEMA::[sales] FROM [clerks] CASCADE AS [app]",
      "REVOKE CREATE TABLE FROM [clerks] CASCADE AS [app]",
      "ALTER AUTHORIZATION ON OBJECT::[dbo].[Orders] TO [dbo]",
      "ALTER AUTHORIZATION ON ROLE::[keepers] TO [dbo]",
      "ALTER AUTHORIZATION ON SCHEMA::[sales] TO [dbo]",
      "ALTER AUTHORIZATION ON SYMMETRIC KEY::[cards] TO [dbo]",
      "ALTER AUTHORIZATION ON TYPE::[dbo].[Id] TO [dbo]",
    ];
    for (const [action, fact] of [
      ["remove", CONTAINED],
      ["apply", { ...CONTAINED, origin: { type: "sid", sidFrom: CLERKS.objectId, sidType: "E" }, replaceOther: true }],
    ] as ["remove" | "apply", SqlFact][]) {
      const { status, err } = await standIn.run(action, fact);
      expect(status).toBe(1);
      expect(err).toContain(
        'DROP USER [app] in database "shop" was left out, because the user owns something there, or has granted ' +
          `permissions:\n${statements.map((statement) => `  ${statement};\n`).join("")}Run these statements`,
      );
    }
    expect(servers.database(server, "shop").users).toMatchObject([
      { name: "app", id: APP.clientId },
      { name: "clerks" },
    ]);
    await run(ADMINISTRATOR, ...statements);
    expect(await done("remove", CONTAINED)).toContain("DROP USER [app]");
  });
});

describe("killed at any moment, it converges when it is run again", () => {
  test("by cutting the connection around every batch", async () => {
    const again = { ...APP, clientId: "cccccccc-0000-4000-8000-0000000000ff" };
    const userOf = (sidFrom: string): SqlFact => ({ ...USER, origin: { type: "login", login: "app", sidFrom } });
    await each([1, 2, 3, 4, 5, 6, 7, 8], async (own, batch) => {
      const former = [LOGIN, userOf(APP.clientId ?? "")];
      await own.runAll("apply", former);
      // Terraform does when it replaces what applied them.
      await own.runAll("note", former);
      own.world.known = own.world.known.map((principal) => (principal === APP ? again : principal));
      const apply = (): Promise<Outcome> =>
        own.runAll("apply", [{ ...LOGIN, sidFrom: again.clientId }, userOf(again.clientId)], {
          options: ["--retry-for", "0"],
        });
      own.servers.faults.dropAfterBatch(batch);
      await apply();
      own.servers.faults.clear();
      expect(await apply()).toMatchObject({ status: 0, err: "" });
      expect(await apply()).toMatchObject({ status: 0, err: "", out: nothing(1) });
      expect(own.servers.server(server).logins).toMatchObject([{ name: "app", id: again.clientId }]);
      expect(own.servers.database(server, "shop").users).toMatchObject([{ name: "app", id: again.clientId }]);
    });
  });

  test("by ending the process", async () => {
    for (const batch of [1, 2]) {
      const cameToIt = standIn.servers.faults.stallBatch(batch).then(() => `killed at batch ${String(batch)}`);
      const child = standIn.start("apply", LOGIN);
      const ended = new Promise((resolve) => child.on("close", resolve)).then(() => "ended before");
      expect(await Promise.race([cameToIt, ended])).toBe(`killed at batch ${String(batch)}`);
      child.kill("SIGKILL");
      await ended;
      expect(await standIn.run("apply", LOGIN)).toMatchObject({ status: 0 });
      expect(await standIn.run("remove", LOGIN)).toMatchObject({ status: 0 });
    }
  });
});

describe("what may pass by itself is tried again", () => {
  const TRANSIENT = [4060, 4221, 10928, 10929, 40143, 40197, 40501, 40540, 40613, 49918, 49919, 49920];

  test("every number at the login", async () => {
    await each([...TRANSIENT, 18456], async (own, number) => {
      own.servers.faults.failLogins(1, number);
      const { status, err } = await own.run("apply", LOGIN);
      expect([number, status]).toEqual([number, 0]);
      expect(err).toContain(`error ${String(number)}, `);
      expect(err).toContain("; retrying in ");
    });
  });

  test("every number at a statement, also where the server hangs up after it", async () => {
    await each(TRANSIENT, async (own, number) => {
      own.servers.faults.failBatches(3, number);
      const { status, err } = await own.run("apply", LOGIN);
      expect([number, status, err]).toEqual([number, 0, expect.stringContaining("; retrying in ")]);
    });
  });

  test("an administrator who was set a moment ago", async () => {
    standIn.servers.faults.administratorJustSet(2);
    const { status, out, err } = await run(LOGIN);
    expect({ status, out }).toEqual({ status: 0, out: expect.stringContaining("CREATE LOGIN [app]") as string });
    expect(err.match(/error 18456, .*; retrying in /g)).toHaveLength(2);
  });

  test("a connection that is cut", async () => {
    standIn.servers.faults.dropLogins(1);
    expect(await run(LOGIN)).toMatchObject({ status: 0 });
  });

  test.each([33130, 33134] as const)("a principal that is not replicated yet: %i", async (number) => {
    standIn.world.known = standIn.world.known.map((one) => (one === APP ? { ...APP, longKnown: false } : one));
    standIn.servers.faults.delayReplication(2, number);
    expect(await run(LOGIN)).toMatchObject({ status: 0 });
  });

  test("until the limit, which tells what it may be after all", async () => {
    standIn.servers.faults.failLogins(1000, 4060);
    const { status, err } = await run(USER, "--retry-for", "1");
    expect(status).toBe(1);
    expect(err).toMatch(/cannot apply user "app" in database "shop" on orders\.database\.windows\.net: error 4060/);
    expect(err).toMatch(
      /Gave up after \d+ attempts in 1 s\. --retry-for allows more time\.\nThe database does not exist/,
    );
  });
});

describe("what is permanent fails at once and says what to do", () => {
  const fails = async (fact: SqlFact, message: RegExp, env: NodeJS.ProcessEnv = {}): Promise<void> => {
    const { status, err } = await standIn.run("apply", fact, { env });
    expect(status).toBe(1);
    expect(err).toMatch(message);
    expect(err).not.toContain("retrying in");
  };

  test("two principals of one name", async () => {
    standIn.world.known = [
      ...standIn.world.known,
      { ...APP, objectId: CLERKS.objectId.replace("3", "4"), clientId: CLERKS.objectId },
    ];
    await fails(LOGIN, /error 33131.*\n.*Set the object id/);
  });

  test("a firewall", async () => {
    standIn.world.orders.firewall = [];
    await fails(
      LOGIN,
      /error 40615.*\nThe address of this machine, as the server sees it, is .*azurerm_mssql_firewall_rule/,
    );
  });

  test("a public endpoint that is off", async () => {
    standIn.world.orders.publicAccess = false;
    await fails(LOGIN, /error 47073.*\nOnly private endpoints/);
  });

  test("a database that does not exist", async () => {
    await fails({ ...USER, database: "shopp" }, /has no database "shopp"\nCheck its name, and that it is on this/);
  });

  test.each([
    [{ validFor: -3600 }, /: the token in SQL_RUNNER_ACCESS_TOKEN expired at \d{4}-\S+Z\nPass a new one/],
    [{ audience: "https://management.azure.com/" }, /is for https:\/\/management\.azure\.com\/, not for SQL servers\n/],
  ])("a token that no server lets in: %j", async (options, message) => {
    const SQL_RUNNER_ACCESS_TOKEN = `header.${standIn.servers.tokenFor(ADMINISTRATOR, options)}.signature`;
    await fails(LOGIN, message, { SQL_RUNNER_ACCESS_TOKEN });
  });

  test("a role that does not exist", async () => {
    await done("apply", CONTAINED);
    await fails({ ...MEMBER, role: "order clerks" }, /error 15151/);
  });

  test("a name that something else has", async () => {
    await done("apply", CONTAINED);
    await fails({ ...GROUP, name: "db_owner" }, /reading back returned no row.*\nThe name is taken by/);
  });
});

test.each([
  [37353, true],
  [33134, false],
])(
  "a server that may not read the directory yet (%i) is asked again, and then what to do is told",
  async (number, hasIdentity) => {
    Object.assign(standIn.world.orders, { hasIdentity, readsDirectory: false });
    const { status, err } = await standIn.run("apply", LOGIN, { options: ["--retry-for", "1"] });
    expect(status).toBe(1);
    expect(err).toContain(`error ${String(number)}`);
    expect(err).toContain("retrying in");
    expect(err).toContain("Directory Readers with SqlServerDirectoryAccess");
    Object.assign(standIn.world.orders, { hasIdentity: true, readsDirectory: true });
    expect(await standIn.run("apply", LOGIN)).toMatchObject({ status: 0 });
  },
);

describe("removing", () => {
  test("does nothing when the database is gone", async () => {
    await done("apply", LOGIN, USER, MEMBER);
    standIn.world.databases = [];
    expect(await done("remove", MEMBER, USER)).toBe('nothing to do: database "shop" no longer exists\n'.repeat(2));
  });

  test("fails when the server cannot be found, until somebody says that it is gone", async () => {
    await done("apply", LOGIN);
    standIn.world.exists = false;
    const { status, out, err } = await standIn.run("remove", LOGIN, { options: ["--retry-for", "1"] });
    expect({ status, out }).toEqual({ status: 1, out: "" });
    expect(err).toMatch(/error 40532, .*\nGave up after \d+ attempts in 1 s/);
    expect(err).toContain("set SQL_RUNNER_GONE to its name, or make Terraform forget them with terraform state rm");
    const env = { SQL_RUNNER_GONE: `other.database.windows.net, ${server.toUpperCase()}` };
    expect(await standIn.run("remove", LOGIN, { env })).toEqual({
      status: 0,
      out: `nothing to do: server ${server} no longer exists\n`,
      err: "",
    });
    expect(await standIn.run("apply", LOGIN, { env })).toMatchObject({ status: 1, out: "" });
  });

  test("fails when the DNS does not know the server, after retries", async () => {
    const NODE_OPTIONS = `--require ${JSON.stringify(join(__dirname, "unknown-name.js"))}`;
    const env = { NODE_OPTIONS, SQL_RUNNER_CONNECT: "" };
    const { status, out, err } = await standIn.run("remove", LOGIN, { options: ["--retry-for", "1"], env });
    expect({ status, out }).toEqual({ status: 1, out: "" });
    expect(err).toMatch(
      /cannot remove login "app" on orders\..*: .*getaddrinfo ENOTFOUND.*\nGave up after \d+ attempts/,
    );
    expect(err).toContain(
      "the private DNS zone is linked to this network. If the server was deleted outside Terraform",
    );
    expect(err).toContain("set SQL_RUNNER_GONE to its name, or make Terraform forget them with terraform state rm");
  });

  test.each(["a b:1", "10.0.0.4", "orders"])("refuses SQL_RUNNER_GONE=%s", async (gone) => {
    expect(await standIn.run("remove", LOGIN, { env: { SQL_RUNNER_GONE: gone } })).toEqual({
      status: 2,
      out: "",
      err: `sql-runner: SQL_RUNNER_GONE must be DNS names of servers, separated by commas; got ${JSON.stringify(gone)}\n`,
    });
  });
});

test("who may not change principals is told who may", async () => {
  await done("apply", LOGIN, USER);
  const SQL_RUNNER_ACCESS_TOKEN = standIn.servers.tokenFor(APP.objectId);
  const { status, err } = await standIn.run("apply", GROUP, { env: { SQL_RUNNER_ACCESS_TOKEN } });
  expect(status).toBe(1);
  expect(err).not.toContain("retrying in");
  expect(err).toContain("must be the Entra administrator of the server");
});

test("a token that is not let in is tried until the limit, and it is said whose it is", async () => {
  const SQL_RUNNER_ACCESS_TOKEN = `header.${standIn.servers.tokenFor(APP.objectId)}.signature`;
  const { status, err } = await standIn.run("apply", LOGIN, {
    env: { SQL_RUNNER_ACCESS_TOKEN },
    options: ["--retry-for", "1"],
  });
  expect(status).toBe(1);
  expect(err).toMatch(
    /error 18456.*\nGave up after \d+ attempts in 1 s.*\nThe token has these claims: .*aaaaaaaa-0000-4000-8000-000000000002/,
  );
});
