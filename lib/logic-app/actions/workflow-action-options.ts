import { textProblems } from "../../core/given";
import { countProblems } from "./argument-rules";
import { option, type Option, secured } from "./definition-parts";
import { durationProblems } from "./duration";
import { retryInputs, type RetryPolicy } from "./retry-policy";
import { workflowJson } from "./workflow-json";
import { type WorkflowStatus } from "./workflow-status";

/**
 * When and how an action runs. An action whose type does not have an option throws.
 *
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers
 */
export interface WorkflowActionOptions {
  /**
   * Names of the actions that must end before, with one of `runAfterStatuses`. The `name` of an
   * `azurerm_logic_app_action_custom` also makes Terraform create that action first: Azure rejects an action that runs
   * after an unknown one.
   *
   * @default - it runs as soon as the workflow starts
   */
  readonly runAfter?: string[];

  /**
   * The statuses of the actions in `runAfter` with which this action runs, such as `[WorkflowStatus.FAILED,
   * WorkflowStatus.TIMED_OUT]` for an error handler. Applies to all of them. An empty list throws.
   *
   * @default - all of them must succeed
   */
  readonly runAfterStatuses?: WorkflowStatus[];

  /**
   * More actions that must end before, each with its own statuses: `{ [rows.name]: [WorkflowStatus.FAILED] }`.
   *
   * @default - none
   */
  readonly runAfterEach?: Record<string, WorkflowStatus[]>;

  /**
   * How often the action repeats a request that fails. For actions that send requests.
   *
   * @default - four retries, at intervals of 5 to 45 seconds
   */
  readonly retry?: RetryPolicy;

  /**
   * When the action stops waiting for an asynchronous answer and ends as timed out, as an ISO 8601 duration such as
   * "PT10M". For actions that send requests, and loops.
   *
   * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#change-asynchronous-duration
   *
   * @default - the limit of Azure
   */
  readonly timeout?: string;

  /**
   * Whether the action follows a 202 answer and polls its location until the work is done. For actions that send
   * requests.
   *
   * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#run-actions-in-a-synchronous-operation-pattern
   *
   * @default true
   */
  readonly asynchronous?: boolean;

  /**
   * Turns on pagination, and collects pages until there are at least so many items: 1 to 100,000. For actions of
   * connectors and HTTP requests.
   *
   * https://learn.microsoft.com/azure/logic-apps/logic-apps-exceed-default-page-size-with-pagination
   *
   * @default - the first page
   */
  readonly minimumItemCount?: number;

  /**
   * Values that the diagnostics of the workflow record for this action. Strings are text. For an expression, use
   * `WorkflowValue.expression`.
   *
   * https://learn.microsoft.com/azure/logic-apps/monitor-workflows-collect-diagnostic-data#include-custom-properties-in-telemetry
   *
   * @default - none
   */
  readonly trackedProperties?: Record<string, unknown>;

  /**
   * Hides the inputs in the run history, and the outputs of later actions that use them.
   *
   * https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#obfuscate
   *
   * @default false
   */
  readonly secureInputs?: boolean;

  /**
   * Hides the outputs in the run history, and the inputs of later actions that use them.
   *
   * @default - false, but true for an action that reads a secret or decrypts
   */
  readonly secureOutputs?: boolean;

  /**
   * Note for readers of the definition.
   *
   * @default - none
   */
  readonly description?: string;
}

/** The types that send a request. From the manifests of the designer: https://github.com/Azure/LogicAppsUX */
const REQUESTS = ["ApiConnection", "ApiConnectionWebhook", "ApiManagement", "Function", "Http", "HttpWebhook"];
const CALLS = [...REQUESTS, "ServiceProvider", "Workflow"];
const POLLED = ["ApiConnection", "ApiManagement", "Function", "Http"];
const CONTROL = ["Foreach", "If", "Scope", "Switch", "Until", "Terminate"];
const VARIABLES = ["InitializeVariable", "SetVariable", "IncrementVariable", "DecrementVariable"];
const UNSECURED = [...CONTROL, ...VARIABLES, "AppendToArrayVariable", "AppendToStringVariable"];

export const ACTION_OPTIONS: readonly Option<WorkflowActionOptions>[] = [
  option("retry", retryInputs, { types: CALLS }),
  option(
    "timeout",
    (timeout, problems) => {
      problems.push(...durationProblems("timeout", timeout));
      return { limit: { timeout } };
    },
    { types: [...CALLS, "Until"] },
  ),
  option("asynchronous", () => ({ operationOptions: "DisableAsyncPattern" }), { types: POLLED, default: true }),
  option(
    "minimumItemCount",
    (minimumItemCount, problems) => {
      problems.push(...countProblems("minimumItemCount", minimumItemCount, 100_000));
      return { runtimeConfiguration: { paginationPolicy: { minimumItemCount } } };
    },
    { types: ["ApiConnection", "Http"] },
  ),
  option("trackedProperties", (given, problems) => ({
    trackedProperties: workflowJson("trackedProperties", given, problems),
  })),
  option("secureInputs", () => secured("inputs"), { exceptTypes: UNSECURED, default: false }),
  option("secureOutputs", () => secured("outputs"), { exceptTypes: UNSECURED, default: false }),
  option("description", (description, problems) => {
    problems.push(...textProblems({ description }));
    return { description };
  }),
];
