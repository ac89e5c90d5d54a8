import { shown } from "../../core/given";
import { tokensApart } from "../../core/literal-text";
import { rules } from "../../core/rules";
import { contentInputs, type HttpMethod, type RequestContent } from "./http-request";
import { type ManagedIdentityAuthentication } from "./managed-identity-authentication";
import { WorkflowAction, type WorkflowActionOptions } from "./workflow-action";

const ATTRIBUTE = "\u0000";

/** An attribute can be the whole id, the id of the app, or the name of the function. */
const FUNCTION_ID = /^\0$|\/functions\/[^/]+$/i;

/** A call of a function. Strings are text. For an expression, use `WorkflowValue.expression`. */
export interface FunctionActionProps extends WorkflowActionOptions, RequestContent {
  /**
   * The identity that signs in. The function app must require sign-in, and its functions must allow anonymous requests.
   * The audience is that of the app registration, such as "api://11111111-2222-3333-4444-555555555555".
   *
   * https://learn.microsoft.com/azure/logic-apps/call-azure-functions-from-workflows#enable-authentication-for-functions
   *
   * @default - Azure calls the function with its key
   */
  readonly authentication?: ManagedIdentityAuthentication;

  /**
   * Method.
   *
   * @default HttpMethod.POST
   */
  readonly method?: HttpMethod;
}

/**
 * Calls an Azure function from a Consumption workflow.
 *
 * https://learn.microsoft.com/azure/logic-apps/call-azure-functions-from-workflows
 */
export class FunctionAction {
  /** @param functionId id of the function: `${functionApp.id}/functions/Send` */
  public static of(functionId: string, props: FunctionActionProps = {}): WorkflowAction {
    const { authentication, method } = props;
    return WorkflowAction._of("FunctionAction.of", props, (problems) => {
      problems.push(...functionProblems(functionId));
      return {
        type: "Function",
        inputs: {
          function: { id: functionId },
          method,
          ...contentInputs(props, problems),
          authentication: authentication?._json(),
        },
      };
    });
  }

  private constructor() {
    // only factories
  }
}

const functionProblems = rules<[functionId: string]>("FunctionAction", [
  {
    rule: "not-a-function-id",
    when: (functionId) =>
      !FUNCTION_ID.test(
        tokensApart(
          functionId,
          (literal) => literal,
          () => ATTRIBUTE,
        ).join(""),
      ),
    message: (functionId) =>
      `functionId must be the id of a function; got ${shown(functionId)}; ` +
      "give `${app.id}/functions/` and the name of the function",
  },
]);
