import { type WorkflowActionOptions } from "../actions/workflow-action-options";

/** An operation of a built-in connector. */
export interface ServiceProviderActionProps extends WorkflowActionOptions {
  /** Id of the operation, such as "executeQuery". */
  readonly operation: string;

  /**
   * Parameters of the operation, by key: text, `WorkflowValue`, or JSON of these.
   *
   * @default - none
   */
  readonly parameters?: Record<string, unknown>;
}

/** A query of a database. */
export interface ServiceProviderQueryProps extends WorkflowActionOptions {
  /** T-SQL, such as "SELECT * FROM dbo.Orders WHERE City = @City". */
  readonly query: string;

  /**
   * Values of the parameters in the query, by name: text, `WorkflowValue`, or JSON of these.
   *
   * @default - none
   */
  readonly queryParameters?: Record<string, unknown>;
}

/** A message for Service Bus. */
export interface ServiceProviderMessageProps extends WorkflowActionOptions {
  /** Name of the queue or topic. */
  readonly entity: string;

  /** Content: text, `WorkflowValue`, or JSON of these. */
  readonly content: unknown;

  /**
   * Type of the content, such as "application/json".
   *
   * @default - none
   */
  readonly contentType?: string;

  /**
   * Properties of the message: text, `WorkflowValue`, or JSON of these.
   *
   * @default - none
   */
  readonly properties?: Record<string, unknown>;
}

/** A blob to write. */
export interface ServiceProviderBlobProps extends WorkflowActionOptions {
  /** Name of the container. */
  readonly container: string;

  /** Name of the blob: text or `WorkflowValue`. */
  readonly blob: unknown;

  /** Content: text, `WorkflowValue`, or JSON of these. */
  readonly content: unknown;

  /**
   * Whether to replace a blob that exists.
   *
   * @default - the connector chooses
   */
  readonly overwrite?: boolean;
}

/** A secret to read. */
export interface ServiceProviderSecretProps extends WorkflowActionOptions {
  /** Name of the secret. */
  readonly secret: string;
}
