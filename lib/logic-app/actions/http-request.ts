import { Token } from "cdktf";
import { FunctionCall } from "../../core/function-call";
import { literalText, tokensApart } from "../../core/literal-text";
import { type Problem, rules } from "../../core/rules";
import { type ManagedIdentityAuthentication } from "./managed-identity-authentication";
import { emptyProblems } from "./argument-rules";
import { type Part } from "./definition-parts";
import { workflowJson } from "./workflow-json";
import { encoded, WorkflowValue } from "./workflow-value";

/** A method of HTTP that workflows can use. */
export enum HttpMethod {
  GET = "GET",
  POST = "POST",
  PUT = "PUT",
  PATCH = "PATCH",
  DELETE = "DELETE",
}

/** What a request contains. Strings are text. For an expression, use `WorkflowValue.expression`. */
export interface RequestContent {
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

/** A request with a token of the workflow's managed identity. */
export interface HttpRequest extends RequestContent {
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
}

/** `inputs` of a request to a URI. */
export function requestInputs(method: string, uri: string, request: HttpRequest, problems: Problem[]): Part {
  const { authentication, path = [] } = request;
  problems.push(
    ...uriProblems(uri),
    ...path.flatMap((segment, index) => segmentProblems(`path[${String(index)}]`, segment)),
  );
  return {
    method,
    uri: uriWith(uri, path),
    ...contentInputs(request, problems),
    authentication: authentication._json(),
  };
}

/** The members of `inputs` that are the content of a request. */
export function contentInputs({ queries, headers, body }: RequestContent, problems: Problem[]): Part {
  return {
    queries: workflowJson("queries", queries, problems),
    headers: workflowJson("headers", headers, problems),
    body: workflowJson("body", body, problems),
  };
}

function uriProblems(uri: string): Problem[] {
  const [beginning = "", reference, ...rest] = tokensApart(uri, (literal) => literal);
  const isKnownAfterApply = beginning === "" && reference !== undefined;
  // `split` puts references at odd indexes.
  const literals = [beginning, ...rest.filter((_, index) => index % 2 === 0)];
  const [mark] = /[?#]/.exec(literals.join("")) ?? [];
  return [...(isKnownAfterApply ? [] : schemeProblems(uri)), ...(mark === undefined ? [] : markInUri(mark))];
}

const schemeProblems = rules<[uri: string]>("HttpAction", [
  {
    rule: "uri-not-https",
    when: (uri) => !/^https:\/\/./i.test(uri),
    message: (uri) => `uri must start with https://, which keeps the token secret; got ${JSON.stringify(uri)}`,
  },
]);

const markInUri = rules<[mark: string]>("HttpAction", [
  {
    rule: "uri-with-query-or-fragment",
    message: (mark) => `uri has a "${mark}"; leave out everything from it on, and give queries`,
  },
]);

/** Encoding does not change periods. */
function segmentProblems(name: string, segment: WorkflowValue): Problem[] {
  const [dots] = /(?<=^')\.\.?(?='$)/.exec(segment._expression) ?? [];
  return [...emptyProblems({ [name]: segment }), ...(dots === undefined ? [] : dotSegment(name, dots))];
}

const dotSegment = rules<[name: string, dots: string]>("HttpAction", [
  {
    rule: "dot-segment-in-path",
    message: (name, dots) => `${name} is "${dots}", which leads to another path; write the uri without it`,
  },
]);

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
