import { SqlLedger } from "../../../lib";
import { testWithTerraform } from "../../support/terraform";
import { type Build, DEV, type Ids, inPlace, NOBODY, OF, PROD, says, saysNothing, type Stacks } from "./id-api";
import { HOST } from "./stand-in";

/** Says that the name is taken, and by whom. */
const takenBy = (holder: typeof PROD, meant: typeof PROD): object =>
  expect.stringMatching(
    new RegExp(
      `login "id-api" belongs to another principal: its id is ${holder.clientId}, not ${meant.clientId}` +
        "[^]*loginName, userName[^]*replaceOther",
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
        output: expect.stringContaining("belongs to another principal") as object,
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
      const refused = { ok: false, output: expect.stringContaining("its principal is unknown") as object };
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
