import { Token } from "cdktf";
import { FunctionCall } from "../../core/function-call";
import { literalText, tokensApart } from "../../core/literal-text";
import { type ManagedIdentityAuthentication } from "./managed-identity-authentication";
import { emptyProblems } from "./refuse";
import { WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { workflowJson } from "./workflow-json";
import { encoded, WorkflowValue } from "./workflow-value";

/** A request. Strings are text. For an expression, use `WorkflowValue.expression`. */
export interface HttpActionProps extends WorkflowActionOptions {
  /** The identity that signs in. */
  readonly authentication: ManagedIdentityAuthentication;

  /**
   * Segments that are added to the path of the URI. Each is encoded, so that slashes and question marks in data cannot
   * lead to another path or host. Only `.` and `..` still can: as text they throw, and a workflow must exclude them if
   * an expression can return them. The URI can end with a slash.
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
 * Requests with a token of the workflow's managed identity.
 *
 * Others could read the token on the way to a URI that is not https, so such a URI throws.
 *
 * https://learn.microsoft.com/azure/connectors/connectors-native-http
 */
export class HttpAction {
  /** @param uri https, without queries, which belong in `queries` */
  public static get(uri: string, props: HttpActionProps): WorkflowAction {
    return request("GET", uri, props);
  }

  /** @param uri https, without queries, which belong in `queries` */
  public static post(uri: string, props: HttpActionProps): WorkflowAction {
    return request("POST", uri, props);
  }

  /** @param uri https, without queries, which belong in `queries` */
  public static put(uri: string, props: HttpActionProps): WorkflowAction {
    return request("PUT", uri, props);
  }

  /** @param uri https, without queries, which belong in `queries` */
  public static patch(uri: string, props: HttpActionProps): WorkflowAction {
    return request("PATCH", uri, props);
  }

  /** @param uri https, without queries, which belong in `queries` */
  public static delete(uri: string, props: HttpActionProps): WorkflowAction {
    return request("DELETE", uri, props);
  }

  private constructor() {
    // only factories
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
  // `split` puts references at odd indexes.
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

/** Encoding does not change periods. */
function segmentProblems(name: string, segment: WorkflowValue): string[] {
  const [dots] = /(?<=^')\.\.?(?='$)/.exec(segment._expression) ?? [];
  return [
    ...emptyProblems({ [name]: segment }),
    ...(dots === undefined ? [] : [`${name} is "${dots}", which leads to another path; write the uri without it`]),
  ];
}

/** A URI before a path can end with a slash, such as the `vault_uri` of a key vault. */
function uriWith(uri: string, path: readonly WorkflowValue[]): string {
  const base = path.length > 0 ? withoutSlash(uri) : uri;
  return [WorkflowValue.text(base)._json, ...path.map(encoded)].join("/");
}

function withoutSlash(uri: string): string {
  return Token.isUnresolved(uri)
    ? Token.asString(new FunctionCall("trimsuffix", literalText(uri), "/"))
    : uri.replace(/\/$/, "");
}
