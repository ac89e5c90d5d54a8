import { type LogicAppConnection } from "../logic-app-connection";
import { type ManagedApi } from "../managed-api";
import { callbackProblems, emptyProblems } from "./argument-rules";
import { WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { workflowJson } from "./workflow-json";
import { WorkflowTrigger } from "./workflow-trigger";
import { type TriggerOptions, type WorkflowTriggerOptions } from "./workflow-trigger-options";
import { WorkflowValue } from "./workflow-value";
import { type Problem, refusal, rules } from "../../core/rules";

/** A request to a connector. */
export interface ConnectorCall {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** In the workflow language. See `encoded` and `encodedTwice`. */
  readonly path: string;
  /** Names in the path, and other values that must not be empty if they are set. */
  readonly names?: Readonly<Record<string, unknown>>;
  /** Other errors in the request. */
  readonly problems?: readonly Problem[];
  readonly queries?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** A request with which a connector gets a URL to call. */
export type Subscription = Omit<ConnectorCall, "method">;

/** The URL that a connector calls, for the body of a subscription. */
export const CALLBACK_URL = WorkflowValue.expression("listCallbackUrl()");

/** The storage account of actions and triggers. */
export interface StorageConnectorProps {
  /** Name of the storage account, or the endpoint of its service, such as "https://orders.blob.core.windows.net". */
  readonly account: string;
}

/** Creates the actions and triggers for a connection of one connector. */
export class Connector {
  public constructor(
    private readonly className: string,
    private readonly connection: LogicAppConnection,
    api: ManagedApi,
  ) {
    const { key, api: other } = connection;
    if (other.name !== api.name) {
      throw refusal(wrongConnector(className, api.name, key, other.name));
    }
  }

  public action(name: string, options: WorkflowActionOptions, call: ConnectorCall): WorkflowAction {
    return WorkflowAction._of(`${this.className}.${name}`, options, (problems) => ({
      type: "ApiConnection",
      inputs: this.inputs(call, problems),
    }));
  }

  /** @param splitOn the list in the response whose items each start a run */
  public trigger(name: string, options: TriggerOptions, call: ConnectorCall, splitOn?: string): WorkflowTrigger {
    return WorkflowTrigger._of(`${this.className}.${name}`, options, (problems) => ({
      type: "ApiConnection",
      inputs: this.inputs(call, problems),
      splitOn,
    }));
  }

  /** An action that waits until the connector calls it. */
  public waitingAction(name: string, options: WorkflowActionOptions, call: Subscription): WorkflowAction {
    return WorkflowAction._of(`${this.className}.${name}`, options, (problems) => this.subscribe(call, problems));
  }

  /**
   * A trigger that the connector calls, so it does not poll.
   *
   * @param splitOn the list in a call whose items each start a run
   */
  public calledTrigger(
    name: string,
    options: WorkflowTriggerOptions,
    call: Subscription,
    splitOn?: string,
  ): WorkflowTrigger {
    return WorkflowTrigger._of(`${this.className}.${name}`, options, (problems) => ({
      ...this.subscribe(call, problems),
      splitOn,
    }));
  }

  private subscribe(call: Subscription, problems: Problem[]): Readonly<Record<string, unknown>> {
    const inputs = this.inputs(call, problems);
    problems.push(...callbackProblems("body", inputs.body));
    return { type: "ApiConnectionWebhook", inputs };
  }

  private inputs(
    { method, path, names = {}, problems: others = [], queries, headers, body }: Partial<ConnectorCall>,
    problems: Problem[],
  ): Readonly<Record<string, unknown>> {
    problems.push(...emptyProblems(names), ...others);
    return {
      host: { connection: this.connection._host },
      method,
      path,
      queries: workflowJson("queries", present(queries), problems),
      headers: workflowJson("headers", present(headers), problems),
      body: workflowJson("body", body, problems),
    };
  }
}

/** The members that are set; undefined if there are none. */
export function present(
  members: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> | undefined {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

const wrongConnector = rules<[className: string, api: string, key: string, other: string]>(
  "Workflow actions and triggers",
  [
    {
      rule: "connection-of-other-connector",
      message: (className, api, key, other) =>
        `${className} needs a connection of connector "${api}"; got connection "${key}" of "${other}"`,
    },
  ],
);
