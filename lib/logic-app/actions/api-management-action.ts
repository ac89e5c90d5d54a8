import { Token } from "cdktf";
import { type Problem, rules } from "../../core/rules";
import { emptyProblems, expressionJson } from "./argument-rules";
import { contentInputs, HttpMethod, type RequestContent } from "./http-request";
import { type ManagedIdentityAuthentication } from "./managed-identity-authentication";
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
   * Values for what is in braces in the path. Each is encoded.
   *
   * @default - none
   */
  readonly pathParameters?: Record<string, WorkflowValue>;

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
      problems.push(...emptyProblems({ apiId, ...pathParameters }), ...pathProblems(path, pathParameters));
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

function encodedEach(values: Readonly<Record<string, WorkflowValue>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, encoded(value)]));
}

/** Azure checks a path that is known at apply. */
function pathProblems(path: string, parameters: Readonly<Record<string, WorkflowValue>>): Problem[] {
  if (Token.isUnresolved(path)) {
    return [];
  }
  const inPath = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
  return [
    ...relativePath(path),
    ...inPath.filter((name) => !Object.hasOwn(parameters, name)).flatMap((name) => missingParameter(path, name)),
    ...Object.keys(parameters)
      .filter((name) => !inPath.includes(name))
      .flatMap((name) => unknownParameter(path, name)),
  ];
}

const relativePath = rules<[path: string]>("ApiManagementAction", [
  {
    rule: "api-path-without-slash",
    when: (path) => !path.startsWith("/"),
    message: (path) => `path must start with a slash; got ${JSON.stringify(path)}`,
  },
]);

const missingParameter = rules<[path: string, name: string]>("ApiManagementAction", [
  {
    rule: "api-path-parameter-missing",
    message: (path, name) => `path ${path} has {${name}}, which has no value; give it in pathParameters`,
  },
]);

const unknownParameter = rules<[path: string, name: string]>("ApiManagementAction", [
  {
    rule: "unknown-api-path-parameter",
    message: (path, name) => `pathParameters has "${name}", but path ${path} has no {${name}}; correct one of them`,
  },
]);
