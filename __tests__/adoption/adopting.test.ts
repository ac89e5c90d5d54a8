import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { ResourceGroupTemplateDeployment } from "@cdktf/provider-azurerm/lib/resource-group-template-deployment";
import { TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { ByHand } from "../../examples/adopting/by-hand";
import { connectionTemplate } from "../../examples/adopting/connection-template";
import { WithBindings } from "../../examples/adopting/with-bindings";
import { WithLogin } from "../../examples/adopting/with-login";
import { Adoption, ManagedApi, ManagedIdentityApiConnection } from "../../lib";
import { type Simulator } from "../../simulator";
import { azmi } from "../programs/azmi/azmi";
import { using } from "../simulator/sql/client";
import { accessOf, inAzure } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";
import { Deployment } from "./deployment";
import { Portal } from "./portal";

/** The page docs/adopting.md, step by step: a shop by hand, partly made in the portal, becomes one with bindings. */

interface Shop {
  readonly simulator: Simulator;
  readonly deployment: Deployment;
  /** What `cdktf synth` wrote before. */
  readonly before: string;
  /** What `az` tells, as files. */
  readonly lists: readonly string[];
}

/** Applies what is written by hand, and makes the rest in the portal. */
async function withShop(test: (shop: Shop) => Promise<void>): Promise<void> {
  await inAzure(async (simulator, session) => {
    const portal = new Portal(simulator);
    const deployment = new Deployment(simulator);
    const before = deployment.synth({ shop: ByHand });
    expect(await deployment.apply(before, "shop")).toHaveLength(26);
    await portal.grant(session);
    const lists = Object.entries(portal.lists).map(([name, json]) => deployment.file(name, json));
    try {
      await test({ simulator, deployment, before, lists });
    } finally {
      deployment.close();
    }
  });
}

const ids = (simulator: Simulator): string[] =>
  simulator
    .resources()
    .map(({ id }) => id)
    .sort();

const options = (name: string, values: readonly string[]): string[] => values.flatMap((value) => [name, value]);

describe("a shop of 30 resources that was written by hand, four of them made in the portal", () => {
  testWithTerraform("is taken over by bindings with a plan that only moves and imports", () =>
    withShop(async ({ simulator, deployment, before, lists }) => {
      expect(await deployment.plan(before, "shop")).toEqual([]);
      const [access, things] = [accessOf(simulator), ids(simulator)];

      const state = await deployment.show(before, "shop");
      const after = deployment.synth({ shop: WithBindings });
      const refused = await deployment.plan(after, "shop");
      expect(refused.filter((line) => line.startsWith("delete"))).toHaveLength(12);

      const { exitCode, output } = await azmi({}, "adopt", "--state", state, ...options("--existing", lists), after);
      expect({ exitCode, output: output.split("\n").slice(-3) }).toEqual({
        exitCode: 0,
        output: ["12 moved, 4 imported in 1 stack", `wrote ${join(after, "stacks/shop/adopt.tf.json")}`, ""],
      });
      const adopted = (await deployment.plan(after, "shop")).map((line) => line.split(" ")[0]);
      expect(adopted).toEqual([...Array<string>(4).fill("import"), ...Array<string>(12).fill("move")]);

      await deployment.apply(after, "shop");
      expect(await deployment.plan(after, "shop")).toEqual([]);
      expect(accessOf(simulator)).toEqual(access);
      expect(ids(simulator)).toEqual(things);

      // Everything is in the state now, and adopting again takes the file away.
      const again = await azmi({}, "adopt", "--state", await deployment.show(after, "shop"), after);
      expect(again).toMatchObject({
        exitCode: 0,
        output: `nothing to adopt in 1 stack\ndeleted ${join(after, "stacks/shop/adopt.tf.json")}, which is no longer needed\n`,
      });
      expect(await deployment.plan(after, "shop")).toEqual([]);
    }),
  );

  testWithTerraform("is taken over by the app itself, from a file that azmi adopt wrote", () =>
    withShop(async ({ simulator, deployment, before, lists }) => {
      const access = accessOf(simulator);
      const state = await deployment.show(before, "shop");
      const out = join(deployment.home, "adoption");
      const synthesized = deployment.synth({ shop: WithBindings });
      await azmi({}, "adopt", "--state", state, ...options("--existing", lists), "--out", out, synthesized);

      const file = join(out, "shop.adopt.tf.json");
      const after = deployment.synth({ shop: WithBindings }, (stack) => {
        Adoption.from(file).adoptInto(stack);
      });
      expect(await deployment.plan(synthesized, "shop")).toContain("delete azurerm_role_assignment.orders_sends");
      const adopted = (await deployment.plan(after, "shop")).map((line) => line.split(" ")[0]);
      expect(adopted).toEqual([...Array<string>(4).fill("import"), ...Array<string>(12).fill("move")]);
      await deployment.apply(after, "shop");
      expect(await deployment.plan(after, "shop")).toEqual([]);
      expect(accessOf(simulator)).toEqual(access);
      // The blocks may stay, and may go.
      expect(await deployment.plan(deployment.synth({ shop: WithBindings }), "shop")).toEqual([]);
    }),
  );

  testWithTerraform("is taken over by the app itself, from the state and the lists, with the same blocks", () =>
    withShop(async ({ deployment, before, lists }) => {
      const state = await deployment.show(before, "shop");
      const after = deployment.synth({ shop: WithBindings });
      await azmi({}, "adopt", "--state", state, ...options("--existing", lists), after);
      const adopting = deployment.synth({ shop: WithBindings }, (stack) => {
        Adoption.from(state, { existing: [...lists] }).adoptInto(stack);
      });
      const blocksOf = (path: string): unknown => {
        const { moved, import: imported } = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
        return { moved, import: imported };
      };
      expect(blocksOf(join(adopting, "stacks/shop/cdk.tf.json"))).toEqual(
        blocksOf(join(after, "stacks/shop/adopt.tf.json")),
      );
    }),
  );

  testWithTerraform("says of an identity that was only looked up that it exists, and what is missing", () =>
    withShop(async ({ deployment, before }) => {
      const after = deployment.synth({ shop: WithBindings });
      const { exitCode, stdout } = await azmi(
        {},
        "adopt",
        "--json",
        "--state",
        await deployment.show(before, "shop"),
        after,
      );
      const { findings } = JSON.parse(stdout) as { findings: { needsAttention?: boolean }[] };
      expect({ exitCode, findings: findings.filter(({ needsAttention }) => needsAttention) }).toEqual({
        exitCode: 2,
        findings: [
          {
            stack: "shop",
            address: "azurerm_user_assigned_identity.stock",
            fate: "created",
            needsAttention: true,
            detail:
              "exists, because data.azurerm_user_assigned_identity.stock_identity finds it; if no state has it, pass a list from Azure that contains it",
          },
        ],
      });
    }),
  );

  testWithTerraform("gets its login, which somebody has typed, as resources that change nothing on the server", () =>
    withShop(async ({ simulator, deployment, before, lists }) => {
      const { objectId } = simulator.account;
      const inDatabase = async (database: string, ...statements: string[]): Promise<void> =>
        using(simulator.sql, { host: "sql-shop.database.windows.net", database, objectId }, async ({ query }) => {
          for (const statement of statements) {
            expect(await query(statement)).toMatchObject({ errors: [] });
          }
        });
      await inDatabase("master", "CREATE LOGIN [id-shop-orders] FROM EXTERNAL PROVIDER");
      await inDatabase(
        "shop",
        "CREATE USER [id-shop-orders] FROM LOGIN [id-shop-orders]",
        "ALTER ROLE [db_datareader] ADD MEMBER [id-shop-orders]",
      );
      const access = accessOf(simulator);

      const state = await deployment.show(before, "shop");
      const after = deployment.synth({ shop: WithLogin });
      const { exitCode } = await azmi({}, "adopt", "--state", state, ...options("--existing", lists), after);
      expect(exitCode).toBe(0);
      const plan = await deployment.plan(after, "shop");
      expect(
        plan.filter((line) => !/^(move|import) /.test(line)).every((line) => line.startsWith("create terraform_data.")),
      ).toBe(true);
      await deployment.apply(after, "shop");
      expect(await deployment.plan(after, "shop")).toEqual([]);
      expect(accessOf(simulator).sort()).toEqual(access.sort());
    }),
  );
});

testWithTerraform(
  "a connection by a template of one's own becomes a ManagedIdentityApiConnection that is deployed over itself",
  () =>
    inAzure(async (simulator) => {
      const deployment = new Deployment(simulator);
      const stackWith = (
        build: (stack: TerraformStack, resourceGroup: ResourceGroup) => void,
      ): new (scope: Construct, id: string) => TerraformStack =>
        class extends TerraformStack {
          public constructor(scope: Construct, id: string) {
            super(scope, id);
            new AzurermProvider(this, "azurerm", { features: [{}] });
            build(this, new ResourceGroup(this, "group", { name: "rg", location: "westeurope" }));
          }
        };
      const before = deployment.synth({
        shop: stackWith((stack, { name }) => {
          new ResourceGroupTemplateDeployment(stack, "by_hand", {
            name: "sql",
            resourceGroupName: name,
            deploymentMode: "Incremental",
            templateContent: connectionTemplate("sql"),
          });
        }),
      });
      await deployment.apply(before, "shop");
      const things = ids(simulator);
      const after = deployment.synth({
        shop: stackWith((stack, resourceGroup) => {
          new ManagedIdentityApiConnection(stack, "connection", { api: ManagedApi.SQL, name: "sql", resourceGroup });
        }),
      });
      const { exitCode, stdout } = await azmi({}, "adopt", "--state", await deployment.show(before, "shop"), after);
      expect(exitCode).toBe(0);
      expect(stdout).toContain("template_content differs in Azure, so the plan updates it");
      expect((await deployment.plan(after, "shop")).map((line) => line.split(" ")[0])).toEqual(["update"]);
      await deployment.apply(after, "shop");
      expect(await deployment.plan(after, "shop")).toEqual([]);
      expect(ids(simulator)).toEqual(things);
      deployment.close();
    }),
);

/** Without what depends on where it stands. */
const inOneLine = (code: string): string => code.replace(/\s+/g, " ").trim();

test("the code of the page is that of the example", () => {
  const root = join(__dirname, "..", "..");
  const files = ["by-hand", "with-bindings", "with-login"].map((name) =>
    inOneLine(readFileSync(join(root, "examples", "adopting", `${name}.ts`), "utf8")),
  );
  const page = readFileSync(join(root, "docs", "adopting.md"), "utf8");
  const examples = [...page.matchAll(/^```ts\n([^]*?)^```/gm)].map(([, code = ""]) => inOneLine(code));
  const others = examples.filter((code) => !files.some((file) => file.includes(code)));
  expect(others).toEqual(['Adoption.from("adoption/shop.adopt.tf.json").adoptInto(this);']);
});
