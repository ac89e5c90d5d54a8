import { type Problem } from "../../core/rules";
import { callbackProblems } from "./argument-rules";
import { type Part } from "./definition-parts";
import { type HttpMethod, type HttpRequest, requestInputs } from "./http-request";
import { WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { WorkflowTrigger, type WorkflowTriggerOptions } from "./workflow-trigger";

/** A request that starts or ends a subscription. */
export interface HttpWebhookRequest extends HttpRequest {
  /** Method. */
  readonly method: HttpMethod;

  /** https, without queries, which belong in `queries`. */
  readonly uri: string;
}

/** A service that calls the workflow back. */
export interface HttpWebhook {
  /**
   * The request that tells the service where to call. It must contain
   * `WorkflowValue.expression("listCallbackUrl()")`.
   */
  readonly subscribe: HttpWebhookRequest;

  /**
   * The request that ends the subscription. Azure sends it when the action times out, or when the trigger or its
   * workflow is disabled or deleted.
   *
   * @default - none
   */
  readonly unsubscribe?: HttpWebhookRequest;
}

/** A service that the action waits for. */
export interface HttpWebhookActionProps extends HttpWebhook, WorkflowActionOptions {}

/** A service whose calls start runs. */
export interface HttpWebhookTriggerProps extends HttpWebhook, WorkflowTriggerOptions {}

/**
 * Subscribes to a service with a token of the workflow's managed identity, and waits for its call.
 *
 * https://learn.microsoft.com/azure/connectors/connectors-native-webhook
 */
export class HttpWebhookAction {
  /** @param props the requests and how the action runs */
  public static of(props: HttpWebhookActionProps): WorkflowAction {
    return WorkflowAction._of("HttpWebhookAction.of", props, (problems) => webhook(props, problems));
  }

  private constructor() {
    // only factories
  }
}

/**
 * Subscribes to a service with a token of the workflow's managed identity, and starts a run with each of its calls.
 *
 * https://learn.microsoft.com/azure/connectors/connectors-native-webhook
 */
export class HttpWebhookTrigger {
  /** @param props the requests and how the trigger starts runs */
  public static of(props: HttpWebhookTriggerProps): WorkflowTrigger {
    return WorkflowTrigger._of("HttpWebhookTrigger.of", props, (problems) => webhook(props, problems));
  }

  private constructor() {
    // only factories
  }
}

function webhook({ subscribe, unsubscribe }: HttpWebhook, problems: Problem[]): Part {
  const inputs = requestInputs(subscribe.method, subscribe.uri, subscribe, problems);
  problems.push(...callbackProblems("subscribe", inputs));
  return {
    type: "HttpWebhook",
    inputs: {
      subscribe: inputs,
      unsubscribe: unsubscribe && requestInputs(unsubscribe.method, unsubscribe.uri, unsubscribe, problems),
    },
  };
}
