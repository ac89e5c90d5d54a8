import { Azure } from "../../../simulator/azure/azure";
import { declareResource } from "../../../simulator/azure/declare";
import { type ObjectValue, textOf } from "../../../simulator/protocol/values";
import { azureWorld, SimulatedSqlServers } from "../../../simulator/sql";
import { refusal, using } from "./client";

const declare = (azure: Azure, type: string, attributes: ObjectValue): ObjectValue =>
  declareResource(azure, type, attributes, azure.account).state;

const text = (state: ObjectValue, name: string): string => textOf(state[name]) ?? "";

/** A server with a database, administered by the group of which a user is a member. */
function deployed(azure: Azure): { readonly host: string; readonly id: string; readonly user: string } {
  const user = declare(azure, "azuread_user", { display_name: "Ann", user_principal_name: "ann@simulated.example" });
  const inner = declare(azure, "azuread_group", { display_name: "inner", members: [user.object_id ?? null] });
  const group = declare(azure, "azuread_group", { display_name: "admins", members: [inner.object_id ?? null] });
  const server = declare(azure, "azurerm_mssql_server", {
    name: "orders",
    resource_group_name: "rg",
    azuread_administrator: [
      { login_username: "admins", object_id: group.object_id ?? null, azuread_authentication_only: true },
    ],
  });
  const id = text(server, "id");
  declare(azure, "azurerm_mssql_database", { name: "shop", server_id: id });
  declare(azure, "azurerm_mssql_firewall_rule", {
    name: "deployer",
    server_id: id,
    start_ip_address: "203.0.113.10",
    end_ip_address: "203.0.113.10",
  });
  return { host: text(server, "fully_qualified_domain_name"), id, user: text(user, "object_id") };
}

test("the servers of the simulated Azure admit its people, look up its identities, and go with their resource", async () => {
  const azure = new Azure();
  const { host, id, user } = deployed(azure);
  declare(azure, "azurerm_user_assigned_identity", { name: "id-app", resource_group_name: "rg" });
  const servers = await SimulatedSqlServers.start(azureWorld(azure));
  try {
    await using(servers, { host, objectId: user }, async ({ query }) => {
      expect((await query("CREATE LOGIN [id-app] FROM EXTERNAL PROVIDER")).errors).toEqual([]);
    });
    const [identity] = azure.principals().filter(({ displayName }) => displayName === "id-app");
    expect(servers.server(host).logins).toEqual([
      expect.objectContaining({ name: "id-app", type: "E", id: identity?.clientId }),
    ]);
    expect(await refusal(servers, { host, objectId: user, database: "shop" })).toEqual([]);
    azure.inventory.remove(id);
    expect(await refusal(servers, { host, objectId: user })).toEqual([40532]);
    azure.inventory
      .ofType("azuread_user")
      .concat(azure.inventory.ofType("azuread_group"))
      .forEach(({ id: other }) => {
        azure.inventory.remove(other);
      });
    deployed(azure);
    expect(servers.server(host).logins).toEqual([]);
  } finally {
    await servers.stop();
  }
});
