import { MssqlFirewallRule } from "@cdktf/provider-azurerm/lib/mssql-firewall-rule";
import { type TerraformStack } from "cdktf";
import {
  SqlCustomDatabaseRole,
  SqlDatabaseUser,
  SqlEndpoint,
  SqlPermission,
  SqlSchema,
  SystemAssignedManagedIdentity,
} from "../../../lib";
import { makeWait } from "../../../lib/core/depends-on";
import { identity, sqlDatabase, sqlServer, workflow } from "../../support/azure";
import { type JsonObject } from "../../support/conformance";
import { errorsOf, inAzure } from "../../support/simulation";
import { problemsOf, resources, testStack } from "../../support/synth";
import { testWithTerraform } from "../../support/terraform";

const ADMINISTRATORS = { display_name: "admins", object_id: "11111111-aaaa-bbbb-cccc-dddddddddddd" };

interface What {
  readonly hasSchema?: boolean;
}

/**
 * A workflow that waits for the user of another identity, and owns a schema itself, on which that user may do something. Who
 * owns the schema is said before there is such a user.
 */
function stackWith({ hasSchema = true }: What = {}): TerraformStack {
  const stack = testStack();
  const server = sqlServer(stack, "server", {
    azureadAdministrator: {
      loginUsername: "admins",
      objectId: ADMINISTRATORS.object_id,
      azureadAuthenticationOnly: true,
    },
  });
  const database = sqlDatabase(stack, "shop", server);
  const addresses = { startIpAddress: "0.0.0.0", endIpAddress: "255.255.255.255" };
  const rule = new MssqlFirewallRule(stack, "rule", { name: "rule", serverId: server.id, ...addresses });
  const where = { database, endpoint: SqlEndpoint.server(server, { dependsOn: [rule] }) };
  // While this is there, the other facts can go.
  new SqlDatabaseUser(stack, "always", { ...where, principal: identity(stack, "third") });
  const app = workflow(stack, "app", { name: "logic-orders" });
  if (!hasSchema) {
    return stack;
  }
  const { role } = new SqlCustomDatabaseRole(stack, "role", { ...where, roleName: "sellers" });
  new SqlSchema(stack, "schema", { ...where, schemaName: "sales", owner: "logic-orders" });
  const other = new SqlDatabaseUser(stack, "other", { ...where, principal: identity(stack) });
  makeWait(app, () => [...other.resources]);
  other.addPermission(SqlPermission.onSchema("EXECUTE", "dbo"));
  new SqlDatabaseUser(stack, "own", { ...where, principal: SystemAssignedManagedIdentity.of(app), roles: [role] });
  const late = new SqlDatabaseUser(stack, "late", {
    ...where,
    principal: identity(stack, "second"),
  });
  late.addPermission(SqlPermission.onSchema("SELECT", "sales"));
  return stack;
}

const RUN = "azmi_sql_server_run";
const OF_SOURCES = "azmi_sql_server_run_sources";

/** What the facts are called that a run lists, without what they have in common. */
const listedBy = (run: JsonObject = {}): string[] =>
  JSON.stringify(run.triggers_replace)
    .match(/(?<=terraform_data\.azmi_sql_server_shop_)[^.]+/g)!
    .sort();

describe("what rests on what a source tells", () => {
  test("comes true after the source, and what the source waits for does not", () => {
    const all = resources(stackWith(), "terraform_data");
    expect(listedBy(all[RUN])).toEqual([
      "role_sellers",
      "schema_sales",
      "user_id-orders",
      "user_id-orders_permission_EXECUTE_dbo",
      "user_id-second",
      "user_id-third",
    ]);
    expect(listedBy(all[OF_SOURCES])).toEqual([
      "schema_sales_owner",
      "user_app-name",
      "user_app-name_role_sellers",
      "user_id-second_permission_SELECT_sales",
    ]);
    expect(all[OF_SOURCES]?.depends_on).toContain(`terraform_data.${RUN}`);
    expect(all[RUN]?.depends_on).not.toContain(`terraform_data.${OF_SOURCES}`);
    expect(problemsOf(stackWith())).toEqual([]);
  });

  test("is listed beside that, and taken away before what it mentions", () => {
    const all = resources(stackWith(), "terraform_data");
    const factsIn = (name: string): string[] => Object.values(all[name]?.input as Record<string, string>);
    expect(factsIn("azmi_sql-ledger").filter((fact) => /"kind" = "owner"|SELECT/.test(fact))).toEqual([]);
    expect(factsIn("azmi_sql-ledger_sources")).toHaveLength(4);
    expect(all["azmi_sql-removals_sources"]?.depends_on).toEqual(
      expect.arrayContaining(["terraform_data.azmi_sql-ledger", "terraform_data.azmi_sql-removals"]),
    );
    expect(JSON.stringify(all["azmi_sql-removals"]?.depends_on)).not.toContain("sources");
  });

  testWithTerraform("comes and goes in one apply", () =>
    inAzure(async (simulator, session) => {
      simulator.declare("azurerm_resource_group", { name: "rg-test", location: "westeurope" });
      simulator.declare("azuread_group", { ...ADMINISTRATORS, members: [simulator.account.objectId] });
      const terraform = session(stackWith());
      expect(errorsOf(await terraform.apply())).toEqual([]);
      const shop = (): ReturnType<typeof simulator.sql.database> =>
        simulator.sql.database("server.database.windows.net", "shop");
      expect(shop()).toMatchObject({ roles: ["sellers"] });
      expect(shop().permissions).toContainEqual(
        expect.objectContaining({ grantee: "id-second", permission: "SELECT", on: "SCHEMA::sales" }),
      );
      expect((await terraform.plan()).changes).toEqual([]);
      terraform.change(stackWith({ hasSchema: false }));
      expect(errorsOf(await terraform.apply())).toEqual([]);
      expect(shop()).toMatchObject({ roles: [], users: [{ name: "id-third" }], permissions: [] });
    }),
  );
});
