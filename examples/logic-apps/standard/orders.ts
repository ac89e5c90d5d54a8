import { dirname } from "node:path";
import { LogicAppStandard } from "@cdktf/provider-azurerm/lib/logic-app-standard";
import { ServicePlan } from "@cdktf/provider-azurerm/lib/service-plan";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { ServicebusQueue } from "@cdktf/provider-azurerm/lib/servicebus-queue";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { TerraformOutput } from "cdktf";
import { type Construct } from "constructs";
import {
  ApiConnectionKind,
  BuiltInConnection,
  LogicAppConnectionsFile,
  LogicAppWorkflowFile,
  ManagedApi,
  ManagedIdentityApiConnection,
  ManagedIdentityBinding,
  Recurrence,
  ServiceBusAccess,
  ServiceBusConnector,
  ServiceProviderAction,
  SqlAccess,
  SqlDatabaseRole,
  SqlServerDirectoryAccess,
  SystemAssignedManagedIdentity,
  WorkflowValue,
} from "../../../lib";
import { AzureStack } from "../../walkthrough/azure-stack";
import { SqlTarget } from "../../walkthrough/sql-target";

/** A Standard logic app looks the order in each message of a queue up in a database. */
export class Orders extends AzureStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const sql = new SqlTarget(this, "sql", {
      ...this.place,
      serverName: `sql-orders-${this.suffix}`,
      databaseName: "orders",
      administrators: "SQL administrators",
    });
    new SqlServerDirectoryAccess(this, "directory", { server: sql.server, administrator: sql.administrators });
    const namespace = new ServicebusNamespace(this, "namespace", {
      ...this.place,
      name: `sb-orders-${this.suffix}`,
      sku: "Standard",
      localAuthEnabled: false,
    });
    const queue = new ServicebusQueue(this, "queue", { name: "orders", namespaceId: namespace.id });
    const app = this.logicApp();

    // Built into the app: it signs in to the database itself, as a user that can read.
    const database = BuiltInConnection.sql(sql.database).addTo(app, {
      access: [SqlAccess.database(sql.database, { endpoint: sql.endpoint, roles: [SqlDatabaseRole.DATA_READER] })],
    });

    // A managed connector: a connection in Azure that the app may use, and that signs in to the queue as the app.
    const connection = new ManagedIdentityApiConnection(this, "messages", {
      api: ManagedApi.SERVICE_BUS,
      kind: ApiConnectionKind.V2,
      resourceGroup: this.resourceGroup,
      parameters: { namespaceEndpoint: `sb://${namespace.name}.servicebus.windows.net/` },
    });
    const messages = ServiceBusConnector.of(connection.addTo(app));
    new ManagedIdentityBinding(this, "receiver", {
      principal: SystemAssignedManagedIdentity.of(app),
      access: [ServiceBusAccess.receive(queue)],
    });

    LogicAppWorkflowFile.of(app, {
      name: "orders",
      triggers: {
        order: messages.whenAMessageIsLockedInAQueue({ queue: "orders", every: Recurrence.minutes(1) }),
      },
      actions: {
        Get_rows: ServiceProviderAction.executeQuery(database, {
          query: "SELECT * FROM dbo.Orders WHERE Id = @Id",
          queryParameters: { Id: WorkflowValue.expression("triggerBody()?['MessageId']") },
        }),
        Complete: messages.completeMessageInAQueue({ queue: "orders", runAfter: ["Get_rows"] }),
      },
    });

    // Terraform does not deploy files to apps.
    const folder = dirname(LogicAppConnectionsFile.of(app).path);
    const target = `--resource-group ${this.resourceGroup.name} --name ${app.name}`;
    new TerraformOutput(this, "deploy", {
      value: `(cd ${folder} && zip -r ../app.zip .) && az logicapp deployment source config-zip ${target} --src logic-apps/app.zip`,
    });
  }

  /** Azure keeps the files and the runs of the app in a storage account, which it opens with a key. */
  private logicApp(): LogicAppStandard {
    const account = new StorageAccount(this, "account", {
      ...this.place,
      name: `storders${this.suffix}`,
      accountTier: "Standard",
      accountReplicationType: "LRS",
    });
    const plan = new ServicePlan(this, "plan", {
      ...this.place,
      name: "plan-orders",
      osType: "Windows",
      skuName: "WS1",
    });
    return new LogicAppStandard(this, "app", {
      ...this.place,
      name: `logic-orders-${this.suffix}`,
      appServicePlanId: plan.id,
      storageAccountName: account.name,
      storageAccountAccessKey: account.primaryAccessKey,
      appSettings: { FUNCTIONS_WORKER_RUNTIME: "dotnet" },
    });
  }
}
