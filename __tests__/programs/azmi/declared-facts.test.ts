import { TerraformResource } from "cdktf";
import { declaredFacts } from "../../../programs/azmi/sql/declared-facts";
import { SqlDatabaseUser, SqlEndpoint } from "../../../lib";
import { identity, sqlDatabase, sqlServer } from "../../support/azure";
import { synthesize, testStack } from "../../support/synth";

function factsOf(strictEncryption: boolean): unknown {
  const stack = testStack();
  const server = sqlServer(stack);
  const other = new TerraformResource(stack, "other", { terraformResourceType: "terraform_data" });
  other.addOverride("triggers_replace", { kind: "login", of: "somebody else's" });
  new SqlDatabaseUser(stack, "user", {
    database: sqlDatabase(stack, "shop", server),
    endpoint: SqlEndpoint.server(server, { strictEncryption }),
    principal: identity(stack),
  });
  const configuration = synthesize(stack) as Parameters<typeof declaredFacts>[0]["configuration"];
  return [...declaredFacts({ name: "stack", directory: "", configuration }).values()];
}

test.each([false, true])(
  "facts are found among other resources of their type, with how their server is reached: %s",
  (strictEncryption) => {
    expect(factsOf(strictEncryption)).toEqual([
      {
        name: "azmi_sql_server_shop_user_id-orders",
        strictEncryption,
        fact: {
          kind: "database-user",
          server: "${azurerm_mssql_server.server.fully_qualified_domain_name}",
          database: "shop",
          name: "id-orders",
          origin: {
            type: "sid",
            sidFrom: "${azurerm_user_assigned_identity.orders.client_id}",
            sidType: "E",
          },
        },
      },
    ]);
  },
);
