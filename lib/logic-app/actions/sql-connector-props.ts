import { type WorkflowActionOptions } from "./workflow-action";
import { type PollingTriggerOptions } from "./workflow-trigger";
import { type WorkflowValue } from "./workflow-value";

/** A table of the database. */
export interface SqlTableProps extends WorkflowActionOptions {
  /** Table in the designer's format, such as "[dbo].[Orders]". */
  readonly table: string;
}

/** The rows of a table. */
export interface SqlRowsProps extends SqlTableProps {
  /**
   * OData filter, such as `Status eq 'New'`.
   *
   * @default - all rows
   */
  readonly filter?: WorkflowValue;

  /**
   * Columns to sort by, such as `Created desc`. By default, tables are sorted by their key, and views are not sorted.
   *
   * @default - none
   */
  readonly orderBy?: WorkflowValue;

  /**
   * Number of rows to leave out before the first, such as `WorkflowValue.expression("variables('skip')")`.
   *
   * @default - none
   */
  readonly skip?: WorkflowValue;

  /**
   * OData aggregation, such as `groupby((Status),aggregate(Total with sum as Sum))`.
   *
   * @default - none
   */
  readonly apply?: WorkflowValue;

  /**
   * Maximum number of rows.
   *
   * @default - the limit of the connector
   */
  readonly top?: number;

  /**
   * Columns.
   *
   * @default - all
   */
  readonly select?: string[];
}

/** One row of a table. */
export interface SqlRowProps extends SqlTableProps {
  /** Value of the primary key. */
  readonly id: WorkflowValue;
}

/** A row to insert. */
export interface SqlRowInsertProps extends SqlTableProps {
  /** Values by column. Strings are text. For an expression, use `WorkflowValue.expression`. */
  readonly row: Record<string, unknown>;
}

/** A row to change. */
export interface SqlRowChangeProps extends SqlRowProps {
  /** New values by column. Strings are text. For an expression, use `WorkflowValue.expression`. */
  readonly row: Record<string, unknown>;
}

/** A parameter of a query. */
export interface SqlQueryParameter {
  /** Name of the variable, without `@`. An invalid name throws. */
  readonly name: string;

  /** Type in T-SQL, such as "nvarchar(50)". */
  readonly type: string;

  /** Value. */
  readonly value: WorkflowValue;
}

/** A query. */
export interface SqlQueryProps extends WorkflowActionOptions {
  /**
   * T-SQL. The workflow evaluates nothing in it, so that data cannot change it. Use parameters for values that change
   * from run to run.
   */
  readonly query: string;

  /**
   * Parameters. The query refers to them with `@`.
   *
   * @default - none
   */
  readonly parameters?: SqlQueryParameter[];
}

/** A stored procedure. */
export interface SqlProcedureProps extends WorkflowActionOptions {
  /** Procedure in the designer's format, such as "[dbo].[ProcessOrder]". */
  readonly procedure: string;

  /**
   * Values by parameter, without `@`. Strings are text. For an expression, use `WorkflowValue.expression`.
   *
   * @default - none
   */
  readonly parameters?: Record<string, unknown>;
}

/** The rows that start a run. */
export interface SqlTriggerProps extends PollingTriggerOptions {
  /** Table in the designer's format, such as "[dbo].[Orders]". */
  readonly table: string;

  /**
   * OData filter, such as `Status eq 'New'`.
   *
   * @default - all rows
   */
  readonly filter?: WorkflowValue;

  /**
   * Order in OData, such as `Created desc`.
   *
   * @default - none
   */
  readonly orderBy?: WorkflowValue;

  /**
   * Maximum number of rows in one poll.
   *
   * @default - the limit of the connector
   */
  readonly top?: number;

  /**
   * Columns.
   *
   * @default - all
   */
  readonly select?: string[];
}
