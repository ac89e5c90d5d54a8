import { rules, type Problem } from "../../core/rules";
import { WorkflowAction } from "../actions/workflow-action";
import { workflowJson } from "../actions/workflow-json";
import { countProblems, expressionJson } from "../actions/argument-rules";
import { type WorkflowValue } from "../actions/workflow-value";
import { type Member } from "../workflow-text";
import { conditionJson } from "./condition";
import {
  type ConditionProps,
  type ForeachProps,
  RunStatus,
  type ScopeProps,
  type SwitchCase,
  type SwitchProps,
  type TerminateProps,
  type UntilProps,
} from "./control-action-props";
import { nestedActions } from "./nested-actions";

/**
 * Actions that decide which other actions run.
 *
 * An action in a control action runs after actions beside it only. Names of actions are unique in the whole workflow.
 *
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#control-workflow-actions
 */
export class ControlAction {
  /**
   * Runs actions for each item of a list.
   *
   * @param items an expression, such as `WorkflowValue.expression("body('Get_rows')?['value']")`
   */
  public static foreach(items: WorkflowValue, props: ForeachProps): WorkflowAction {
    const { actions, concurrency } = props;
    return WorkflowAction._of("ControlAction.foreach", props, (problems) => {
      problems.push(...countProblems("concurrency", concurrency, 50));
      return {
        type: "Foreach",
        foreach: expressionJson("items", items, problems),
        actions: nestedActions("actions", actions, problems),
        ...(concurrency !== undefined && { runtimeConfiguration: { concurrency: { repetitions: concurrency } } }),
      };
    });
  }

  /**
   * Runs actions if a condition is true, and others if it is false.
   *
   * @param condition a `WorkflowValue.expression`, or an object as in the definition: `{ equals: [a, b] }`, `{ greater:
   * [a, b] }` and the like, or `{ and: […] }`, `{ or: […] }` and `{ not: … }` of these. Strings in it are text.
   */
  public static condition(condition: unknown, props: ConditionProps): WorkflowAction {
    return WorkflowAction._of("ControlAction.condition", props, (problems) => ({
      type: "If",
      expression: conditionJson("condition", condition, problems),
      actions: nestedActions("then", props.then, problems),
      ...branch("else", props.otherwise, problems),
    }));
  }

  /**
   * Runs the actions of the case that has a value.
   *
   * @param value an expression, whose value is a string or a whole number
   */
  public static switchOn(value: WorkflowValue, props: SwitchProps): WorkflowAction {
    const { cases, otherwise } = props;
    return WorkflowAction._of("ControlAction.switchOn", props, (problems) => {
      problems.push(...caseProblems(cases));
      return {
        type: "Switch",
        expression: expressionJson("value", value, problems),
        cases: Object.fromEntries(
          cases.map((given, index) => [caseName(given, index), caseOf(given, index, problems)]),
        ),
        ...branch("default", otherwise, problems),
      };
    });
  }

  /** Runs actions again and again, until an expression is true after them. */
  public static until(expression: WorkflowValue, props: UntilProps): WorkflowAction {
    const { actions, count = 60, timeout = "PT1H" } = props;
    return WorkflowAction._of("ControlAction.until", props, (problems) => {
      problems.push(...countProblems("count", count, 5_000));
      return {
        type: "Until",
        expression: expressionJson("expression", expression, problems),
        limit: { count, timeout },
        actions: nestedActions("actions", actions, problems),
      };
    });
  }

  /** Groups actions. The group fails if one of them fails, so that an action can run after the failure of any of them. */
  public static scope(props: ScopeProps): WorkflowAction {
    return WorkflowAction._of("ControlAction.scope", props, (problems) => ({
      type: "Scope",
      actions: nestedActions("actions", props.actions, problems),
    }));
  }

  /** Ends the run. Azure does not allow it in loops. */
  public static terminate(props: TerminateProps): WorkflowAction {
    const { status, code, message } = props;
    return WorkflowAction._of("ControlAction.terminate", props, (problems) => {
      problems.push(...errorProblems(props));
      return {
        type: "Terminate",
        inputs: {
          runStatus: status,
          ...(hasError(props) && {
            runError: {
              code: workflowJson("code", code, problems),
              message: workflowJson("message", message, problems),
            },
          }),
        },
      };
    });
  }

  private constructor() {
    // only factories
  }
}

function branch(name: string, actions: Record<string, WorkflowAction> | undefined, problems: Problem[]): Member {
  return actions === undefined ? {} : { [name]: { actions: nestedActions("otherwise", actions, problems) } };
}

const caseName = ({ name }: SwitchCase, index: number): string =>
  name ?? (index === 0 ? "Case" : `Case_${String(index + 1)}`);

function caseOf({ value, actions }: SwitchCase, index: number, problems: Problem[]): Member {
  const what = `cases[${String(index)}]`;
  return {
    case: workflowJson(`${what}.value`, value, problems),
    actions: nestedActions(`${what}.actions`, actions, problems),
  };
}

/** Complains about cases of which only one would run, or be deployed. */
function caseProblems(cases: readonly SwitchCase[]): Problem[] {
  const twice = <T>(values: readonly T[]): T[] => values.filter((value, index) => values.indexOf(value) < index);
  return [
    ...twice(cases.map(({ value }) => value)).flatMap((value) => duplicateCase(value)),
    ...twice(cases.map(caseName)).flatMap((name) => duplicateCase(name)),
  ];
}

const duplicateCase = rules<[given: unknown]>("Workflow actions and triggers", [
  {
    rule: "duplicate-switch-case",
    message: (given) => `two cases have ${JSON.stringify(given)}; give each a value and a name of its own`,
  },
]);

const hasError = ({ code, message }: TerminateProps): boolean => code !== undefined || message !== undefined;

const errorProblems = rules<[props: TerminateProps]>("Workflow actions and triggers", [
  {
    rule: "error-of-run-that-does-not-fail",
    when: (props) => props.status !== RunStatus.FAILED && hasError(props),
    message: ({ status }) =>
      `code and message are for a run that fails; got the status ${JSON.stringify(status)}; give RunStatus.FAILED, or leave them out`,
  },
]);
