import { emptyProblems, expressionJson } from "./argument-rules";
import { contentInputs, HttpMethod, type RequestContent } from "./http-request";
import { type ManagedIdentityAuthentication } from "./managed-identity-authentication";
import { pathOf } from "./path-template";
import { WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { encoded, type WorkflowValue } from "./workflow-value";

/** An operation of an API. Strings are text. For an expression, use `WorkflowValue.expression`. */
export interface ApiManagementActionProps extends WorkflowActionOptions, RequestContent {
  /**
   * Method.
   *
   * @default HttpMethod.GET
   */
  readonly method?: HttpMethod;

  /** Path of the operation with the path of its API, such as "/shop/orders/{id}". */
  readonly path: string;

  /**
   * Values of the placeholders, by name. They are encoded. Strings are text. For an expression, use
   * `WorkflowValue.expression`.
   *
   * @default - none
   */
  readonly pathParameters?: Record<string, unknown>;

  /**
   * The identity that signs in. A policy of the API must validate its token.
   *
   * https://learn.microsoft.com/azure/api-management/validate-azure-ad-token-policy
   *
   * @default - none
   */
  readonly authentication?: ManagedIdentityAuthentication;

  /**
   * Subscription key, as an expression such as `WorkflowValue.expression("body('Get_secret')?['value']")`: text throws,
   * because everybody who can read the workflow or the state could read it.
   *
   * @default - none
   */
  readonly subscriptionKey?: WorkflowValue;
}

/**
 * Calls an API of API Management.
 *
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#apimanagement-action
 */
export class ApiManagementAction {
  /** @param apiId id of the API without its revision: `${service.id}/apis/${api.name}` */
  public static of(apiId: string, props: ApiManagementActionProps): WorkflowAction {
    const { method = HttpMethod.GET, path, pathParameters = {}, authentication, subscriptionKey } = props;
    return WorkflowAction._of("ApiManagementAction.of", props, (problems) => {
      problems.push(...emptyProblems({ apiId, ...pathParameters }), ...pathOf({ path, pathParameters }).problems);
      return {
        type: "ApiManagement",
        inputs: {
          api: { id: apiId },
          method: method.toLowerCase(),
          pathTemplate: { template: path, parameters: encodedEach(pathParameters) },
          ...contentInputs(props, problems),
          subscriptionKey: subscriptionKey && expressionJson("subscriptionKey", subscriptionKey, problems),
          authentication: authentication?._json(),
        },
      };
    });
  }

  private constructor() {
    // only factories
  }
}

/** `encoded` refuses whatever is neither text nor a WorkflowValue. */
function encodedEach(values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, encoded(value as string | WorkflowValue)]),
  );
}
