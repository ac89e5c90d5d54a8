import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { Connector, type ConnectorCall, type StorageConnectorProps } from "./connector";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { encoded, encodedTwice, type WorkflowValue } from "./workflow-value";

/** A table. */
export interface TableProps extends WorkflowActionOptions {
  /** Name of the table. */
  readonly table: string;
}

/** The entities of a table. */
export interface TableEntitiesProps extends TableProps {
  /**
   * OData filter, such as `Watched eq false`.
   *
   * @default - all entities
   */
  readonly filter?: WorkflowValue;
}

/** One entity of a table. */
export interface TableEntityProps extends TableProps {
  /** Partition key. */
  readonly partitionKey: WorkflowValue;

  /** Row key. */
  readonly rowKey: WorkflowValue;
}

/** An entity to insert. */
export interface TableEntityInsertProps extends TableProps {
  /** Properties, with PartitionKey and RowKey. Strings are text. For an expression, use `WorkflowValue.expression`. */
  readonly entity: Record<string, unknown>;
}

/** An entity to change, or to insert if it does not exist. */
export interface TableEntityMergeProps extends TableEntityProps {
  /** Properties. Strings are text. For an expression, use `WorkflowValue.expression`. */
  readonly entity: Record<string, unknown>;
}

/**
 * Actions on the tables of a storage account.
 *
 * https://learn.microsoft.com/connectors/azuretables/
 */
export class TableStorageConnector {
  /** @param connection of the connector "azuretables"; any other throws */
  public static of(connection: LogicAppConnection, props: StorageConnectorProps): TableStorageConnector {
    return new TableStorageConnector(connection, props);
  }

  private readonly connector: Connector;
  private readonly account: string;

  private constructor(connection: LogicAppConnection, { account }: StorageConnectorProps) {
    this.connector = new Connector("TableStorageConnector", connection, ManagedApi.TABLE_STORAGE);
    this.account = account;
  }

  /** Reads entities. The body is `{ value: [entity, …] }`. */
  public getEntities(props: TableEntitiesProps): WorkflowAction {
    const { filter } = props;
    const { names, ...call } = this.entities("get", props);
    return this.connector.action("getEntities", props, {
      ...call,
      names: { ...names, filter },
      queries: { $filter: filter },
    });
  }

  /** Reads the entity with a key. */
  public getEntity(props: TableEntityProps): WorkflowAction {
    return this.connector.action("getEntity", props, this.entity("get", props));
  }

  /** Inserts an entity. It fails if one with its key exists. */
  public insertEntity(props: TableEntityInsertProps): WorkflowAction {
    return this.connector.action("insertEntity", props, { ...this.entities("post", props), body: props.entity });
  }

  /** Changes the given properties of an entity, or inserts it if it does not exist. */
  public insertOrMergeEntity(props: TableEntityMergeProps): WorkflowAction {
    return this.connector.action("insertOrMergeEntity", props, { ...this.entity("patch", props), body: props.entity });
  }

  private entities(method: "get" | "post", { table }: TableProps): ConnectorCall {
    const path = `/v2/storageAccounts/${encodedTwice(this.account)}/tables/${encoded(table)}/entities`;
    return { method, path, names: { account: this.account, table } };
  }

  private entity(method: "get" | "patch", { table, partitionKey, rowKey }: TableEntityProps): ConnectorCall {
    const { path, names } = this.entities("get", { table });
    return { method, path: `${path}(PartitionKey='${encoded(partitionKey)}',RowKey='${encoded(rowKey)}')`, names };
  }
}
