import { rmSync } from "node:fs";
import { testWithTerraform } from "../../support/terraform";
import { inPlace, NOBODY, OF, PROD, says, type Stacks } from "./id-api";

/** Whatever somebody does to the state of a stack, the next apply makes the facts true, and a plan is empty after it. */

const AT_HOST = "terraform_data.azmi_sql_orders-database-windows-net-18403d0a";
const [LOGIN, RUN] = [`${AT_HOST}_login_id-api`, `${AT_HOST}_run`];

/** What the runner sends first: it asks what is there, and makes what is not. */
const BATCHES = ["the first question", "the first statement", "the second statement"];

type Harm = (stacks: Stacks) => Promise<unknown>;

async function expectsToConverge(harm: Harm): Promise<void> {
  await inPlace(async ({ stacks, access }) => {
    const [own] = stacks(1) as [Stacks];
    own.say({ sql: says(PROD) });
    await harm(own);
    expect(await own.apply("sql")).toMatchObject({ ok: true });
    expect(access()).toEqual(OF(PROD));
    expect(await own.hasChanges("sql")).toBe(false);
    expect(await own.destroy("sql")).toMatchObject({ ok: true });
    expect(access()).toEqual(NOBODY);
  });
}

describe("an apply converges", () => {
  testWithTerraform.each<[string, Harm]>([
    [
      "after a login was tainted",
      async (own) => {
        await own.apply("sql");
        expect(await own.run("sql", "taint", LOGIN)).toMatchObject({ ok: true });
      },
    ],
    [
      "after the run was tainted",
      async (own) => {
        await own.apply("sql");
        expect(await own.run("sql", "taint", RUN)).toMatchObject({ ok: true });
      },
    ],
    [
      "after one fact alone was applied, which makes nothing true",
      async (own) => {
        expect(await own.run("sql", "apply", "-auto-approve", `-target=${LOGIN}`)).toMatchObject({ ok: true });
      },
    ],
    [
      "after a fact was imported",
      async (own) => {
        expect(await own.run("sql", "import", LOGIN, "some-id")).toMatchObject({ ok: true });
      },
    ],
    [
      "after the state was lost",
      async (own) => {
        await own.apply("sql");
        rmSync(own.stateOf("sql"));
      },
    ],
    ...BATCHES.map((what, index): [string, Harm] => [
      `after terraform was killed while the server had ${what} before it`,
      (own) => own.kill("sql", index + 1),
    ]),
  ])("%s", (_what, harm) => expectsToConverge(harm));
});
