import { type LogicAppConnection } from "../logic-app-connection";
import { Connector } from "./connector";
import { ManagedApiMethod } from "./managed-api-action";
import { type ManagedApiRequest, pathOf } from "./path-template";
import { type PollingTriggerOptions, type WorkflowTrigger, type WorkflowTriggerOptions } from "./workflow-trigger";

/** A request with which a trigger polls. */
export interface ManagedApiPollingProps extends PollingTriggerOptions, ManagedApiRequest {
  /**
   * Method, as the code view of the designer shows it.
   *
   * @default ManagedApiMethod.GET
   */
  readonly method?: ManagedApiMethod;

  /**
   * Body: text, `WorkflowValue`, or JSON of these.
   *
   * @default - none
   */
  readonly body?: unknown;
}

/** A request with which a trigger subscribes. */
export interface ManagedApiWebhookProps extends WorkflowTriggerOptions, ManagedApiRequest {
  /**
   * Body: JSON with `WorkflowValue.expression("listCallbackUrl()")` where the connector expects the URL that it calls.
   * Without it, the trigger would never start a run, so a body without it throws.
   */
  readonly body: unknown;
}

/**
 * Triggers of any connector, for operations that have no method of their own.
 *
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#managed-api-triggers
 */
export class ManagedApiTrigger {
  /** A trigger that polls. Set `splitOn` if the answer is a list whose items each start a run. */
  public static polling(connection: LogicAppConnection, props: ManagedApiPollingProps): WorkflowTrigger {
    const { method = ManagedApiMethod.GET, body, queries, headers } = props;
    const call = { ...pathOf(props), method, queries, headers, body };
    return new Connector("ManagedApiTrigger", connection, connection.api).trigger("polling", props, call);
  }

  /** A trigger that the connector calls. It subscribes when the workflow is deployed. */
  public static webhook(connection: LogicAppConnection, props: ManagedApiWebhookProps): WorkflowTrigger {
    const { body, queries, headers } = props;
    const call = { ...pathOf(props), queries, headers, body };
    return new Connector("ManagedApiTrigger", connection, connection.api).calledTrigger("webhook", props, call);
  }

  private constructor() {
    // only factories
  }
}
