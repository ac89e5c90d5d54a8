import { type Client, refusal, using } from "./client";
import { APP, inWorld, type Place } from "./world";

const MANAGER = "##MS_ServerStateManager##";
const MAY = "SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'ALTER SERVER STATE') AS may";

const asAdministrator = async ({ servers }: Place, database: string, ...batches: string[]): Promise<void> =>
  using(servers, { database }, async ({ query }) => {
    for (const batch of batches) {
      expect([batch, (await query(batch)).errors]).toEqual([batch, []]);
    }
  });

const change = (place: Place, action: "ADD" | "DROP", role = MANAGER): Promise<void> =>
  asAdministrator(place, "master", `ALTER SERVER ROLE ${role} ${action} MEMBER app`);

const may = async ({ query }: Client): Promise<boolean> => (await query(MAY)).sets[0]?.[0]?.may === 1;

const mayInNewSession = ({ servers }: Place, database: string): Promise<boolean> =>
  using(servers, { database, objectId: APP.objectId }, may);

/** A login with a user in the database shop. */
const withApp = (test: (place: Place) => Promise<void>): Promise<void> =>
  inWorld(async (place) => {
    await asAdministrator(place, "master", "CREATE LOGIN app FROM EXTERNAL PROVIDER");
    await asAdministrator(place, "shop", "CREATE USER app FROM LOGIN app");
    await test(place);
  });

describe("a change of who is in a server role", () => {
  test("is listed at once, and counts in sessions of master that begin afterwards", () =>
    withApp(async (place) => {
      await using(place.servers, { objectId: APP.objectId }, async (open) => {
        await change(place, "ADD");
        const listed = await open.query(
          "SELECT r.name FROM sys.server_role_members m JOIN sys.server_principals r ON r.principal_id = m.role_principal_id",
        );
        expect(listed.sets).toEqual([[{ name: MANAGER }]]);
        expect(await may(open)).toBe(false);
        expect(await mayInNewSession(place, "master")).toBe(true);
        await change(place, "DROP");
        expect(await mayInNewSession(place, "master")).toBe(false);
      });
    }));

  test.each([
    ["ADD", false],
    ["DROP", true],
  ] as const)("is unknown to the first five sign-ins and batches of a user database (%s)", (action, before) =>
    withApp(async (place) => {
      if (action === "DROP") {
        await change(place, "ADD");
        await asAdministrator(place, "shop", "DBCC FLUSHAUTHCACHE");
      }
      await change(place, action);
      // A session is a sign-in and a batch.
      const seen = [];
      for (let session = 1; session <= 4; session++) {
        seen.push(await mayInNewSession(place, "shop"));
      }
      expect(seen).toEqual([before, before, before, !before]);
    }),
  );

  test("is known to sessions that begin after the database has emptied its cache", () =>
    withApp(async (place) => {
      await change(place, "ADD");
      await using(place.servers, { database: "shop", objectId: APP.objectId }, async (open) => {
        await asAdministrator(place, "shop", "DBCC FLUSHAUTHCACHE");
        expect(await may(open)).toBe(false);
        expect(await mayInNewSession(place, "shop")).toBe(true);
      });
    }));

  test("takes as long as is asked for", () =>
    withApp(async (place) => {
      place.servers.faults.delayRoleChanges(1);
      await change(place, "ADD");
      expect([await mayInNewSession(place, "shop"), await mayInNewSession(place, "shop")]).toEqual([false, true]);
    }));

  test.each([
    [
      "delayRoleChanges(0)",
      ({ servers }: Place) => {
        servers.faults.delayRoleChanges(0);
      },
    ],
    [
      "clear()",
      ({ servers }: Place) => {
        servers.faults.clear();
      },
    ],
  ])("counts at once, in open sessions too, after %s", (_, arrange) =>
    withApp(async (place) => {
      arrange(place);
      await using(place.servers, { database: "shop", objectId: APP.objectId }, async (open) => {
        await change(place, "ADD");
        expect(await may(open)).toBe(true);
        await change(place, "DROP");
        expect(await may(open)).toBe(false);
      });
    }),
  );

  test("opens databases to a login without a user when they know of it", () =>
    withApp(async (place) => {
      const signIn = (): Promise<readonly number[]> =>
        refusal(place.servers, { database: "stock", objectId: APP.objectId });
      place.servers.faults.delayRoleChanges(2);
      await change(place, "ADD", "##MS_DatabaseConnector##");
      expect([await signIn(), await signIn(), await signIn()]).toEqual([[4060, 18456], [4060, 18456], []]);
    }));
});
