import { type LogicAppConnection } from "../logic-app-connection";
import { Connector } from "./connector";
import { type ManagedApiRequest, pathOf } from "./path-template";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";

/** The method of a request to a connector. */
export enum ManagedApiMethod {
  GET = "get",
  POST = "post",
  PUT = "put",
  PATCH = "patch",
  DELETE = "delete",
}

/** A request of an action. */
export interface ManagedApiActionProps extends WorkflowActionOptions, ManagedApiRequest {
  /** Method, as the code view of the designer shows it. */
  readonly method: ManagedApiMethod;

  /**
   * Body: text, `WorkflowValue`, or JSON of these.
   *
   * @default - none
   */
  readonly body?: unknown;
}

/** A request of an action that waits. */
export interface ManagedApiWebhookActionProps extends WorkflowActionOptions, ManagedApiRequest {
  /**
   * Body: JSON with `WorkflowValue.expression("listCallbackUrl()")` where the connector expects the URL that it calls.
   * Without it, the action would wait until it times out, so a body without it throws.
   */
  readonly body: unknown;
}

/**
 * Actions of any connector, for operations that have no method of their own.
 *
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#managed-api-actions
 */
export class ManagedApiAction {
  /** An action that sends a request. */
  public static of(connection: LogicAppConnection, props: ManagedApiActionProps): WorkflowAction {
    const { method, body, queries, headers } = props;
    const call = { ...pathOf(props), method, queries, headers, body };
    return new Connector("ManagedApiAction", connection, connection.api).action("of", props, call);
  }

  /** An action that subscribes, and waits until the connector calls it, such as one that asks for an approval. */
  public static webhook(connection: LogicAppConnection, props: ManagedApiWebhookActionProps): WorkflowAction {
    const { body, queries, headers } = props;
    const call = { ...pathOf(props), queries, headers, body };
    return new Connector("ManagedApiAction", connection, connection.api).waitingAction("webhook", props, call);
  }

  private constructor() {
    // only factories
  }
}
