import { Token } from "cdktf";
import { FunctionCall } from "../../core/function-call";
import { literalText, tokensApart } from "../../core/literal-text";
import { type ManagedIdentityAuthentication } from "./managed-identity-authentication";
import { emptyProblems } from "./refuse";
import { WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { workflowJson } from "./workflow-json";
import { encoded, WorkflowValue } from "./workflow-value";

/** A request. Strings are text; for what the workflow evaluates give `WorkflowValue.expression`. */
export interface HttpActionProps extends WorkflowActionOptions {
  /** The identity that signs in. */
  readonly authentication: ManagedIdentityAuthentication;

  /**
   * Segments that are added to the path of the URI, each encoded, so that slashes and question marks in data are data, and
   * cannot lead to another path or host. Only `.` and `..` still can: as text they are refused at once, and a workflow has
   * to rule them out where an expression may give them. That the URI ends with a slash makes no difference.
   *
   * @default - none
   */
  readonly path?: WorkflowValue[];

  /**
   * Query parameters, such as `{ "api-version": "2021-04-01" }`.
   *
   * @default - none
   */
  readonly queries?: Record<string, unknown>;

  /**
   * Headers.
   *
   * @default - none
   */
  readonly headers?: Record<string, unknown>;

  /**
   * Body: text, `WorkflowValue`, or JSON of these.
   *
   * @default - none
   */
  readonly body?: unknown;
}

/**
 * Requests that a workflow sends with a token of its managed identity.
 *
 * The token would be readable on the way to a URI that is not https, so such a one is refused at once.
 *
 * https://learn.microsoft.com/azure/connectors/connectors-native-http
 */
export class HttpAction {
  /** @param uri https, without queries, which belong into `queries` */
  public static get(uri: string, props: HttpActionProps): WorkflowAction {
    return request("GET", uri, props);
  }

  /** @param uri https, without queries, which belong into `queries` */
  public static post(uri: string, props: HttpActionProps): WorkflowAction {
    return request("POST", uri, props);
  }

  /** @param uri https, without queries, which belong into `queries` */
  public static put(uri: string, props: HttpActionProps): WorkflowAction {
    return request("PUT", uri, props);
  }

  /** @param uri https, without queries, which belong into `queries` */
  public static patch(uri: string, props: HttpActionProps): WorkflowAction {
    return request("PATCH", uri, props);
  }

  /** @param uri https, without queries, which belong into `queries` */
  public static delete(uri: string, props: HttpActionProps): WorkflowAction {
    return request("DELETE", uri, props);
  }

  private constructor() {
    // Actions come from the methods.
  }
}

function request(method: string, uri: string, props: HttpActionProps): WorkflowAction {
  const { authentication, path = [], queries, headers, body } = props;
  return WorkflowAction._of(`HttpAction.${method.toLowerCase()}`, props, (problems) => {
    problems.push(
      ...uriProblems(uri),
      ...path.flatMap((segment, index) => segmentProblems(`path[${String(index)}]`, segment)),
    );
    return {
      type: "Http",
      inputs: {
        method,
        uri: uriWith(uri, path),
        queries: workflowJson("queries", queries, problems),
        headers: workflowJson("headers", headers, problems),
        body: workflowJson("body", body, problems),
        authentication: authentication._json(),
      },
    };
  });
}

function uriProblems(uri: string): string[] {
  const [beginning = "", reference, ...rest] = tokensApart(uri, (literal) => literal);
  const isKnownAfterApply = beginning === "" && reference !== undefined;
  // References stand at the odd places.
  const literals = [beginning, ...rest.filter((_, index) => index % 2 === 0)];
  const [mark] = /[?#]/.exec(literals.join("")) ?? [];
  return [
    ...(isKnownAfterApply || /^https:\/\/./i.test(uri)
      ? []
      : [
          `uri ${JSON.stringify(uri)} is not https, and everybody on the way could use the token; give one with https://`,
        ]),
    ...(mark === undefined ? [] : [`uri has a "${mark}"; leave out what it begins, and give queries`]),
  ];
}

/** Encoding leaves periods as they are. */
function segmentProblems(name: string, segment: WorkflowValue): string[] {
  const [dots] = /(?<=^')\.\.?(?='$)/.exec(segment._expression) ?? [];
  return [
    ...emptyProblems({ [name]: segment }),
    ...(dots === undefined ? [] : [`${name} is "${dots}", which leads to another path; write the uri without it`]),
  ];
}

/** Whoever adds a path to a URI may have one that ends with a slash, such as the `vault_uri` of a key vault. */
function uriWith(uri: string, path: readonly WorkflowValue[]): string {
  const base = path.length > 0 ? withoutSlash(uri) : uri;
  return [WorkflowValue.text(base)._json, ...path.map(encoded)].join("/");
}

function withoutSlash(uri: string): string {
  return Token.isUnresolved(uri)
    ? Token.asString(new FunctionCall("trimsuffix", literalText(uri), "/"))
    : uri.replace(/\/$/, "");
}
