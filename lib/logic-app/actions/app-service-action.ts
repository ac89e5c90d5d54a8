import { emptyProblems } from "./argument-rules";
import { HttpMethod, type HttpRequest, requestInputs } from "./http-request";
import { WorkflowAction, type WorkflowActionOptions } from "./workflow-action";

/** An operation of an app. */
export interface AppServiceActionProps extends WorkflowActionOptions, HttpRequest {
  /**
   * Method.
   *
   * @default HttpMethod.GET
   */
  readonly method?: HttpMethod;

  /** URL of the OpenAPI definition of the app, which the designer reads. The `api_definition_url` of the app. */
  readonly apiDefinitionUrl: string;
}

/**
 * Calls an API of App Service with a token of the workflow's managed identity. The designer shows it as an operation of
 * the app.
 *
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-custom-api-host-deploy-call
 */
export class AppServiceAction {
  /** @param uri https, without queries, which belong in `queries` */
  public static of(uri: string, props: AppServiceActionProps): WorkflowAction {
    const { method = HttpMethod.GET, apiDefinitionUrl } = props;
    return WorkflowAction._of("AppServiceAction.of", props, (problems) => {
      problems.push(...emptyProblems({ apiDefinitionUrl }));
      return {
        type: "Http",
        inputs: requestInputs(method, uri, props, problems),
        metadata: { apiDefinitionUrl, swaggerSource: "website" },
      };
    });
  }

  private constructor() {
    // only factories
  }
}
