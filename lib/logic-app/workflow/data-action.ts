import { WorkflowAction, type WorkflowActionOptions } from "../actions/workflow-action";
import { workflowJson } from "../actions/workflow-json";
import { expressionJson } from "../actions/argument-rules";
import { type WorkflowValue } from "../actions/workflow-value";

/** JSON that later actions read by its members. */
export interface ParseJsonProps extends WorkflowActionOptions {
  /** JSON schema of the content, which the run validates. */
  readonly schema: Record<string, unknown>;
}

/** A filter of a list. */
export interface QueryProps extends WorkflowActionOptions {
  /** An expression about `item()` that is true for the items to keep. */
  readonly where: WorkflowValue;
}

/** Another form for each item of a list. */
export interface SelectProps extends WorkflowActionOptions {
  /** The new item: JSON with expressions about `item()`, such as `{ id: WorkflowValue.expression("item()?['Id']") }`. */
  readonly map: unknown;
}

/** One text for a list. */
export interface JoinProps extends WorkflowActionOptions {
  /** What stands between two items. */
  readonly separator: string;
}

/** A column of a table. */
export interface DataTableColumn {
  /** Its heading: text, or a `WorkflowValue`. */
  readonly header: unknown;
  /** Its value for each item: an expression about `item()`. */
  readonly value: WorkflowValue;
}

/** A table of a list. */
export interface DataTableProps extends WorkflowActionOptions {
  /**
   * The columns.
   *
   * @default - one for each member of the items
   */
  readonly columns?: DataTableColumn[];
}

/**
 * Actions that make data out of other data.
 *
 * Lists are expressions such as `WorkflowValue.expression("body('Get_rows')?['value']")`, or lists of JSON.
 *
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-perform-data-operations
 */
export class DataAction {
  /** A value for later actions, which read it with `outputs('name of the action')`. */
  public static compose(value: unknown, options: WorkflowActionOptions = {}): WorkflowAction {
    return make("compose", "Compose", options, (json) => json("value", value));
  }

  /** Parses JSON. Later actions read it with `body('name of the action')`. */
  public static parseJson(content: unknown, props: ParseJsonProps): WorkflowAction {
    return make("parseJson", "ParseJson", props, (json) => ({
      content: json("content", content),
      schema: json("schema", props.schema),
    }));
  }

  /** Keeps items of a list. Later actions read them with `body('name of the action')`. */
  public static query(items: unknown, props: QueryProps): WorkflowAction {
    return make("query", "Query", props, (json, expression) => ({
      from: json("items", items),
      where: expression("where", props.where),
    }));
  }

  /** Gives the items of a list another form. Later actions read them with `body('name of the action')`. */
  public static select(items: unknown, props: SelectProps): WorkflowAction {
    return make("select", "Select", props, (json) => ({ from: json("items", items), select: json("map", props.map) }));
  }

  /** Makes one text of a list. Later actions read it with `body('name of the action')`. */
  public static join(items: unknown, props: JoinProps): WorkflowAction {
    return make("join", "Join", props, (json) => ({
      from: json("items", items),
      joinWith: json("separator", props.separator),
    }));
  }

  /** Makes a table with commas of a list. Later actions read it with `body('name of the action')`. */
  public static createCsvTable(items: unknown, props: DataTableProps = {}): WorkflowAction {
    return table("createCsvTable", "CSV", items, props);
  }

  /** Makes an HTML table of a list. Later actions read it with `body('name of the action')`. */
  public static createHtmlTable(items: unknown, props: DataTableProps = {}): WorkflowAction {
    return table("createHtmlTable", "HTML", items, props);
  }

  private constructor() {
    // only factories
  }
}

/** Converts an argument, and collects its errors. */
type Convert = (name: string, value: unknown) => unknown;

function make(
  method: string,
  type: string,
  options: WorkflowActionOptions,
  inputs: (json: Convert, expression: (name: string, value: WorkflowValue) => unknown) => unknown,
): WorkflowAction {
  return WorkflowAction._of(`DataAction.${method}`, options, (problems) => ({
    type,
    inputs: inputs(
      (name, value) => workflowJson(name, value, problems),
      (name, value) => expressionJson(name, value, problems),
    ),
  }));
}

function table(method: string, format: string, items: unknown, props: DataTableProps): WorkflowAction {
  return make(method, "Table", props, (json, expression) => ({
    from: json("items", items),
    format,
    columns: props.columns?.map(({ header, value }, index) => ({
      header: json(`columns[${String(index)}].header`, header),
      value: expression(`columns[${String(index)}].value`, value),
    })),
  }));
}
