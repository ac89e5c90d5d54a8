import { type WorkflowActionOptions } from "./workflow-action";
import { type WorkflowValue } from "./workflow-value";

/** The container of actions. */
export interface CosmosDbConnectorProps {
  /** Name of the account. */
  readonly account: string;

  /** Name of the database. */
  readonly database: string;

  /** Name of the container. */
  readonly container: string;
}

/** A document to create. */
export interface CosmosDbCreateProps extends WorkflowActionOptions {
  /** The document, with its `id` and partition key. Strings are text. For an expression, use `WorkflowValue`. */
  readonly document: unknown;

  /**
   * Whether to replace a document with the same id and partition key. Otherwise, the action fails if there is one.
   *
   * @default false
   */
  readonly replace?: boolean;
}

/** A document that exists. */
export interface CosmosDbDocumentProps extends WorkflowActionOptions {
  /** Id of the document. */
  readonly id: WorkflowValue;

  /** Value of the partition key, of any type. */
  readonly partitionKey: WorkflowValue;
}

/** A document, and what it becomes. */
export interface CosmosDbReplaceProps extends CosmosDbDocumentProps {
  /** The new document, with its `id` and partition key. Strings are text. For an expression, use `WorkflowValue`. */
  readonly document: unknown;
}

/** A query. */
export interface CosmosDbQueryProps extends WorkflowActionOptions {
  /** Query, such as "SELECT * FROM c WHERE c.status = 'new'". */
  readonly query: WorkflowValue;

  /**
   * Value of the partition key.
   *
   * @default - all partitions
   */
  readonly partitionKey?: WorkflowValue;

  /**
   * Maximum number of documents in the answer.
   *
   * @default - the connector chooses
   */
  readonly maxItemCount?: number;

  /**
   * Where the answer goes on: `WorkflowValue.expression("body('…')?['ContinuationToken']")`.
   *
   * @default - at the beginning
   */
  readonly continuationToken?: WorkflowValue;
}

/** A stored procedure to run. */
export interface CosmosDbProcedureProps extends WorkflowActionOptions {
  /** Name of the stored procedure. */
  readonly procedure: string;

  /**
   * Value of the partition key, of any type.
   *
   * @default - none
   */
  readonly partitionKey?: WorkflowValue;

  /**
   * The arguments, as a list. Strings are text. For an expression, use `WorkflowValue`.
   *
   * @default - none
   */
  readonly parameters?: unknown[];
}
