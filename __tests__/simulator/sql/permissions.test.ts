import { type SimulatedSqlServers } from "../../../simulator/sql";
import { guidBytes } from "../../../simulator/sql/state/sid";
import { using } from "./client";
import { APP, HOST, inWorld, MEMBER, type Place, TEAM } from "./world";

/** What the administrator is told in the database shop, statement by statement: error numbers. */
const told = (servers: SimulatedSqlServers, batches: readonly string[]): Promise<number[][]> =>
  using(servers, { database: "shop" }, async ({ query }) => {
    const errors: number[][] = [];
    for (const batch of batches) {
      errors.push((await query(batch)).errors);
    }
    return errors;
  });

/** A user, another one and a group, and a table with two columns. */
async function withPeople(test: (place: Place) => Promise<void>): Promise<void> {
  await inWorld(async (place) => {
    place.servers.declareObject(HOST, "shop", "dbo", "Orders", undefined, ["id", "total"]);
    await told(place.servers, PEOPLE);
    await test(place);
  });
}

const user = (name: string, id: string, type = "E"): string =>
  `CREATE USER ${name} WITH SID = 0x${guidBytes(id).toString("hex")}, TYPE = ${type}`;

const PEOPLE = [user("app", APP.clientId ?? ""), user("member", MEMBER.objectId), user("team", TEAM.objectId, "X")];

interface Held {
  readonly grantee: string;
  readonly permission: string;
  readonly state: string;
  readonly on: string;
}

const held = (servers: SimulatedSqlServers): string[] =>
  servers
    .database(HOST, "shop")
    .permissions.map(({ grantee, permission, state, on }: Held) => `${state} ${permission} ON ${on} TO ${grantee}`);

const ON_ORDERS = "ON OBJECT::dbo.Orders";

describe("permissions", () => {
  test("that may be passed on are revoked with CASCADE only, and then from everybody", () =>
    withPeople(async ({ servers }) => {
      await told(servers, ["GRANT SELECT ON dbo.Orders TO app WITH GRANT OPTION"]);
      await using(servers, { database: "shop", objectId: APP.objectId }, async ({ query }) => {
        expect((await query("GRANT SELECT ON dbo.Orders TO member")).errors).toEqual([]);
      });
      expect(await told(servers, ["REVOKE SELECT ON dbo.Orders FROM app", "DENY SELECT ON dbo.Orders TO app"])).toEqual(
        [[4611], [4611]],
      );
      expect(held(servers)).toEqual([
        `GRANT_WITH_GRANT_OPTION SELECT ${ON_ORDERS} TO app`,
        `GRANT SELECT ${ON_ORDERS} TO member`,
      ]);
      expect(await told(servers, ["REVOKE SELECT ON dbo.Orders FROM app CASCADE"])).toEqual([[]]);
      expect(held(servers)).toEqual([]);
    }));

  test("lose the right to pass them on, or themselves where there is none", () =>
    withPeople(async ({ servers }) => {
      const take = "REVOKE GRANT OPTION FOR SELECT ON dbo.Orders FROM app";
      await told(servers, ["GRANT SELECT ON dbo.Orders TO app WITH GRANT OPTION"]);
      expect(await told(servers, ["GRANT SELECT ON dbo.Orders TO app"])).toEqual([[]]);
      expect(held(servers)).toEqual([`GRANT_WITH_GRANT_OPTION SELECT ${ON_ORDERS} TO app`]);
      expect(await told(servers, [take, `${take} CASCADE`])).toEqual([[4611], []]);
      expect(held(servers)).toEqual([`GRANT SELECT ${ON_ORDERS} TO app`]);
      expect(await told(servers, [take])).toEqual([[]]);
      expect(held(servers)).toEqual([]);
    }));

  test.each([
    ["GRANT SELECT (total) ON dbo.Orders TO app", [], `GRANT SELECT ${ON_ORDERS} (total) TO app`],
    ["DENY UPDATE ON OBJECT::dbo.Orders (id) TO app", [], `DENY UPDATE ${ON_ORDERS} (id) TO app`],
    ["GRANT SELECT ON dbo.Orders (price) TO app", [1911], undefined],
    ["GRANT SELECT ON SCHEMA::dbo (id) TO app", [156], undefined],
    ["GRANT IMPERSONATE ON USER::member TO app", [], "GRANT IMPERSONATE ON USER::member TO app"],
    ["GRANT ALTER ON ROLE::db_owner TO app", [], "GRANT ALTER ON ROLE::db_owner TO app"],
    ["GRANT IMPERSONATE ON ROLE::db_owner TO app", [102], undefined],
    ["GRANT ALTER ON USER::nobody TO app", [15151], undefined],
    ["GRANT CREATE EXTERNAL MODEL TO app", [], "GRANT CREATE EXTERNAL MODEL ON DATABASE TO app"],
    ["ALTER USER app WITH DEFAULT_SCHEMA = NULL", [15259], undefined],
    ["ALTER USER team WITH DEFAULT_SCHEMA = NULL", [], undefined],
  ] as [string, number[], string | undefined][])("%s: %j", (batch, errors, found) =>
    withPeople(async ({ servers }) => {
      expect(await told(servers, [batch])).toEqual([errors]);
      expect(held(servers)).toEqual(found === undefined ? [] : [found]);
    }),
  );

  test("on a schema are forgotten with its owner, and a schema stays while something is in it", () =>
    withPeople(async ({ servers }) => {
      await told(servers, ["CREATE SCHEMA sales", "GRANT SELECT ON SCHEMA::sales TO app"]);
      const give = "ALTER AUTHORIZATION ON SCHEMA::sales TO";
      expect(await told(servers, [`${give} dbo`])).toEqual([[]]);
      expect(held(servers)).toHaveLength(1);
      expect(await told(servers, [`${give} member`])).toEqual([[]]);
      expect(held(servers)).toEqual([]);
      expect(await told(servers, ["DROP SCHEMA sales", "CREATE SCHEMA sales"])).toEqual([[], []]);
      servers.declareObject(HOST, "shop", "sales", "Orders");
      expect(await told(servers, ["DROP SCHEMA sales"])).toEqual([[3729]]);
    }));

  /** What users may do, asked in their place by the administrator. */
  test.each([
    ["GRANT SELECT ON SCHEMA::dbo TO app", 1, 1],
    ["GRANT SELECT ON SCHEMA::dbo TO app; DENY SELECT ON dbo.Orders TO app", 0, 0],
    ["GRANT SELECT ON dbo.Orders TO app; DENY SELECT ON SCHEMA::dbo TO app", 0, 0],
    ["GRANT SELECT ON dbo.Orders TO app; DENY CONTROL TO app", 0, 0],
    ["DENY SELECT ON dbo.Orders TO app; GRANT SELECT ON dbo.Orders (total) TO app", 0, 1],
    ["GRANT SELECT ON dbo.Orders TO app; DENY SELECT ON dbo.Orders (total) TO app", 1, 0],
    ["ALTER ROLE db_datareader ADD MEMBER app; DENY SELECT ON dbo.Orders TO public", 0, 0],
    ["ALTER ROLE db_datareader ADD MEMBER app; ALTER ROLE db_denydatareader ADD MEMBER app", 0, 0],
    ["ALTER ROLE db_owner ADD MEMBER app; DENY SELECT ON dbo.Orders TO app", 1, 1],
  ])("%s: of the table %d, of a column %d", (batch, table, column) =>
    withPeople(async ({ servers }) => {
      expect((await told(servers, [batch])).flat()).toEqual([]);
      await using(servers, { database: "shop" }, async ({ query }) => {
        const asked = await query(
          "EXECUTE AS USER = 'app'; SELECT USER_NAME() AS who, HAS_PERMS_BY_NAME('dbo.Orders', 'OBJECT', 'SELECT') AS whole, " +
            "HAS_PERMS_BY_NAME('dbo.Orders', 'OBJECT', 'SELECT', 'total', 'COLUMN') AS part; REVERT; SELECT USER_NAME() AS who",
        );
        expect(asked).toEqual({ sets: [[{ who: "app", whole: table, part: column }], [{ who: "dbo" }]], errors: [] });
      });
    }),
  );

  test("to act as somebody are needed, and groups and roles are nobody", () =>
    withPeople(async ({ servers }) => {
      expect(await told(servers, ["EXECUTE AS USER = 'team'", "EXECUTE AS USER = 'db_owner'"])).toEqual([
        [15517],
        [15517],
      ]);
      await using(servers, { database: "shop", objectId: APP.objectId }, async ({ query }) => {
        expect((await query("EXECUTE AS USER = 'member'")).errors).toEqual([15517]);
        await told(servers, ["GRANT IMPERSONATE ON USER::member TO app"]);
        expect((await query("EXECUTE AS USER = 'member'")).errors).toEqual([]);
        expect((await query("GRANT SELECT TO app")).errors).toEqual([4613]);
      });
    }));
});
