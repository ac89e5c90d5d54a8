import { HttpMethod, type HttpRequest, requestInputs } from "./http-request";
import { type PollingTriggerOptions, WorkflowTrigger } from "./workflow-trigger";

/** A request that is repeated. */
export interface HttpTriggerProps extends PollingTriggerOptions, HttpRequest {
  /**
   * Method.
   *
   * @default HttpMethod.GET
   */
  readonly method?: HttpMethod;
}

/**
 * Sends a request with a token of the workflow's managed identity again and again, and starts a run with each answer of
 * status 200. Any other answer starts no run.
 *
 * https://learn.microsoft.com/azure/connectors/connectors-native-http
 */
export class HttpTrigger {
  /** @param uri https, without queries, which belong in `queries` */
  public static of(uri: string, props: HttpTriggerProps): WorkflowTrigger {
    const { method = HttpMethod.GET } = props;
    return WorkflowTrigger._of("HttpTrigger.of", props, (problems) => ({
      type: "Http",
      inputs: requestInputs(method, uri, props, problems),
    }));
  }

  private constructor() {
    // only factories
  }
}
