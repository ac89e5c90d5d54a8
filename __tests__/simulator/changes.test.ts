import { assertEmpty, type TerraformConfiguration } from "../../simulator";
import { configuration, deploying, errorsOf, GROUP, inAzure, vault } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";

const group = (more: Record<string, unknown>, blocks: Record<string, unknown> = {}): TerraformConfiguration =>
  configuration({
    resource: { azurerm_resource_group: { it: { name: "rg", location: "westeurope", ...more } } },
    ...blocks,
  });

describe("the changes of a plan", () => {
  testWithTerraform("to create say what is set, and what is known after apply", () =>
    inAzure(async (_, session) => {
      const { changes, summary } = await session(group({})).plan();
      expect(changes).toEqual([
        {
          address: "azurerm_resource_group.it",
          action: "create",
          attributes: [
            { path: "location", before: null, after: "westeurope" },
            { path: "name", before: null, after: "rg" },
            { path: "id", before: null, after: "(known after apply)" },
          ],
        },
      ]);
      expect(summary).toBe(
        [
          "+ azurerm_resource_group.it (create)",
          '      location: null => "westeurope"',
          '      name: null => "rg"',
          "      id: null => (known after apply)",
        ].join("\n"),
      );
    }),
  );

  testWithTerraform("to update say what differs only, from what to what", () =>
    inAzure(async (_, session) => {
      const deploy = session(group({ tags: { team: "orders", "cost center": "1" } }));
      await deploy.apply();
      deploy.change(group({ tags: { team: "shop", "cost center": "1", "paid by": "2" } }));
      expect((await deploy.plan()).changes).toEqual([
        {
          address: "azurerm_resource_group.it",
          action: "update",
          attributes: [
            { path: "tags.team", before: "orders", after: "shop" },
            { path: 'tags["paid by"]', before: null, after: "2" },
          ],
        },
      ]);
    }),
  );

  testWithTerraform("to replace say which paths force it", () =>
    inAzure(async (_, session) => {
      const deploy = session(group({ tags: { team: "orders" } }));
      await deploy.apply();
      deploy.change(group({ location: "northeurope" }));
      const { changes, summary } = await deploy.plan();
      expect(changes).toMatchObject([{ action: "replace", replacedBecauseOf: ["location"] }]);
      expect(changes[0]?.attributes).toEqual([
        { path: "id", before: expect.stringContaining("/resourceGroups/rg") as string, after: "(known after apply)" },
        { path: "location", before: "westeurope", after: "northeurope" },
        { path: "tags.team", before: "orders", after: null },
      ]);
      expect(summary).toContain('      location: "westeurope" => "northeurope" (forces replacement)\n');
    }),
  );

  testWithTerraform("hide what is sensitive, and tell that it changes", () =>
    inAzure(async (_, session) => {
      const secret = (value: string): TerraformConfiguration =>
        deploying({
          ...GROUP,
          azurerm_key_vault: { it: vault() },
          azurerm_key_vault_secret: { it: { name: "password", key_vault_id: "${azurerm_key_vault.it.id}", value } },
        });
      const deploy = session(secret("hunter2"));
      await deploy.apply();
      deploy.change(secret("hunter3"));
      const { changes, summary } = await deploy.plan();
      expect(changes).toMatchObject([
        {
          address: "azurerm_key_vault_secret.it",
          action: "update",
          attributes: [{ path: "value", before: "(sensitive value)", after: "(sensitive value)" }],
        },
      ]);
      expect(JSON.stringify(changes) + summary).not.toContain("hunter");
      const applied = await deploy.apply();
      expect(applied.changes).toMatchObject([{ attributes: [{ path: "value", after: "(sensitive value)" }] }]);
    }),
  );

  testWithTerraform("hide what is in something sensitive", () =>
    inAzure(async (_, session) => {
      const secret = (value: string): TerraformConfiguration =>
        group(
          { tags: "${var.tags}" },
          { variable: { tags: { type: "map(string)", sensitive: true, default: { key: value } } } },
        );
      const deploy = session(secret("hunter2"));
      await deploy.apply();
      deploy.change(secret("hunter3"));
      const hidden = [
        {
          address: "azurerm_resource_group.it",
          action: "update",
          attributes: [{ path: "tags", before: "(sensitive value)", after: "(sensitive value)" }],
        },
      ];
      expect((await deploy.plan()).changes).toEqual(hidden);
      expect((await deploy.apply()).changes).toEqual(hidden);
    }),
  );

  testWithTerraform("include those of outputs, so that there are none if and only if the plan is empty", () =>
    inAzure(async (_, session) => {
      const deploy = session(group({}));
      await deploy.apply();
      deploy.change(group({}, { output: { host: { value: "a.example" } } }));
      const plan = await deploy.plan();
      expect(plan).toMatchObject({
        isEmpty: false,
        changes: [
          { address: "output.host", action: "create", attributes: [{ path: "", before: null, after: "a.example" }] },
        ],
      });
    }),
  );
});

describe("the changes of an apply", () => {
  testWithTerraform("say what has become of what was to change", () =>
    inAzure(async (simulator, session) => {
      const deploy = session(group({ count: 2, name: "rg-${count.index}", location: "westeurope" }));
      expect((await deploy.apply()).changes).toEqual(
        [0, 1].map((index) => ({
          address: `azurerm_resource_group.it[${String(index)}]`,
          action: "create",
          attributes: [
            {
              path: "id",
              before: null,
              after: `/subscriptions/${simulator.account.subscriptionId}/resourceGroups/rg-${String(index)}`,
            },
            { path: "location", before: null, after: "westeurope" },
            { path: "name", before: null, after: `rg-${String(index)}` },
          ],
        })),
      );
      deploy.change(group({ count: 1, name: "rg-${count.index}", location: "northeurope" }));
      const { changes } = await deploy.apply();
      expect(changes).toMatchObject([
        {
          action: "replace",
          attributes: [{ path: "location", before: "westeurope", after: "northeurope" }],
          replacedBecauseOf: ["location"],
        },
        { action: "delete", attributes: [{ path: "id", after: null }, { path: "location" }, { path: "name" }] },
      ]);
    }),
  );
});

describe("a plan that should be empty", () => {
  testWithTerraform("has no changes, and else an error with the differences", () =>
    inAzure(async (_, session) => {
      const deploy = session(group({}));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      const empty = await deploy.plan();
      expect(empty).toMatchObject({ isEmpty: true, changes: [], summary: "no changes" });
      expect(() => {
        assertEmpty(empty);
      }).not.toThrow();

      deploy.change(group({ tags: { team: "orders" } }));
      const changed = await deploy.plan();
      expect(() => {
        assertEmpty(changed);
      }).toThrow('the plan is not empty:\n~ azurerm_resource_group.it (update)\n      tags.team: null => "orders"');

      deploy.change(group({ colour: "red" }));
      const failed = await deploy.plan();
      expect(() => {
        assertEmpty(failed);
      }).toThrow("the plan failed:\nError: azurerm_resource_group.it: Extraneous JSON object property");
    }),
  );
});
