import { LocalBackend, TerraformStack } from "cdktf";
import { join } from "node:path";
import {
  ClientId,
  ObjectId,
  Principal,
  SqlAadLogin,
  SqlDatabaseRole,
  SqlEndpoint,
  SqlLedger,
  SqlServerRole,
} from "../../lib";
import { type WorldPrincipal } from "../../simulator/sql/world";
import { testApp } from "../support/synth";
import { testWithTerraform } from "../support/terraform";
import { terraformIn } from "./sql-stack";
import { ADMINISTRATOR, HOST, StandIn } from "./stand-in";

/** Two identities of the same display name, of two environments that share a server. */
const PROD = { objectId: "aaaaaaaa-0000-4000-8000-0000000000a1", clientId: "cccccccc-0000-4000-8000-0000000000a1" };
const DEV = { objectId: "aaaaaaaa-0000-4000-8000-0000000000d1", clientId: "cccccccc-0000-4000-8000-0000000000d1" };

type Ids = Partial<typeof PROD> & Pick<typeof PROD, "objectId">;

interface Said {
  readonly owner?: boolean;
  readonly replaceOther?: boolean;
}

type Build = (stack: TerraformStack) => void;

/** A login called id-api with a server role, and its user with a role. */
const says =
  ({ objectId, clientId }: Ids, { owner = false, replaceOther }: Said = {}): Build =>
  (stack) => {
    new SqlAadLogin(stack, "login", {
      server: SqlEndpoint.at(HOST, { retryForSeconds: 0 }),
      principal: Principal.servicePrincipal(ObjectId.of(objectId), {
        displayName: "id-api",
        clientId: clientId === undefined ? undefined : ClientId.of(clientId),
      }),
      serverRoles: [SqlServerRole.SERVER_STATE_READER],
      databases: [{ databaseName: "shop", roles: [owner ? SqlDatabaseRole.OWNER : SqlDatabaseRole.DATA_READER] }],
      replaceOther,
    });
  };
const saysNothing: Build = (stack) => {
  SqlLedger.of(stack);
};

interface Step {
  readonly ok: boolean;
  readonly output: string;
}

/** Stacks of one app, each with a state of its own. */
class Stacks {
  private readonly root = testApp().outdir;

  public constructor(private readonly environment: NodeJS.ProcessEnv) {}

  /** Synthesizes the whole app anew; what is not named stays out of it. */
  public say(stacks: Readonly<Record<string, Build>>): void {
    const app = testApp(this.root);
    for (const [name, build] of Object.entries(stacks)) {
      const stack = new TerraformStack(app, name);
      new LocalBackend(stack, { path: join(this.root, `${name}.tfstate`) });
      build(stack);
    }
    app.synth();
  }

  public apply(stack: string): Promise<Step> {
    return this.run(stack, "apply", "-auto-approve");
  }

  public destroy(stack: string): Promise<Step> {
    return this.run(stack, "destroy", "-auto-approve");
  }

  public async hasChanges(stack: string): Promise<boolean> {
    return !(await this.run(stack, "plan", "-detailed-exitcode")).ok;
  }

  private async run(stack: string, ...args: string[]): Promise<Step> {
    const terraform = terraformIn({ folder: join(this.root, "stacks", stack), root: this.root }, this.environment);
    await terraform("init");
    const { status, output } = await terraform(...args);
    return { ok: status === 0, output };
  }
}

interface Place {
  readonly standIn: StandIn;
  readonly stacks: (count: number) => readonly Stacks[];
  /** Whom id-api stands for on the server and in the database, with its roles. */
  readonly access: () => unknown;
}

const OF = ({ clientId: id }: typeof PROD, role = "db_datareader"): object => ({
  logins: [{ id, roles: ["##MS_ServerStateReader##"] }],
  users: [{ id, roles: [role] }],
});
const NOBODY = { logins: [], users: [] };

async function inPlace(test: (place: Place) => Promise<void>): Promise<void> {
  const standIn = await StandIn.start();
  const known = [PROD, DEV].map((ids): WorldPrincipal => ({
    ...ids,
    kind: "ServicePrincipal",
    name: "id-api",
    longKnown: true,
  }));
  standIn.world.known = [...standIn.world.known.filter(({ objectId }) => objectId === ADMINISTRATOR), ...known];
  const shown = (all: readonly { name: string; id?: string; roles: readonly string[] }[]): object[] =>
    all.filter(({ name }) => name === "id-api").map(({ id, roles }) => ({ id, roles }));
  try {
    await test({
      standIn,
      stacks: (count) => Array.from({ length: count }, () => new Stacks(standIn.environment)),
      access: () => ({
        logins: shown(standIn.servers.server(HOST).logins),
        users: shown(standIn.servers.database(HOST, "shop").users),
      }),
    });
  } finally {
    await standIn.stop();
  }
}

/** Says that the name is taken, and by whom. */
const takenBy = (holder: typeof PROD, meant: typeof PROD): object =>
  expect.stringMatching(
    new RegExp(
      `login "id-api" stands for another principal, with the id ${holder.clientId}, and not for the one with the id ` +
        `${meant.clientId}[^]*loginName, userName[^]*replaceOther`,
    ),
  ) as object;

describe("two apps with identities of one name on one server", () => {
  testWithTerraform("leave each other's login, user and roles alone, and say who has the name", () =>
    inPlace(async ({ stacks, access }) => {
      const [prod, dev] = stacks(2) as [Stacks, Stacks];
      prod.say({ sql: says(PROD) });
      dev.say({ sql: says(DEV) });
      expect(await prod.apply("sql")).toMatchObject({ ok: true });
      expect(await dev.apply("sql")).toEqual({ ok: false, output: takenBy(PROD, DEV) });
      expect(access()).toEqual(OF(PROD));

      // What prod is given next goes to prod.
      prod.say({ sql: says(PROD, { owner: true }) });
      expect(await prod.apply("sql")).toMatchObject({ ok: true });
      expect(access()).toEqual(OF(PROD, "db_owner"));

      // What dev never got is not taken from prod.
      expect(await dev.destroy("sql")).toMatchObject({ ok: true });
      expect(access()).toEqual(OF(PROD, "db_owner"));
      expect(await prod.destroy("sql")).toMatchObject({ ok: true });
      expect(access()).toEqual(NOBODY);
    }),
  );

  testWithTerraform("hand the name over when one of them is told to take it, and none takes back from the other", () =>
    inPlace(async ({ stacks, access }) => {
      const [prod, dev] = stacks(2) as [Stacks, Stacks];
      prod.say({ sql: says(PROD) });
      dev.say({ sql: says(DEV, { replaceOther: true }) });
      await prod.apply("sql");
      expect(await dev.apply("sql")).toMatchObject({ ok: true });
      expect(access()).toEqual(OF(DEV));

      prod.say({ sql: says(PROD, { owner: true }) });
      expect(await prod.apply("sql")).toEqual({
        ok: false,
        output: expect.stringContaining("stands for another principal") as object,
      });
      expect(await prod.destroy("sql")).toMatchObject({ ok: true });
      expect(access()).toEqual(OF(DEV));
    }),
  );

  testWithTerraform("take turns once one of them is gone", () =>
    inPlace(async ({ stacks, access }) => {
      const [prod, dev] = stacks(2) as [Stacks, Stacks];
      prod.say({ sql: says(PROD) });
      dev.say({ sql: says(DEV) });
      await prod.apply("sql");
      await dev.apply("sql");
      await prod.destroy("sql");
      expect(await dev.apply("sql")).toMatchObject({ ok: true });
      expect(access()).toEqual(OF(DEV));
    }),
  );
});

describe("an identity that is made again under its name", () => {
  testWithTerraform("is replaced by the stack that has made the login of the former one", () =>
    inPlace(async ({ stacks, access }) => {
      const [own] = stacks(1) as [Stacks];
      own.say({ sql: says(PROD) });
      await own.apply("sql");
      own.say({ sql: says(DEV) });
      expect(await own.apply("sql")).toMatchObject({ ok: true });
      expect(access()).toEqual(OF(DEV));
      expect(await own.hasChanges("sql")).toBe(false);
    }),
  );
});

describe("a login that another app says as well", () => {
  testWithTerraform("stays when the first one lets go of it without taking it away", () =>
    inPlace(async ({ stacks, access }) => {
      const [first, second] = stacks(2) as [Stacks, Stacks];
      const retained: Build = (stack) => {
        says(PROD)(stack);
        SqlLedger.of(stack).retain();
      };
      first.say({ sql: says(PROD) });
      await first.apply("sql");
      second.say({ sql: says(PROD) });
      expect(await second.apply("sql")).toMatchObject({ ok: true });

      first.say({ sql: retained });
      expect(await first.apply("sql")).toMatchObject({ ok: true });
      expect(await first.destroy("sql")).toMatchObject({ ok: true });
      expect(access()).toEqual(OF(PROD));
      expect(await second.destroy("sql")).toMatchObject({ ok: true });
      expect(access()).toEqual(NOBODY);
    }),
  );
});

describe("a login that moves to another stack of the app", () => {
  for (const order of [
    ["from", "to"],
    ["to", "from"],
  ]) {
    testWithTerraform(`is handed over, whichever is applied first: ${order.join(", then ")}`, () =>
      inPlace(async ({ standIn, stacks, access }) => {
        const [own] = stacks(1) as [Stacks];
        own.say({ from: says(PROD), to: saysNothing });
        await own.apply("from");
        await own.apply("to");
        own.say({ from: saysNothing, to: says(PROD) });
        for (const stack of order) {
          expect(await own.apply(stack)).toMatchObject({ ok: true });
          expect(access()).toEqual(OF(PROD));
        }
        for (const stack of order) {
          expect(await own.hasChanges(stack)).toBe(false);
        }

        // It is the new stack that takes it away.
        expect(await own.destroy("from")).toMatchObject({ ok: true });
        expect(access()).toEqual(OF(PROD));
        expect(await own.destroy("to")).toMatchObject({ ok: true });
        expect(access()).toEqual(NOBODY);
        expect(standIn.servers.server(HOST).logins.map(({ name }) => name)).not.toContain("id-api");
      }),
    );
  }
});

describe("a principal whose client id is not known", () => {
  const nameless: Ids = { objectId: DEV.objectId };

  testWithTerraform("gets a login by its object id, whoever else has its name, and is known again", () =>
    inPlace(async ({ stacks, access }) => {
      const [own] = stacks(1) as [Stacks];
      own.say({ sql: says(nameless) });
      expect(await own.apply("sql")).toMatchObject({ ok: true });
      expect(access()).toEqual(OF(DEV));
      own.say({ sql: says(nameless, { owner: true }) });
      expect(await own.apply("sql")).toMatchObject({ ok: true });
      expect(access()).toEqual(OF(DEV, "db_owner"));
    }),
  );

  testWithTerraform("is given nothing under a login that somebody else has made", () =>
    inPlace(async ({ stacks, access }) => {
      const [prod, dev] = stacks(2) as [Stacks, Stacks];
      prod.say({ sql: says(PROD) });
      await prod.apply("sql");
      dev.say({ sql: says(nameless, { owner: true }) });
      const refused = { ok: false, output: expect.stringContaining("nobody can tell whose it is") as object };
      expect([await dev.apply("sql"), await dev.apply("sql")]).toEqual([refused, refused]);
      expect(access()).toEqual(OF(PROD));
    }),
  );
});

describe("a principal whose object id and client id belong to two", () => {
  testWithTerraform("gets nothing: what was made for the wrong one is undone", () =>
    inPlace(async ({ stacks, access }) => {
      const [own] = stacks(1) as [Stacks];
      own.say({ sql: says({ objectId: DEV.objectId, clientId: PROD.clientId }) });
      expect(await own.apply("sql")).toEqual({ ok: false, output: takenBy(DEV, PROD) });
      expect(access()).toEqual(NOBODY);
    }),
  );
});
