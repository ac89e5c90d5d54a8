import { HttpMethod, type HttpRequest, requestInputs } from "./http-request";
import { WorkflowAction, type WorkflowActionOptions } from "./workflow-action";

/** A request. Strings are text. For an expression, use `WorkflowValue.expression`. */
export interface HttpActionProps extends WorkflowActionOptions, HttpRequest {}

/**
 * Requests with a token of the workflow's managed identity.
 *
 * Others could read the token on the way to a URI that is not https, so such a URI throws.
 *
 * https://learn.microsoft.com/azure/connectors/connectors-native-http
 */
export class HttpAction {
  /** @param uri https, without queries, which belong in `queries` */
  public static get(uri: string, props: HttpActionProps): WorkflowAction {
    return request(HttpMethod.GET, uri, props);
  }

  /** @param uri https, without queries, which belong in `queries` */
  public static post(uri: string, props: HttpActionProps): WorkflowAction {
    return request(HttpMethod.POST, uri, props);
  }

  /** @param uri https, without queries, which belong in `queries` */
  public static put(uri: string, props: HttpActionProps): WorkflowAction {
    return request(HttpMethod.PUT, uri, props);
  }

  /** @param uri https, without queries, which belong in `queries` */
  public static patch(uri: string, props: HttpActionProps): WorkflowAction {
    return request(HttpMethod.PATCH, uri, props);
  }

  /** @param uri https, without queries, which belong in `queries` */
  public static delete(uri: string, props: HttpActionProps): WorkflowAction {
    return request(HttpMethod.DELETE, uri, props);
  }

  private constructor() {
    // only factories
  }
}

function request(method: HttpMethod, uri: string, props: HttpActionProps): WorkflowAction {
  return WorkflowAction._of(`HttpAction.${method.toLowerCase()}`, props, (problems) => ({
    type: "Http",
    inputs: requestInputs(method, uri, props, problems),
  }));
}
