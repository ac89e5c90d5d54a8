import * as fc from "../../support/fast-check";
import { type AzureSqlFact } from "../../../lib/sql/model/fact";
import { nameProblem } from "../../../lib/sql/model/fact-rules";
import { type SqlStep } from "../../../lib/sql/model/sql-step";
import { stepsToApply, stepsToRemove } from "../../../lib/sql/model/fact-steps";
import { type Client, connect } from "../../simulator/sql/client";
import { runs } from "../../support/exhaustive";
import { anyName, hostileName, wellFormed } from "../../support/hostile-names";
import { ADMINISTRATOR, APP, HOST, StandIn } from "./stand-in";

/** Each name takes round trips, on machines that do other things too. */
const TIMEOUT = 180_000;

const SAMPLE = runs(50, 10_000);

const SID = APP.clientId ?? "";
const inShop = { server: HOST, database: "shop" };
const user = (name: string): AzureSqlFact => ({
  ...inShop,
  kind: "database-user",
  name,
  origin: { type: "sid", sidFrom: SID, sidType: "E" },
});

interface Place {
  readonly standIn: StandIn;
  /** Sends the statements, each to its database, over connections that are kept. */
  readonly send: (steps: readonly SqlStep[]) => Promise<void>;
}

async function inPlace(test: (place: Place) => Promise<void>): Promise<void> {
  const standIn = await StandIn.start();
  const clients: Record<string, Client> = {};
  try {
    for (const database of ["master", "shop"]) {
      clients[database] = await connect(standIn.servers, { objectId: ADMINISTRATOR, database });
    }
    const send = async (steps: readonly SqlStep[]): Promise<void> => {
      for (const { database, statement } of steps) {
        const { errors = [] } = (await clients[database]?.query(statement)) ?? {};
        if (errors.length > 0) {
          throw new Error(`error ${errors.join(", ")} from ${statement}`);
        }
      }
    };
    await test({ standIn, send });
  } finally {
    await Promise.all(Object.values(clients).map((client) => client.close()));
    await standIn.stop();
  }
}

/** What makes a fact true on a server that has nothing, without what replaces something. */
const creation = (fact: AzureSqlFact): SqlStep[] => stepsToApply(fact).slice(-1);

describe("whatever the name, the server stores it as it is, and drops it again", () => {
  test(
    "of a login",
    () =>
      inPlace(async ({ standIn, send }) => {
        const { known } = standIn.world;
        const property = fc.asyncProperty(hostileName, async (name) => {
          standIn.world.known = known.map((principal) => (principal === APP ? { ...APP, name } : principal));
          const login: AzureSqlFact = { kind: "login", server: HOST, name, sidFrom: SID };
          await send(creation(login));
          expect(standIn.servers.server(HOST).logins.map((stored) => stored.name)).toEqual([name]);
          await send(stepsToRemove(login));
        });
        await fc.assert(property, SAMPLE);
        expect(standIn.servers.server(HOST).logins).toEqual([]);
      }),
    TIMEOUT,
  );

  test(
    "of a user",
    () =>
      inPlace(async ({ standIn, send }) => {
        const property = fc.asyncProperty(hostileName, async (name) => {
          await send(creation(user(name)));
          expect(standIn.servers.database(HOST, "shop").users.map((stored) => stored.name)).toEqual([name]);
          await send(stepsToRemove(user(name)));
        });
        await fc.assert(property, SAMPLE);
        expect(standIn.servers.database(HOST, "shop").users).toEqual([]);
      }),
    TIMEOUT,
  );

  test(
    "of a member of roles and a grantee",
    () =>
      inPlace(async ({ standIn, send }) => {
        const { known } = standIn.world;
        const property = fc.asyncProperty(hostileName, async (name) => {
          standIn.world.known = known.map((principal) => (principal === APP ? { ...APP, name } : principal));
          const facts: AzureSqlFact[] = [
            { kind: "login", server: HOST, name, sidFrom: SID },
            { kind: "server-role-member", server: HOST, role: "##MS_LoginManager##", member: name },
            { ...inShop, kind: "database-user", name, origin: { type: "login", login: name } },
            { ...inShop, kind: "database-role-member", role: "db_datareader", member: name },
            { ...inShop, kind: "permission", permission: "EXECUTE", on: "SCHEMA", schema: "dbo", grantee: name },
          ];
          await send(facts.flatMap(creation));
          const { users, permissions } = standIn.servers.database(HOST, "shop");
          expect(standIn.servers.server(HOST).logins).toMatchObject([{ name, roles: ["##MS_LoginManager##"] }]);
          expect(users).toMatchObject([{ name, id: SID, roles: ["db_datareader"] }]);
          expect(permissions).toMatchObject([{ grantee: name, permission: "EXECUTE" }]);
          await send(facts.reverse().flatMap(stepsToRemove));
        });
        await fc.assert(property, SAMPLE);
        expect(standIn.servers.database(HOST, "shop")).toMatchObject({ users: [], permissions: [] });
      }),
    TIMEOUT,
  );
});

describe("what Terraform or SQL would change", () => {
  test("is exactly what is refused: everything else is a name of 1 to 128 characters that survives both", () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const isCarried = wellFormed(name) === name && name.normalize("NFC") === name && name.trim() !== "";
        expect(nameProblem(name) === undefined).toBe(isCarried);
      }),
      SAMPLE,
    );
  });

  test.each([
    ["half a surrogate pair", "a\ud800b", "name: is no well-formed Unicode; Terraform would replace half"],
    ["the other half", "\udc00", "name: is no well-formed Unicode; Terraform would replace half"],
    ["characters to compose", "cafe\u0301", "name: is not in Unicode normal form C; Terraform would change it"],
    ["nothing but blanks", " \t\n", "name: is empty; give the name that Entra ID shows"],
    ["more than SQL has room for", "\u{1f44b}".repeat(65), "name: has 130 characters; SQL allows 128"],
  ])("is refused before anybody is asked: %s", async (_what, name, message) => {
    const standIn = await StandIn.start();
    try {
      standIn.servers.faults.failLogins(1, 18470);
      const { status, out, err } = await standIn.run("apply", { kind: "login", server: HOST, name });
      expect({ status, out }).toEqual({ status: 2, out: "" });
      expect(err).toContain(`sql-runner: ${message}`);
      // The fault is still there, so nobody has signed in.
      expect((await standIn.run("apply", { kind: "login", server: HOST, name: "app" })).err).toContain("error 18470");
    } finally {
      await standIn.stop();
    }
  });

  test("is not NUL, a line break or a bidirectional mark: they arrive", async () => {
    const standIn = await StandIn.start();
    try {
      const name = "a\0b\r\nGO\n\u202e]'";
      standIn.world.known = [...standIn.world.known, { ...APP, objectId: APP.objectId.replace(/2$/, "9"), name }];
      expect(await standIn.run("apply", { kind: "login", server: HOST, name })).toMatchObject({ status: 0, err: "" });
      expect(standIn.servers.server(HOST).logins).toMatchObject([{ name }]);
      expect(await standIn.run("remove", { kind: "login", server: HOST, name })).toMatchObject({ status: 0 });
      expect(standIn.servers.server(HOST).logins).toEqual([]);
    } finally {
      await standIn.stop();
    }
  });
});
