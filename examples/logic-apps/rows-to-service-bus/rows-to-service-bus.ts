import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { ServicebusQueue } from "@cdktf/provider-azurerm/lib/servicebus-queue";
import { type Construct } from "constructs";
import {
  ConsumptionWorkflow,
  ControlAction,
  ManagedApi,
  ManagedIdentityApiConnection,
  ManagedIdentityBinding,
  Recurrence,
  RecurrenceTrigger,
  RunStatus,
  ServiceBusAccess,
  ServiceBusConnector,
  SqlAccess,
  SqlConnector,
  SqlDatabaseRole,
  SqlServerDirectoryAccess,
  UserAssignedManagedIdentity,
  WorkflowStatus,
  WorkflowValue,
} from "../../../lib";
import { AzureStack } from "../../walkthrough/azure-stack";
import { SqlTarget } from "../../walkthrough/sql-target";

/** Every hour, a workflow sends a message for each row of a SQL table. If that fails, it sends an alert. */
export class RowsToServiceBus extends AzureStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const identity = new UserAssignedManagedIdentity(this, "identity", {
      name: "id-orders",
      resourceGroup: this.resourceGroup,
    });

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
    const orders = new ServicebusQueue(this, "orders", { name: "orders", namespaceId: namespace.id });
    const alerts = new ServicebusQueue(this, "alerts", { name: "alerts", namespaceId: namespace.id });

    const workflow = new ConsumptionWorkflow(this, "workflow", {
      name: "logic-orders",
      resourceGroup: this.resourceGroup,
      identity,
      triggers: { Hourly: RecurrenceTrigger.of({ every: Recurrence.hours(1) }) },
    });
    const shop = SqlConnector.of(workflow.connect(this.connection("sql", ManagedApi.SQL)), {
      endpoint: sql.endpoint,
      database: sql.database.name,
    });
    const namespaceEndpoint = `sb://${namespace.name}.servicebus.windows.net/`;
    const messages = ServiceBusConnector.of(
      workflow.connect(this.connection("servicebus", ManagedApi.SERVICE_BUS, { namespaceEndpoint })),
    );
    workflow.addAction(
      "Send_orders",
      ControlAction.scope({
        actions: {
          Get_rows: shop.getRows({ table: "[dbo].[Orders]", top: 100 }),
          Each_row: ControlAction.foreach(WorkflowValue.expression("body('Get_rows')?['value']"), {
            actions: {
              Send_row: messages.sendMessage({
                entity: orders.name,
                content: WorkflowValue.expression("string(items('Each_row'))"),
                contentType: "application/json",
              }),
            },
            concurrency: 10,
            runAfter: ["Get_rows"],
          }),
        },
      }),
    );
    workflow.addAction(
      "Alert",
      messages.sendMessage({
        entity: alerts.name,
        content: WorkflowValue.expression("string(result('Send_orders'))"),
        contentType: "application/json",
        runAfter: ["Send_orders"],
        runAfterStatuses: [WorkflowStatus.FAILED, WorkflowStatus.TIMED_OUT],
      }),
    );
    workflow.addAction(
      "Fail",
      ControlAction.terminate({ status: RunStatus.FAILED, message: "see the alert", runAfter: ["Alert"] }),
    );

    // The trigger starts the first run at once.
    new ManagedIdentityBinding(this, "access", {
      identity,
      access: [
        SqlAccess.database(sql.database, { endpoint: sql.endpoint, roles: [SqlDatabaseRole.DATA_READER] }),
        ServiceBusAccess.send(orders),
        ServiceBusAccess.send(alerts),
      ],
    }).applyBefore(workflow);
  }

  private connection(
    name: string,
    api: ManagedApi,
    parameters: Record<string, string> = {},
  ): ManagedIdentityApiConnection {
    return new ManagedIdentityApiConnection(this, `${name}-connection`, {
      api,
      parameters,
      resourceGroup: this.resourceGroup,
    });
  }
}
