import { Token } from "cdktf";
import { type Problem, rules } from "../../core/rules";
import { encoded, encodedTwice, type WorkflowValue } from "./workflow-value";

/** A request to any connector. */
export interface ManagedApiRequest {
  /**
   * The path, with placeholders in braces, such as "/v2/cosmosdb/{account}/dbs/{database}/colls/{container}/docs". The
   * code view of the designer shows the paths of operations.
   */
  readonly path: string;

  /**
   * Values of the placeholders, by name. They are encoded. Strings are text. For an expression, use
   * `WorkflowValue.expression`.
   *
   * @default - none
   */
  readonly pathParameters?: Record<string, unknown>;

  /**
   * Names of the placeholders whose values are encoded twice, as the designer does for some connectors:
   * `encodeURIComponent(encodeURIComponent(…))`.
   *
   * @default - none
   */
  readonly encodedTwice?: string[];

  /**
   * Query parameters.
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
}

/** The path of a request in the workflow language, its names, and what is wrong with them. */
export function pathOf({ path, pathParameters = {}, encodedTwice: twice = [] }: ManagedApiRequest): {
  readonly path: string;
  readonly names: Readonly<Record<string, unknown>>;
  readonly problems: Problem[];
} {
  const wrong = pathProblems(path);
  if (wrong.length > 0) {
    return { path, names: {}, problems: wrong };
  }
  const placeholders = [...path.matchAll(PLACEHOLDER)].map(([, name = ""]) => name);
  const missing = placeholders.filter((name) => !Object.hasOwn(pathParameters, name));
  const unknown = [...Object.keys(pathParameters), ...twice].filter((name) => !placeholders.includes(name));
  return {
    path: path.replace(PLACEHOLDER, (placeholder, name: string) => {
      const encode = twice.includes(name) ? encodedTwice : encoded;
      // `encoded` refuses whatever is neither text nor a WorkflowValue.
      return missing.includes(name) ? placeholder : encode(pathParameters[name] as string | WorkflowValue);
    }),
    names: pathParameters,
    problems: [
      ...missing.flatMap((name) => parameterMissing(name)),
      ...[...new Set(unknown)].flatMap((name) => unknownParameter(name, placeholders.join(", ") || "none")),
    ],
  };
}

const PLACEHOLDER = /\{([^{}]*)\}/g;

const pathProblems = rules<[path: string]>("Workflow actions and triggers", [
  {
    rule: "malformed-connector-path",
    when: (path) => Token.isUnresolved(path) || !/^\/(?:[^{}?#]|(?<!@)\{[^{}?#]+\})*$/.test(path),
    message: (path) =>
      `path must start with "/", and have neither expressions nor references nor queries; got ${JSON.stringify(path)}; ` +
      "give placeholders such as {name} and their values in pathParameters, and queries",
  },
]);

const parameterMissing = rules<[name: string]>("Workflow actions and triggers", [
  {
    rule: "path-parameter-missing",
    message: (name) => `path has the placeholder {${name}}, which has no value; give it in pathParameters`,
  },
]);

const unknownParameter = rules<[name: string, known: string]>("Workflow actions and triggers", [
  {
    rule: "unknown-path-parameter",
    message: (name, known) => `path has no placeholder {${name}}; its placeholders are: ${known}`,
  },
]);
