import { simulateLifeCycle } from "../../simulator";
import { deploying } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";

/** More resources than a local state takes without being slow. */
const COUNT = 60;

testWithTerraform("a stack with many resources lives like any other, with its state in a backend", async () => {
  const names = Array.from({ length: COUNT }, (_, index) => `rg-${String(index)}`);
  const groups = Object.fromEntries(names.map((name) => [name, { name, location: "westeurope" }]));
  const output = { last: { value: `\${azurerm_resource_group.${names.at(-1) ?? ""}.location}` } };
  const life = await simulateLifeCycle(deploying({ azurerm_resource_group: groups }, { output }));
  expect(life).toMatchObject({
    validate: { ok: true },
    plan: { ok: true, isEmpty: false },
    apply: { ok: true, diagnostics: [], outputs: { last: "westeurope" } },
    replan: { isEmpty: true, changes: [] },
    destroy: { ok: true, diagnostics: [] },
    leftovers: [],
  });
  expect(life.resources).toHaveLength(COUNT);
  const created = life.apply.changes.find(({ address }) => address === "azurerm_resource_group.rg-7");
  expect(created?.action).toBe("create");
  expect(created?.attributes).toContainEqual({ path: "name", before: null, after: "rg-7" });
});
