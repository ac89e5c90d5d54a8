import { type WorkflowActionOptions } from "./workflow-action";
import { type WorkflowValue } from "./workflow-value";

/** Documents of an index. */
export interface AiSearchDocumentsProps extends WorkflowActionOptions {
  /** Name of the index. */
  readonly index: string;

  /** A list of documents. Strings are text. For an expression, use `WorkflowValue.expression`. */
  readonly documents: unknown;
}

/** A search of an index by text, in fields whose vectors the index computes. */
export interface AiSearchProps extends WorkflowActionOptions {
  /** Name of the index. */
  readonly index: string;

  /** The text to search. */
  readonly text: WorkflowValue;

  /**
   * The fields to search.
   *
   * @default - all vector fields
   */
  readonly vectorFields?: string[];

  /**
   * The fields in the answer.
   *
   * @default - all
   */
  readonly select?: string[];

  /**
   * Condition, such as `WorkflowValue.text("city eq 'linz'")`.
   *
   * @default - none
   */
  readonly filter?: WorkflowValue;

  /**
   * Number of nearest neighbors to find.
   *
   * @default - the connector chooses
   */
  readonly nearestNeighbors?: number;

  /**
   * Maximum number of documents in the answer.
   *
   * @default - the connector chooses
   */
  readonly top?: number;

  /**
   * Number of documents to skip.
   *
   * @default 0
   */
  readonly skip?: number;
}

/** A search that also ranks by meaning. */
export interface AiSearchSemanticProps extends AiSearchProps {
  /**
   * Name of the semantic configuration of the index.
   *
   * @default - the default of the index
   */
  readonly semanticConfiguration?: string;
}
