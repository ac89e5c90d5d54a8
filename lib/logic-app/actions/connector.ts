import { type LogicAppConnection } from "../logic-app-connection";
import { type ManagedApi } from "../managed-api";
import { emptyProblems } from "./refuse";
import { WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { workflowJson } from "./workflow-json";
import { WorkflowTrigger, type WorkflowTriggerOptions } from "./workflow-trigger";

/** What a connector is asked for. */
export interface ConnectorCall {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** In the workflow language; see `encoded` and `encodedTwice`. */
  readonly path: string;
  /** Names in the path, and what else must not be empty where it is given. */
  readonly names?: Readonly<Record<string, unknown>>;
  /** What else is wrong with what it is asked for. */
  readonly problems?: readonly string[];
  readonly queries?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** The storage account that actions and triggers are about. */
export interface StorageConnectorProps {
  /** Name of the storage account, or the endpoint of its service, such as "https://orders.blob.core.windows.net". */
  readonly account: string;
}

/** Turns calls of one connector into actions and triggers that use a connection of that connector. */
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

  /** @param splitOn the list in the answer of which each item starts a run of its own */
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

/** Members that are there; undefined for none. */
function present(members: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> | undefined {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
