import { LogicAppActionCustom } from "@cdktf/provider-azurerm/lib/logic-app-action-custom";
import { LogicAppTriggerRecurrence } from "@cdktf/provider-azurerm/lib/logic-app-trigger-recurrence";
import { LogicAppWorkflow } from "@cdktf/provider-azurerm/lib/logic-app-workflow";
import { TerraformOutput } from "cdktf";
import { type Construct } from "constructs";
import {
  BuiltInRole,
  DirectoryReading,
  LogicAppSqlConnection,
  ManagedIdentityBinding,
  RoleAccess,
  SqlConnector,
  SqlDatabaseRole,
  SqlServerDirectoryAccess,
  SqlServerRole,
  UserAssignedManagedIdentity,
} from "../../lib";
import { AzureStack } from "./azure-stack";
import { SqlTarget } from "./sql-target";

/**
 * Article one: a Logic App uses Azure SQL with a user-assigned identity, without portal steps and without a password.
 */
export class LogicAppToSql extends AzureStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);

    // Steps 1 and 2: create the identity.
    const identity = new UserAssignedManagedIdentity(this, "identity", {
      name: "DemoUserAMI",
      resourceGroup: this.resourceGroup,
    });

    const workflow = new LogicAppWorkflow(this, "workflow", { ...this.place, name: "logic-demo-orders" });
    const sql = new SqlTarget(this, "sql", {
      ...this.place,
      serverName: `demosqlserver${this.suffix}`,
      databaseName: "demo",
      administrators: "Demo SQL administrators",
    });

    // Step 4: the SQL server carries the identity too, and looks up principals with it. Step 8: its administrators sign
    // in with Entra ID. Passwords are disabled.
    new SqlServerDirectoryAccess(this, "directory", {
      server: sql.server,
      identity,
      administrator: sql.administrators,
      directoryReading: DirectoryReading.GRAPH_APP_ROLES,
    });

    // Step 3: the Logic App uses the identity. Step 5: the identity gets a role on the server. The article picks Owner,
    // "as per requirement"; the walkthrough requires only Reader.
    new ManagedIdentityBinding(this, "orders", {
      identity,
      sources: [workflow],
      access: [RoleAccess.at(sql.server.id, BuiltInRole.READER)],
    });

    // Steps 6 and 9: the SQL connection, which authenticates with the identity, and its login: CREATE LOGIN … FROM
    // EXTERNAL PROVIDER, with the server role that lets the designer list databases. To read rows, the login also needs
    // a user in the database.
    const { connection, login } = new LogicAppSqlConnection(this, "connection", {
      logicApp: workflow,
      identity,
      endpoint: sql.endpoint,
      serverRoles: [SqlServerRole.SERVER_STATE_MANAGER],
      databases: [{ database: sql.database, roles: [SqlDatabaseRole.DATA_READER] }],
    });

    // Steps 7 and 10: the connector names the server and the database (the article's "custom value"). The trigger
    // starts the first run at once, so it waits for the action, and for the login with its user in the database.
    const demo = SqlConnector.of(connection, { endpoint: sql.endpoint, database: sql.database.name });
    const logicAppId = workflow.id;
    const rows = new LogicAppActionCustom(this, "rows", {
      name: "Get_rows",
      logicAppId,
      body: demo.getRows({ table: "[dbo].[Orders]", top: 100 }).body,
    });
    new LogicAppTriggerRecurrence(this, "hourly", {
      name: "hourly",
      logicAppId,
      frequency: "Hour",
      interval: 1,
      dependsOn: [rows, ...login.resources],
    });

    // Step 11: view the resources that are connected to the identity.
    new TerraformOutput(this, "connected-resources", { value: [workflow.id, sql.server.id] });
  }
}
