import { deepEqual, ok } from "node:assert/strict";
import { test } from "node:test";
import { App } from "cdktf";
import { type AccessEntry, simulateLifeCycle, type Simulator } from "cdktf-azure-managed-identity/testing";
import { Shop, SQL_ADMINISTRATORS } from "./shop";

/** Resources that another team created before. */
function before(simulator: Simulator): void {
  const { objectId, name } = SQL_ADMINISTRATORS;
  simulator.declare("azuread_group", {
    object_id: objectId,
    display_name: name,
    members: [simulator.account.objectId],
  });
}

/** Without the ids, which depend on the subscription. */
const inWords = ({ principal, principalType, role, scope }: AccessEntry): string =>
  `${principalType} ${principal}: ${role} at ${scope.split("/").slice(-2).join("/")}`;

void test("the shop can be deployed, needs no second deploy, grants what it should, and goes away", async () => {
  const { validate, plan, apply, replan, destroy, access, leftovers } = await simulateLifeCycle(
    new Shop(new App(), "shop"),
    { before },
  );

  for (const step of [validate, plan, apply, replan, destroy]) {
    ok(step.ok, step.output);
    deepEqual(step.diagnostics, []);
  }
  ok(replan.isEmpty, replan.output);
  deepEqual(access.map(inWords).sort(), [
    "Group SQL administrators: Microsoft Entra administrator at servers/sql-shop",
    "ServicePrincipal id-shop: ##MS_DatabaseConnector## at servers/sql-shop",
    "ServicePrincipal id-shop: Key Vault Secrets User at vaults/kv-shop",
    "ServicePrincipal id-shop: db_datareader at databases/shop",
    "User Deployer: Member at SQL administrators",
  ]);
  deepEqual(leftovers, []);
});
