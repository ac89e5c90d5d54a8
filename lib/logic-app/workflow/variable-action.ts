import { emptyProblems } from "../actions/argument-rules";
import { WorkflowAction, type WorkflowActionOptions } from "../actions/workflow-action";
import { workflowJson } from "../actions/workflow-json";

/** Type of a variable. */
export enum VariableType {
  /** True or false. */
  BOOLEAN = "boolean",
  /** A whole number. */
  INTEGER = "integer",
  /** A number. */
  FLOAT = "float",
  /** A text. */
  STRING = "string",
  /** A JSON object. */
  OBJECT = "object",
  /** A list. */
  ARRAY = "array",
}

/** A variable. */
export interface VariableProps extends WorkflowActionOptions {
  /** Its type, which does not change. */
  readonly type: VariableType;

  /**
   * Its first value: text, `WorkflowValue`, or JSON of these.
   *
   * @default - none
   */
  readonly value?: unknown;
}

/** A change of a variable. */
export interface VariableChangeProps extends WorkflowActionOptions {
  /** The value: text, `WorkflowValue`, or JSON of these. */
  readonly value: unknown;
}

/** A change of a variable that is a number. */
export interface VariableCountProps extends WorkflowActionOptions {
  /**
   * By how much it changes: a number or a `WorkflowValue`.
   *
   * @default 1
   */
  readonly value?: unknown;
}

/**
 * Variables of a run. In expressions, `variables('name')` is the value.
 *
 * The iterations of a `ControlAction.foreach` share them: give the loop the concurrency 1 if it changes one.
 *
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-create-variables-store-values
 */
export class VariableAction {
  /** Creates a variable. The action must be outside of all control actions. */
  public static initialize(name: string, props: VariableProps): WorkflowAction {
    const { type, value } = props;
    return WorkflowAction._of("VariableAction.initialize", props, (problems) => {
      problems.push(...emptyProblems({ name }));
      const variable = { name, type, value: workflowJson("value", value, problems) };
      return { type: "InitializeVariable", inputs: { variables: [variable] } };
    });
  }

  /** Gives a variable another value, which must not contain its present one. */
  public static set(name: string, props: VariableChangeProps): WorkflowAction {
    return change("set", "SetVariable", name, props, props.value);
  }

  /** Adds to a number. */
  public static increment(name: string, props: VariableCountProps = {}): WorkflowAction {
    return change("increment", "IncrementVariable", name, props, props.value ?? 1);
  }

  /** Subtracts from a number. */
  public static decrement(name: string, props: VariableCountProps = {}): WorkflowAction {
    return change("decrement", "DecrementVariable", name, props, props.value ?? 1);
  }

  /** Adds an item at the end of a list. */
  public static appendToArray(name: string, props: VariableChangeProps): WorkflowAction {
    return change("appendToArray", "AppendToArrayVariable", name, props, props.value);
  }

  /** Adds text at the end of a text. */
  public static appendToString(name: string, props: VariableChangeProps): WorkflowAction {
    return change("appendToString", "AppendToStringVariable", name, props, props.value);
  }

  private constructor() {
    // only factories
  }
}

function change(
  method: string,
  type: string,
  name: string,
  options: WorkflowActionOptions,
  value: unknown,
): WorkflowAction {
  return WorkflowAction._of(`VariableAction.${method}`, options, (problems) => {
    problems.push(...emptyProblems({ name }));
    return { type, inputs: { name, value: workflowJson("value", value, problems) } };
  });
}
