import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { Connector, type ConnectorCall, type StorageConnectorProps } from "./connector";
import { columnList, columnProblems } from "./sql-connector-rules";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { encoded, encodedTwice, WorkflowValue } from "./workflow-value";

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

  /**
   * Properties.
   *
   * @default - all
   */
  readonly select?: string[];
}

/** One entity of a table. */
export interface TableEntityProps extends TableProps {
  /** Partition key. */
  readonly partitionKey: WorkflowValue;

  /** Row key. */
  readonly rowKey: WorkflowValue;
}

/** An entity to read. */
export interface TableEntityReadProps extends TableEntityProps {
  /**
   * Properties.
   *
   * @default - all
   */
  readonly select?: string[];
}

/** An entity to delete. */
export interface TableEntityDeleteProps extends TableEntityProps {
  /**
   * ETag of the entity, such as `WorkflowValue.expression("body('…')?['odata.etag']")`. The action fails if the entity
   * has changed since.
   *
   * @default - any
   */
  readonly etag?: WorkflowValue;
}

/** An existing entity to change. */
export interface TableEntityChangeProps extends TableEntityDeleteProps {
  /** Properties. Strings are text. For an expression, use `WorkflowValue.expression`. */
  readonly entity: Record<string, unknown>;
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
    const { filter, select } = props;
    const { names, ...call } = this.entities("get", props);
    return this.connector.action("getEntities", props, {
      ...call,
      names: { ...names, filter },
      problems: columnProblems(select),
      queries: { $filter: filter, $select: columnList(select) },
    });
  }

  /** Reads the entity with a key. */
  public getEntity(props: TableEntityReadProps): WorkflowAction {
    const { select } = props;
    return this.connector.action("getEntity", props, {
      ...this.entity("get", props),
      problems: columnProblems(select),
      queries: { $select: columnList(select) },
    });
  }

  /** Inserts an entity. It fails if one with its key exists. */
  public insertEntity(props: TableEntityInsertProps): WorkflowAction {
    return this.connector.action("insertEntity", props, { ...this.entities("post", props), body: props.entity });
  }

  /** Changes the given properties of an entity, or inserts it if it does not exist. */
  public insertOrMergeEntity(props: TableEntityMergeProps): WorkflowAction {
    return this.connector.action("insertOrMergeEntity", props, { ...this.entity("patch", props), body: props.entity });
  }

  /** Replaces an entity, or inserts it if it does not exist. Properties that are not given are removed. */
  public insertOrReplaceEntity(props: TableEntityMergeProps): WorkflowAction {
    return this.connector.action("insertOrReplaceEntity", props, { ...this.entity("put", props), body: props.entity });
  }

  /** Changes the given properties of an entity. It fails if the entity does not exist. */
  public mergeEntity(props: TableEntityChangeProps): WorkflowAction {
    return this.connector.action("mergeEntity", props, { ...this.existing("patch", props), body: props.entity });
  }

  /** Replaces an entity. It fails if the entity does not exist. */
  public replaceEntity(props: TableEntityChangeProps): WorkflowAction {
    return this.connector.action("replaceEntity", props, { ...this.existing("put", props), body: props.entity });
  }

  /** Deletes an entity. It fails if the entity does not exist. */
  public deleteEntity(props: TableEntityDeleteProps): WorkflowAction {
    return this.connector.action("deleteEntity", props, this.existing("delete", props));
  }

  private entities(method: "get" | "post", { table }: TableProps): ConnectorCall {
    const path = `/v2/storageAccounts/${encodedTwice(this.account)}/tables/${encoded(table)}/entities`;
    return { method, path, names: { account: this.account, table } };
  }

  private entity(method: ConnectorCall["method"], props: TableEntityProps): ConnectorCall {
    const { path, names } = this.entities("get", props);
    return { method, path: `${path}${keyOf(props)}`, names };
  }

  /** Only if its ETag is as given. */
  private existing(method: ConnectorCall["method"], props: TableEntityDeleteProps): ConnectorCall {
    const { path, names } = this.entities("get", props);
    const { etag = WorkflowValue.text("*") } = props;
    const headers = { "If-Match": etag };
    return { method, path: `${path}/etag${keyOf(props)}`, names: { ...names, etag }, headers };
  }
}

function keyOf({ partitionKey, rowKey }: TableEntityProps): string {
  return `(PartitionKey='${encoded(partitionKey)}',RowKey='${encoded(rowKey)}')`;
}
