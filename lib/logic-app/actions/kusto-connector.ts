import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { Connector } from "./connector";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { type WorkflowValue } from "./workflow-value";

/** The database of actions. */
export interface KustoConnectorProps {
  /** URI of the cluster, such as "https://orders.westeurope.kusto.windows.net". */
  readonly cluster: string;

  /** Name of the database. */
  readonly database: string;
}

/** A query. */
export interface KustoQueryProps extends WorkflowActionOptions {
  /** Query in KQL. */
  readonly query: WorkflowValue;
}

/** A query whose result is shown as a chart. */
export interface KustoChartProps extends KustoQueryProps {
  /** Type of the chart, such as "Bar Chart". */
  readonly chartType: string;
}

/** A management command. */
export interface KustoCommandProps extends WorkflowActionOptions {
  /** Command, such as ".show tables". */
  readonly command: WorkflowValue;
}

/**
 * Actions on a database of Azure Data Explorer.
 *
 * https://learn.microsoft.com/connectors/kusto/
 */
export class KustoConnector {
  /** @param connection of the connector "kusto"; any other throws */
  public static of(connection: LogicAppConnection, props: KustoConnectorProps): KustoConnector {
    return new KustoConnector(connection, props);
  }

  private readonly connector: Connector;
  private readonly names: Readonly<Record<string, string>>;

  private constructor(connection: LogicAppConnection, { cluster, database }: KustoConnectorProps) {
    this.connector = new Connector("KustoConnector", connection, ManagedApi.KUSTO);
    this.names = { cluster, database };
  }

  /** Runs a query. The body is `{ value: [row, …] }`. */
  public runQuery(props: KustoQueryProps): WorkflowAction {
    return this.post("runQuery", props, "/ListKustoResults/false", props.query);
  }

  /** Runs a query, and shows the result as a chart. */
  public visualizeQuery(props: KustoChartProps): WorkflowAction {
    const { query, chartType } = props;
    return this.post("visualizeQuery", props, "/RunKustoAndVisualizeResults/false", query, { chartType });
  }

  /** Runs a command that starts with ".show". The body is `{ value: [row, …] }`. */
  public runShowCommand(props: KustoCommandProps): WorkflowAction {
    return this.post("runShowCommand", props, "/ListKustoShowCommandResults", props.command);
  }

  /** Runs a command with the keyword "async", and waits until it ends: at most an hour. */
  public runAsyncCommand(props: KustoCommandProps): WorkflowAction {
    return this.post("runAsyncCommand", props, "/RunAsyncControlCommandAndWait", props.command);
  }

  private post(
    name: string,
    options: WorkflowActionOptions,
    path: string,
    csl: WorkflowValue,
    more: Readonly<Record<string, string>> = {},
  ): WorkflowAction {
    const { cluster, database: db } = this.names;
    return this.connector.action(name, options, {
      method: "post",
      path,
      names: { ...this.names, query: csl, ...more },
      body: { cluster, db, csl, ...more },
    });
  }
}
