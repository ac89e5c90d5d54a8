import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { Connector, type ConnectorCall } from "./connector";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { type WorkflowValue } from "./workflow-value";

/** A query of logs. */
export interface LogsQueryProps extends WorkflowActionOptions {
  /** Id of the subscription of the workspace or component. */
  readonly subscriptionId: string;

  /** Resource group of the workspace or component. */
  readonly resourceGroupName: string;

  /** Query in KQL. */
  readonly query: WorkflowValue;

  /**
   * Time range, such as "Last 24 hours" or "Set in query".
   *
   * @default "Set in query"
   */
  readonly timeRange?: string;
}

/** A query of a Log Analytics workspace. */
export interface MonitorLogsQueryProps extends LogsQueryProps {
  /** Name of the workspace. */
  readonly workspaceName: string;
}

/** A query of Application Insights. */
export interface ApplicationInsightsQueryProps extends LogsQueryProps {
  /** Name of the Application Insights component. */
  readonly componentName: string;
}

/** A form in which results are shown. */
export enum LogsVisualization {
  HTML_TABLE = "Html Table",
  PIE_CHART = "Pie Chart",
  TIME_CHART = "Time Chart",
  BAR_CHART = "Bar Chart",
}

/** A query of a Log Analytics workspace whose results are shown. */
export interface MonitorLogsVisualizationProps extends MonitorLogsQueryProps {
  /** How the results are shown. */
  readonly visualization: LogsVisualization;
}

/** A query of Application Insights whose results are shown. */
export interface ApplicationInsightsVisualizationProps extends ApplicationInsightsQueryProps {
  /** How the results are shown. */
  readonly visualization: LogsVisualization;
}

const WORKSPACE = "Log Analytics Workspace";
const COMPONENT = "Application Insights";

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

  /** Runs a query of a workspace. The body is `{ value: [row, …] }`. */
  public runQuery(props: MonitorLogsQueryProps): WorkflowAction {
    const { workspaceName } = props;
    return this.connector.action("runQuery", props, logsCall("queryData", props, WORKSPACE, { workspaceName }));
  }

  /** Runs a query of Application Insights. The body is `{ value: [row, …] }`. */
  public runApplicationInsightsQuery(props: ApplicationInsightsQueryProps): WorkflowAction {
    const { componentName } = props;
    const call = logsCall("queryData", props, COMPONENT, { componentName });
    return this.connector.action("runApplicationInsightsQuery", props, call);
  }

  /** Shows the results of a query of a workspace. The body is `{ body, attachmentContent, attachmentName }`. */
  public visualizeQuery(props: MonitorLogsVisualizationProps): WorkflowAction {
    const { workspaceName, visualization: visType } = props;
    const call = logsCall("visualizeQuery", props, WORKSPACE, { workspaceName }, { visType });
    return this.connector.action("visualizeQuery", props, call);
  }

  /** Shows the results of a query of Application Insights. The body is `{ body, attachmentContent, attachmentName }`. */
  public visualizeApplicationInsightsQuery(props: ApplicationInsightsVisualizationProps): WorkflowAction {
    const { componentName, visualization: visType } = props;
    const call = logsCall("visualizeQuery", props, COMPONENT, { componentName }, { visType });
    return this.connector.action("visualizeApplicationInsightsQuery", props, call);
  }
}

/** @param resource the only member is the name of the workspace or component */
function logsCall(
  operation: string,
  { subscriptionId, resourceGroupName, query, timeRange = "Set in query" }: LogsQueryProps,
  resourcetype: string,
  resource: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): ConnectorCall {
  return {
    method: "post",
    path: `/${operation}`,
    names: { subscriptionId, resourceGroupName, ...resource, query, timeRange },
    queries: {
      subscriptions: subscriptionId,
      resourcegroups: resourceGroupName,
      resourcetype,
      resourcename: Object.values(resource)[0],
      timerange: timeRange,
      ...more,
    },
    body: query,
  };
}
