import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { Connector } from "./connector";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { type WorkflowValue } from "./workflow-value";

/** A query of a Log Analytics workspace. */
export interface MonitorLogsQueryProps extends WorkflowActionOptions {
  /** Id of the subscription of the workspace. */
  readonly subscriptionId: string;

  /** Resource group of the workspace. */
  readonly resourceGroupName: string;

  /** Name of the workspace. */
  readonly workspaceName: string;

  /** Query in KQL. */
  readonly query: WorkflowValue;

  /**
   * Time range, such as "Last 24 hours" or "Set in query".
   *
   * @default "Set in query"
   */
  readonly timeRange?: string;
}

/**
 * Actions on logs of Azure Monitor.
 *
 * https://learn.microsoft.com/connectors/azuremonitorlogs/
 */
export class MonitorLogsConnector {
  /** @param connection of the connector "azuremonitorlogs"; any other throws */
  public static of(connection: LogicAppConnection): MonitorLogsConnector {
    return new MonitorLogsConnector(connection);
  }

  private readonly connector: Connector;

  private constructor(connection: LogicAppConnection) {
    this.connector = new Connector("MonitorLogsConnector", connection, ManagedApi.MONITOR_LOGS);
  }

  /** Runs a query. The body is `{ value: [row, …] }`. */
  public runQuery(props: MonitorLogsQueryProps): WorkflowAction {
    const { subscriptionId, resourceGroupName, workspaceName, query, timeRange = "Set in query" } = props;
    return this.connector.action("runQuery", props, {
      method: "post",
      path: "/queryData",
      names: { subscriptionId, resourceGroupName, workspaceName, query, timeRange },
      queries: {
        subscriptions: subscriptionId,
        resourcegroups: resourceGroupName,
        resourcetype: "Log Analytics Workspace",
        resourcename: workspaceName,
        timerange: timeRange,
      },
      body: query,
    });
  }
}
