import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { countProblems } from "./argument-rules";
import { Connector, type ConnectorCall } from "./connector";
import {
  type CosmosDbConnectorProps,
  type CosmosDbCreateProps,
  type CosmosDbDocumentProps,
  type CosmosDbProcedureProps,
  type CosmosDbQueryProps,
  type CosmosDbReplaceProps,
} from "./cosmos-db-connector-props";
import { type WorkflowAction } from "./workflow-action";
import { encoded, WorkflowValue } from "./workflow-value";

/**
 * Actions on a container of Azure Cosmos DB for NoSQL.
 *
 * https://learn.microsoft.com/connectors/documentdb/
 */
export class CosmosDbConnector {
  /** @param connection of the connector "documentdb"; any other throws */
  public static of(connection: LogicAppConnection, props: CosmosDbConnectorProps): CosmosDbConnector {
    return new CosmosDbConnector(connection, props);
  }

  private readonly connector: Connector;
  private readonly container: string;
  private readonly names: Readonly<Record<string, string>>;

  private constructor(connection: LogicAppConnection, { account, database, container }: CosmosDbConnectorProps) {
    this.connector = new Connector("CosmosDbConnector", connection, ManagedApi.COSMOS_DB);
    this.container = `cosmosdb/${encoded(account)}/dbs/${encoded(database)}/colls/${encoded(container)}`;
    this.names = { account, database, container };
  }

  /** Creates a document. */
  public createDocument(props: CosmosDbCreateProps): WorkflowAction {
    const { document: body, replace } = props;
    return this.connector.action("createDocument", props, {
      ...this.call("post", "docs"),
      headers: { "x-ms-documentdb-is-upsert": replace },
      body,
    });
  }

  /** Reads a document. */
  public getDocument(props: CosmosDbDocumentProps): WorkflowAction {
    return this.connector.action("getDocument", props, this.document("get", props));
  }

  /** Replaces a document. It fails if there is none with the id. */
  public replaceDocument(props: CosmosDbReplaceProps): WorkflowAction {
    const call = { ...this.document("put", props), body: props.document };
    return this.connector.action("replaceDocument", props, call);
  }

  /** Deletes a document. */
  public deleteDocument(props: CosmosDbDocumentProps): WorkflowAction {
    return this.connector.action("deleteDocument", props, this.document("delete", props));
  }

  /** Runs a query. The body is `{ value: [document, …], ContinuationToken }`. */
  public queryDocuments(props: CosmosDbQueryProps): WorkflowAction {
    const { query: queryText, partitionKey, maxItemCount, continuationToken } = props;
    return this.connector.action("queryDocuments", props, {
      ...this.call("get", "query", { query: queryText, partitionKey, continuationToken }),
      path: `/v5/${this.container}/query`,
      problems: countProblems("maxItemCount", maxItemCount),
      queries: { queryText, partitionKey, maxItemCount, continuationToken },
    });
  }

  /** Runs a stored procedure. */
  public executeStoredProcedure(props: CosmosDbProcedureProps): WorkflowAction {
    const { procedure, partitionKey, parameters: body } = props;
    return this.connector.action("executeStoredProcedure", props, {
      ...this.call("post", `sprocs/${encoded(procedure)}`, { procedure, partitionKey }),
      headers: partitionHeader(partitionKey),
      body,
    });
  }

  private document(method: "get" | "put" | "delete", { id, partitionKey }: CosmosDbDocumentProps): ConnectorCall {
    const call = this.call(method, `docs/${encoded(id)}`, { id, partitionKey });
    return { ...call, headers: partitionHeader(partitionKey) };
  }

  private call(
    method: ConnectorCall["method"],
    end: string,
    names: Readonly<Record<string, unknown>> = {},
  ): ConnectorCall {
    return { method, path: `/v2/${this.container}/${end}`, names: { ...this.names, ...names } };
  }
}

/** The header has the value as JSON. A list of it is JSON between brackets, whatever its type. */
function partitionHeader(key: WorkflowValue | undefined): Readonly<Record<string, unknown>> | undefined {
  if (key === undefined) {
    return undefined;
  }
  const list = `string(createArray(${key._expression}))`;
  const json = WorkflowValue.expression(`substring(${list},1,sub(length(${list}),2))`);
  return { "x-ms-documentdb-raw-partitionkey": json };
}
