import { type LogicAppConnection } from "../logic-app-connection";
import { type ManagedApi } from "../managed-api";
import { emptyProblems } from "./refuse";
import { WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { workflowJson } from "./workflow-json";
import { WorkflowTrigger, type WorkflowTriggerOptions } from "./workflow-trigger";

/** A request to a connector. */
export interface ConnectorCall {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** In the workflow language. See `encoded` and `encodedTwice`. */
  readonly path: string;
  /** Names in the path, and other values that must not be empty if they are set. */
  readonly names?: Readonly<Record<string, unknown>>;
  /** Other errors in the request. */
  readonly problems?: readonly string[];
  readonly queries?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

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
      throw new Error(
        `${className} is for connector "${api.name}", and connection "${key}" is one of "${other.name}"; ` +
          `give it a connection of "${api.name}"`,
      );
    }
  }

  public action(
    name: string,
    options: WorkflowActionOptions,
    call: ConnectorCall,
    more: Readonly<Record<string, unknown>> = {},
  ): WorkflowAction {
    return WorkflowAction._of(`${this.className}.${name}`, options, (problems) => ({
      type: "ApiConnection",
      inputs: this.inputs(call, problems),
      ...more,
    }));
  }

  /** @param splitOn the list in the response whose items each start a run */
  public trigger(
    name: string,
    options: WorkflowTriggerOptions,
    call: ConnectorCall,
    splitOn?: string,
  ): WorkflowTrigger {
    return WorkflowTrigger._of(`${this.className}.${name}`, options, (problems) => ({
      type: "ApiConnection",
      inputs: this.inputs(call, problems),
      splitOn,
    }));
  }

  private inputs(
    { method, path, names = {}, problems: others = [], queries, headers, body }: ConnectorCall,
    problems: string[],
  ): Readonly<Record<string, unknown>> {
    problems.push(...emptyProblems(names), ...others);
    return {
      host: { connection: this.connection._host },
      method,
      path,
      queries: workflowJson("queries", present(queries), problems),
      headers: workflowJson("headers", headers, problems),
      body: workflowJson("body", body, problems),
    };
  }
}

/** The members that are set; undefined if there are none. */
function present(members: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> | undefined {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
