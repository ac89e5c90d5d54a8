import * as fc from "../../support/fast-check";
import { runs } from "../../support/exhaustive";
import { guidBytes } from "../../../simulator/sql/state/sid";
import { sameName } from "../../../simulator/sql/state/names";
import { anyName } from "../../support/hostile-names";
import { refusal, using } from "./client";
import { ADMINISTRATOR, APP, guid, HOST, inWorld, MEMBER, type Place, TEAM } from "./world";

/** What the administrator is told, statement by statement: error numbers, or nothing. */
const asAdministrator = ({ servers }: Place, database: string, ...batches: string[]): Promise<number[][]> =>
  using(servers, { database }, async ({ query }) => {
    const errors: number[][] = [];
    for (const batch of batches) {
      errors.push((await query(batch)).errors);
    }
    return errors;
  });

describe("logins", () => {
  test("have the client id of an identity, and the object id of a user or group, in their SID", () =>
    inWorld(async (place) => {
      const names = ["app", TEAM.name, MEMBER.name];
      const batches = names.map((name) => `CREATE LOGIN [${name}] FROM EXTERNAL PROVIDER`);
      expect(await asAdministrator(place, "master", ...batches)).toEqual([[], [], []]);
      await using(place.servers, {}, async ({ query }) => {
        const { sets } = await query(
          "SELECT name, type, sid FROM sys.server_principals WHERE type IN ('E', 'X') ORDER BY name",
        );
        expect(sets).toEqual([
          [
            { name: "app", type: "E", sid: guidBytes(APP.clientId ?? "") },
            { name: MEMBER.name, type: "E", sid: guidBytes(MEMBER.objectId) },
            { name: "team", type: "X", sid: guidBytes(TEAM.objectId) },
          ],
        ]);
      });
    }));

  test.each([
    ["master", "CREATE LOGIN app FROM EXTERNAL PROVIDER; SELECT 1", [40530]],
    [
      "master",
      "IF NOT EXISTS (SELECT 1 FROM sys.server_principals WHERE name = 'app') CREATE LOGIN app FROM EXTERNAL PROVIDER",
      [40530],
    ],
    ["master", "CREATE LOGIN [nobody] FROM EXTERNAL PROVIDER", [33130]],
    ["master", `CREATE LOGIN [app] FROM EXTERNAL PROVIDER WITH OBJECT_ID = '${guid(99)}'`, [33134]],
    ["master", `CREATE LOGIN [app-2] FROM EXTERNAL PROVIDER WITH OBJECT_ID = '${APP.objectId}'`, []],
    ["master", `CREATE LOGIN [other] FROM EXTERNAL PROVIDER WITH OBJECT_ID = '${APP.objectId}'`, [37545]],
    ["master", "DROP LOGIN nobody", [15151]],
    ["master", "ALTER SERVER ROLE ##MS_LoginManager## ADD MEMBER nobody", [15151]],
    ["master", "ALTER SERVER ROLE sysadmin ADD MEMBER app", [15151]],
    ["master", "SELECT IS_SRVROLEMEMBER('##MS_LoginManager##')", [40514]],
    ["master", "DBCC FLUSHAUTHCACHE", [40518]],
    ["master", "USE shop", [40508]],
    ["shop", "CREATE LOGIN app FROM EXTERNAL PROVIDER", [5001]],
    ["shop", "ALTER SERVER ROLE ##MS_LoginManager## ADD MEMBER app", [5001]],
    ["shop", "SELECT * FROM sys.server_principals", [208]],
    ["shop", "DBCC FLUSHAUTHCACHE", []],
    ["shop", "CREATE USER app FROM LOGIN app", [15007]],
    ["shop", "CREATE USER app WITH SID = 0x01, TYPE = E", [15419]],
    ["shop", "CREATE USER app FROM", [102]],
    ["shop", "GRANT SELECT ON SCHEMA::nowhere TO public", [15151]],
    ["shop", "GRANT FLY TO public", [102]],
    ["shop", "SELECT nothing FROM sys.schemas", [207]],
    ["shop", "SELECT s.nothing FROM sys.schemas s", [207]],
    ["shop", "SELECT t.name FROM sys.schemas s", [4104]],
    ["shop", "SELECT @x", [137]],
    ["shop", "SELECT 'open", [105]],
    ["shop", "SELECT 1 FROM", [102]],
    ["shop", "SELECT 1 FROM WHERE", [156]],
    ["shop", "SELECT CAST('x' AS uniqueidentifier)", [8169]],
    ["shop", "SELECT * FROM master.sys.server_principals", [40515]],
  ])("in %s, %s: %j", (database, batch, errors) =>
    inWorld(async (place) => {
      expect(await asAdministrator(place, database, batch)).toEqual([errors]);
    }),
  );

  test("are only looked at while a session compiles and does not execute", () =>
    inWorld(async (place) => {
      const create = "CREATE LOGIN app FROM EXTERNAL PROVIDER";
      const batches = ["SET NOEXEC ON", create, "CREATE LOGIN app FROM", "SET NOEXEC OFF", "DROP LOGIN app", create];
      expect(await asAdministrator(place, "master", ...batches)).toEqual([[], [], [102], [], [15151], []]);
    }));

  test("exist once, whatever the case, and need a name that is one principal's", () =>
    inWorld(async (place) => {
      place.world.people.push(
        { ...APP, objectId: guid(50), name: "twin" },
        { ...APP, objectId: guid(51), name: "twin" },
      );
      const create = (name: string): string => `CREATE LOGIN [${name}] FROM EXTERNAL PROVIDER`;
      expect(await asAdministrator(place, "master", create("app"), create("APP"), create("twin"))).toEqual([
        [],
        [15025],
        [33131],
      ]);
    }));

  test("are not made by those who may not, nor looked up by a server that may not", () =>
    inWorld(async (place) => {
      await asAdministrator(place, "master", "CREATE LOGIN app FROM EXTERNAL PROVIDER");
      await using(place.servers, { objectId: APP.objectId }, async ({ query }) => {
        expect((await query("CREATE LOGIN team FROM EXTERNAL PROVIDER")).errors).toEqual([15247]);
      });
      await asAdministrator(place, "master", "ALTER SERVER ROLE ##MS_LoginManager## ADD MEMBER app");
      await using(place.servers, { objectId: APP.objectId }, async ({ query }) => {
        expect((await query("CREATE LOGIN team FROM EXTERNAL PROVIDER")).errors).toEqual([]);
      });
      place.world.it.readsDirectory = false;
      await using(place.servers, { objectId: APP.objectId }, async ({ query }) => {
        const create = `CREATE LOGIN [${MEMBER.name}] FROM EXTERNAL PROVIDER`;
        expect((await query(create)).errors).toEqual([37353]);
        place.world.it.hasIdentity = false;
        expect((await query(create)).errors).toEqual([33134]);
      });
    }));
});

describe("users", () => {
  test("keep a database from losing what they own", () =>
    inWorld(async (place) => {
      const batches = [
        "CREATE USER app FROM EXTERNAL PROVIDER",
        "CREATE USER APP FROM EXTERNAL PROVIDER",
        "CREATE SCHEMA sales AUTHORIZATION app",
        "DROP USER app",
        "ALTER AUTHORIZATION ON SCHEMA::sales TO dbo",
        "DROP USER app",
        "DROP USER app",
        "DROP USER IF EXISTS app",
      ];
      expect(await asAdministrator(place, "shop", ...batches)).toEqual([[], [15023], [], [15138], [], [], [15151], []]);
    }));

  test("have roles and permissions, of which an access table tells", () =>
    inWorld(async (place) => {
      await asAdministrator(
        place,
        "master",
        "CREATE LOGIN app FROM EXTERNAL PROVIDER",
        "ALTER SERVER ROLE ##MS_ServerStateManager## ADD MEMBER app",
      );
      place.servers.declareObject(HOST, "shop", "dbo", "Orders");
      const sid = `0x${guidBytes(TEAM.objectId).toString("hex")}`;
      const errors = await asAdministrator(
        place,
        "shop",
        "CREATE USER app FROM LOGIN app",
        `CREATE USER crew WITH SID = ${sid}, TYPE = X`,
        "ALTER ROLE db_datareader ADD MEMBER app; ALTER ROLE db_datareader ADD MEMBER app",
        "GRANT EXECUTE ON SCHEMA::dbo TO app; DENY SELECT ON OBJECT::dbo.Orders TO crew; GRANT VIEW DATABASE STATE TO crew",
        "REVOKE VIEW DATABASE STATE FROM crew",
      );
      expect(errors.flat()).toEqual([]);
      const scope = "/servers/orders/databases/shop";
      expect(place.servers.access([HOST])).toEqual([
        { principal: "app", principalId: APP.objectId, role: "##MS_ServerStateManager##", scope: "/servers/orders" },
        { principal: "app", principalId: APP.objectId, role: "db_datareader", scope },
        { principal: "app", principalId: APP.objectId, role: "EXECUTE", scope: `${scope} SCHEMA::dbo` },
        { principal: "crew", principalId: TEAM.objectId, role: "DENY SELECT", scope: `${scope} OBJECT::dbo.Orders` },
      ]);
      expect(await refusal(place.servers, { objectId: MEMBER.objectId, database: "shop" })).toEqual([]);
    }));
});

describe("signing in", () => {
  test.each<[string, (place: Place) => Parameters<typeof refusal>[1] | undefined, readonly number[]]>([
    ["nobody with a login", () => ({ objectId: APP.objectId }), [18456]],
    ["an unknown object id", () => ({ objectId: guid(77) }), [18456]],
    ["a token that is none", () => ({ token: "abc" }), [18456]],
    [
      "an expired token",
      ({ servers }) => ({ token: servers.tokenFor(ADMINISTRATOR.objectId, { validFor: -1 }) }),
      [18456],
    ],
    [
      "a token for another audience",
      ({ servers }) => ({ token: servers.tokenFor(ADMINISTRATOR.objectId, { audience: "https://vault.azure.net" }) }),
      [18456],
    ],
    ["a password", () => ({ password: { user: "sqladmin", password: "x" } }), [18456]],
    ["a database that is not there", () => ({ database: "nowhere" }), [4060, 18456]],
    ["a server that is not there", () => ({ host: "other.database.windows.net" }), [40532]],
    ["an address outside of the firewall", ({ world }) => ((world.it.firewall = []), {}), [40615]],
    ["a server without public access", ({ world }) => ((world.it.publicAccess = false), {}), [47073]],
    ["a starting server", ({ servers }) => (servers.faults.starting(1), {}), [40613]],
    [
      "a member of the group that administers",
      ({ world }) => (
        (world.it.administrator = { objectId: TEAM.objectId, name: "team" }),
        { objectId: MEMBER.objectId }
      ),
      [],
    ],
  ])("%s", (_, arrange, numbers) =>
    inWorld(async (place) => {
      expect(await refusal(place.servers, arrange(place))).toEqual(numbers);
    }),
  );

  test("as an identity that was made again fails: the login is of the one before", () =>
    inWorld(async (place) => {
      await asAdministrator(place, "master", "CREATE LOGIN app FROM EXTERNAL PROVIDER");
      expect(await refusal(place.servers, { objectId: APP.objectId })).toEqual([]);
      const again = { ...APP, objectId: guid(60), clientId: guid(61) };
      place.world.people = place.world.people.map((one) => (one === APP ? again : one));
      expect(await refusal(place.servers, { objectId: again.objectId })).toEqual([18456]);
    }));

  test("finds nothing on a server that was made again", () =>
    inWorld(async (place) => {
      await asAdministrator(place, "master", "CREATE LOGIN app FROM EXTERNAL PROVIDER");
      place.world.it.incarnation = "2";
      expect(place.servers.server(HOST).logins.map(({ name }) => name)).toEqual(["sqladmin"]);
    }));
});

describe("faults", () => {
  test("of a batch: refused, cut before it did anything, cut after it did", () =>
    inWorld(async (place) => {
      const names = (): readonly string[] => place.servers.database(HOST, "shop").roles;
      const create = (name: string): Promise<number[][]> => asAdministrator(place, "shop", `CREATE ROLE [${name}]`);
      place.servers.faults.failBatches(1, 49918);
      expect(await create("a")).toEqual([[49918]]);
      place.servers.faults.dropBeforeBatch(1);
      await expect(create("b")).rejects.toThrow();
      place.servers.faults.dropAfterBatch(1);
      await expect(create("c")).rejects.toThrow();
      expect(names()).toEqual(["c"]);
    }));

  test("of replication: the first look-ups do not find a new principal", () =>
    inWorld(async (place) => {
      place.servers.faults.delayReplication(2);
      const create = "CREATE LOGIN app FROM EXTERNAL PROVIDER";
      expect(await asAdministrator(place, "master", create, create, create)).toEqual([[33130], [33130], []]);
    }));
});

const isFree = (name: string): boolean => name.trim() !== "" && !sameName(name, "dbo");

test("hostile names are kept exactly as given, and end no statement", () =>
  inWorld(async (place) => {
    await using(place.servers, { database: "shop" }, ({ query }) =>
      fc.assert(
        fc.asyncProperty(anyName.filter(isFree), fc.boolean(), async (name, brackets) => {
          const quoted = brackets ? `[${name.replaceAll("]", "]]")}]` : `"${name.replaceAll('"', '""')}"`;
          place.world.people = [ADMINISTRATOR, { ...APP, name }];
          expect(await query(`CREATE USER ${quoted} FROM EXTERNAL PROVIDER`)).toEqual({ sets: [], errors: [] });
          expect(place.servers.database(HOST, "shop").users.map((user) => user.name)).toEqual([name]);
          const literal = `N'${name.replaceAll("'", "''")}'`;
          const { sets } = await query(
            `SELECT name FROM sys.database_principals WHERE name = ${literal}; SELECT 1 AS one`,
          );
          expect(sets).toEqual([[{ name }], [{ one: 1 }]]);
          expect((await query(`DROP USER ${quoted}`)).errors).toEqual([]);
        }),
        runs(50, 2000),
      ),
    );
  }));
