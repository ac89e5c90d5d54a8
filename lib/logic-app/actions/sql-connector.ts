import { type SqlEndpoint } from "../../sql";
import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { Connector, type ConnectorCall } from "./connector";
import {
  type SqlProcedureProps,
  type SqlQueryProps,
  type SqlRowChangeProps,
  type SqlRowInsertProps,
  type SqlRowProps,
  type SqlRowsProps,
  type SqlTriggerProps,
} from "./sql-connector-props";
import { countProblems } from "./argument-rules";
import {
  columnList,
  columnProblems,
  portProblems,
  queryParameterProblems,
  serverName,
  variableProblems,
} from "./sql-connector-rules";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { type WorkflowTrigger } from "./workflow-trigger";
import { encodedTwice } from "./workflow-value";
import { refuse } from "../../core/rules";

/** The database of actions and triggers. */
export interface SqlConnectorProps {
  /**
   * The server. The connector uses its DNS name, and reaches a managed instance only at its public endpoint: use
   * `SqlEndpoint.at("orders.public.1a2b3c4d5e6f.database.windows.net")`.
   *
   * https://learn.microsoft.com/azure/connectors/connectors-create-api-sqlazure
   */
  readonly endpoint: SqlEndpoint;

  /**
   * Port of the server.
   *
   * https://learn.microsoft.com/azure/azure-sql/managed-instance/public-endpoint-overview
   *
   * @default - 3342 for the public endpoint of a managed instance, otherwise the connector's own default
   */
  readonly port?: number;

  /** Name of the database. */
  readonly database: string;
}

/**
 * Actions and triggers on a database of Azure SQL.
 *
 * They name the server and the database, which the designer calls "Enter custom value". To choose them from its lists,
 * the identity must see all databases of the server; otherwise the designer shows "Could not retrieve values.
 * Unauthorized". For the lists, give the `SqlAadLogin` of the identity one of the server roles
 * `##MS_DatabaseConnector##`, `##MS_DefinitionReader##` and `##MS_ServerStateManager##`.
 *
 * Invalid names and arguments throw.
 *
 * https://learn.microsoft.com/connectors/sql/
 */
export class SqlConnector {
  /** @param connection of the connector "sql"; any other throws */
  public static of(connection: LogicAppConnection, props: SqlConnectorProps): SqlConnector {
    return new SqlConnector(connection, props);
  }

  private readonly connector: Connector;
  private readonly server: string;
  private readonly database: string;

  private constructor(connection: LogicAppConnection, { endpoint, database, port }: SqlConnectorProps) {
    this.connector = new Connector("SqlConnector", connection, ManagedApi.SQL);
    refuse(portProblems(port), "SqlConnector.of");
    this.server = serverName(endpoint.host, port);
    this.database = database;
  }

  /** Lists the tables. The body is `{ value: [{ Name, DisplayName, … }, …] }`. */
  public listTables(options: WorkflowActionOptions = {}): WorkflowAction {
    const path = `${this.dataset("/v2")}/tables`;
    return this.connector.action("listTables", options, { method: "get", path, names: this.names({}) });
  }

  /** Reads rows of a table or view. The body is `{ value: [row, …] }`. */
  public getRows(props: SqlRowsProps): WorkflowAction {
    const { table, filter: $filter, orderBy: $orderby, skip: $skip, apply: $apply, top: $top, select } = props;
    return this.connector.action("getRows", props, {
      method: "get",
      path: `${this.table(table)}/items`,
      names: this.names({ table, filter: $filter, orderBy: $orderby, skip: $skip, apply: $apply }),
      problems: [...countProblems("top", $top), ...columnProblems(select)],
      queries: { $apply, $filter, $orderby, $skip, $top, $select: columnList(select) },
    });
  }

  /** Reads the row with a key. */
  public getRow(props: SqlRowProps): WorkflowAction {
    return this.connector.action("getRow", props, this.row("get", props));
  }

  /** Inserts a row. */
  public insertRow(props: SqlRowInsertProps): WorkflowAction {
    const { table, row: body } = props;
    const path = `${this.table(table)}/items`;
    return this.connector.action("insertRow", props, { method: "post", path, names: this.names({ table }), body });
  }

  /** Changes columns of the row with a key. */
  public updateRow(props: SqlRowChangeProps): WorkflowAction {
    return this.connector.action("updateRow", props, { ...this.row("patch", props), body: props.row });
  }

  /** Deletes the row with a key. */
  public deleteRow(props: SqlRowProps): WorkflowAction {
    return this.connector.action("deleteRow", props, this.row("delete", props));
  }

  /** Runs T-SQL. The body is `{ ResultSets: { Table1: [row, …] } }`. */
  public executeQuery(props: SqlQueryProps): WorkflowAction {
    const { query, parameters = [] } = props;
    const formal = Object.fromEntries(parameters.map(({ name, type }) => [name, type]));
    const actual = Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
    return this.connector.action("executeQuery", props, {
      method: "post",
      path: `${this.dataset("/v2")}/query/sql`,
      names: this.names({ query }),
      problems: queryParameterProblems(parameters),
      body: { query, ...(parameters.length > 0 && { formalParameters: formal, actualParameters: actual }) },
    });
  }

  /** Runs a stored procedure. The body has its result sets, output parameters and return code. */
  public executeStoredProcedure(props: SqlProcedureProps): WorkflowAction {
    const { procedure, parameters = {} } = props;
    return this.connector.action("executeStoredProcedure", props, {
      method: "post",
      path: `${this.dataset("/v2")}/procedures/${encodedTwice(procedure)}`,
      names: this.names({ procedure }),
      problems: Object.keys(parameters).flatMap(variableProblems),
      body: parameters,
    });
  }

  /** Starts a run for each inserted row. The table needs an IDENTITY column. */
  public whenAnItemIsCreated(props: SqlTriggerProps): WorkflowTrigger {
    return this.trigger("whenAnItemIsCreated", props, `${this.table(props.table)}/onnewitems`);
  }

  /** Starts a run for each inserted or updated row. The table needs a ROWVERSION column. */
  public whenAnItemIsModified(props: SqlTriggerProps): WorkflowTrigger {
    // Only this operation has no "v2" prefix.
    return this.trigger("whenAnItemIsModified", props, `${this.table(props.table, "")}/onupdateditems`);
  }

  private trigger(name: string, props: SqlTriggerProps, path: string): WorkflowTrigger {
    const { table, filter: $filter, orderBy: $orderby, top: $top, select } = props;
    const call = {
      method: "get",
      path,
      names: this.names({ table, filter: $filter, orderBy: $orderby }),
      problems: [...countProblems("top", $top), ...columnProblems(select)],
      queries: { $filter, $top, $orderby, $select: columnList(select) },
    } as const;
    return this.connector.trigger(name, props, call, "@triggerBody()?['value']");
  }

  private row(method: "get" | "patch" | "delete", { table, id }: SqlRowProps): ConnectorCall {
    return { method, path: `${this.table(table)}/items/${encodedTwice(id)}`, names: this.names({ table, id }) };
  }

  private table(table: string, version = "/v2"): string {
    return `${this.dataset(version)}/tables/${encodedTwice(table)}`;
  }

  private dataset(version: string): string {
    return `${version}/datasets/${encodedTwice(this.server)},${encodedTwice(this.database)}`;
  }

  private names(more: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return { server: this.server, database: this.database, ...more };
  }
}
