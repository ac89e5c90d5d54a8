import { type WorkflowActionOptions } from "./workflow-action";
import { type WorkflowTriggerOptions } from "./workflow-trigger";
import { type WorkflowValue } from "./workflow-value";

/** A table of the database. */
export interface SqlTableProps extends WorkflowActionOptions {
  /** Table as the designer writes it, such as "[dbo].[Orders]". */
  readonly table: string;
}

/** Which rows of a table. */
export interface SqlRowsProps extends SqlTableProps {
  /**
   * OData filter, such as `Status eq 'New'`.
   *
   * @default - all rows
   */
  readonly filter?: WorkflowValue;

  /**
   * Columns to sort by, such as `Created desc`. Without it the order is that of the key, and none for views.
   *
   * @default - none
   */
  readonly orderBy?: WorkflowValue;

  /**
   * How many rows at most.
   *
   * @default - as many as the connector gives at once
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
  /** Values by column. Strings are text; for what the workflow evaluates give `WorkflowValue.expression`. */
  readonly row: Record<string, unknown>;
}

/** A row to change. */
export interface SqlRowChangeProps extends SqlRowProps {
  /** New values by column. Strings are text; for what the workflow evaluates give `WorkflowValue.expression`. */
  readonly row: Record<string, unknown>;
}

/** A parameter of a query. */
export interface SqlQueryParameter {
  /** Name of the variable, without `@`; any other name is refused at once. */
  readonly name: string;

  /** Type in T-SQL, such as "nvarchar(50)". */
  readonly type: string;

  /** Value. */
  readonly value: WorkflowValue;
}

/** A query. */
export interface SqlQueryProps extends WorkflowActionOptions {
  /**
   * T-SQL. The workflow evaluates nothing in it, so that nobody can change it through data: what differs from run to
   * run is a parameter.
   */
  readonly query: string;

  /**
   * Parameters, which the query names with `@` in front.
   *
   * @default - none
   */
  readonly parameters?: SqlQueryParameter[];
}

/** A stored procedure. */
export interface SqlProcedureProps extends WorkflowActionOptions {
  /** Procedure as the designer writes it, such as "[dbo].[ProcessOrder]". */
  readonly procedure: string;

  /**
   * Values by parameter, without `@`. Strings are text; for what the workflow evaluates give `WorkflowValue.expression`.
   *
   * @default - none
   */
  readonly parameters?: Record<string, unknown>;
}

/** Which rows start a run. */
export interface SqlTriggerProps extends WorkflowTriggerOptions {
  /** Table as the designer writes it, such as "[dbo].[Orders]". */
  readonly table: string;

  /**
   * OData filter, such as `Status eq 'New'`.
   *
   * @default - all rows
   */
  readonly filter?: WorkflowValue;

  /**
   * Columns.
   *
   * @default - all
   */
  readonly select?: string[];
}
