import { type ITerraformResource, Token } from "cdktf";
import { asConstruct, isAuthoritative } from "../core/attributes";
import { type Argument, callOf, FunctionCall } from "../core/function-call";
import { checkAtSynth } from "../core/problems";
import { stateOf } from "../core/state";
import { type Problem, rules } from "../core/rules";
import { type IUserAssignedIdentity } from "../principal/user-assigned-managed-identity";
import { type ApiConnection, ConnectionKeys } from "./connection-keys";
import { LOST_BY_LOGIC_APP } from "./map-of-logic-app";
import { MapAttribute } from "../source/map-attribute";
import { isMember, keysInExpression, type Member, parsed } from "./workflow-text";

const NAME = "$connections";
const NONE = "{}";
const OBJECT = '{"type":"Object"}';
const TYPE = '"Object"';

/** The parameter `$connections` of a Consumption workflow: the user's entries, and the connections of the app. */
export class WorkflowConnections {
  public static of(workflow: ITerraformResource): WorkflowConnections {
    return stateOf(asConstruct(workflow), "workflow-connections", () => new WorkflowConnections(workflow));
  }

  private readonly added: Record<string, Argument> = {};

  private constructor(private readonly workflow: ITerraformResource) {}

  public add(key: string, connection: ApiConnection, identity?: IUserAssignedIdentity): void {
    const present = this.given();
    const problems = [
      ...this.problemsBeside(present, key),
      ...this.declarationProblems(),
      ...ConnectionKeys.of(asConstruct(this.workflow)).claim(key, connection, key.toLowerCase()),
    ];
    if (problems.length > 0) {
      checkAtSynth(connection, () => problems);
      return;
    }
    this.added[key] = entryOf(connection, identity);
    const all =
      present === NONE ? this.added : new FunctionCall("merge", new FunctionCall("jsondecode", present), this.added);
    MapAttribute.of(this.workflow, "parameters").set(NAME, jsonOf(all), LOST_BY_LOGIC_APP);
    this.declare();
  }

  /** The keys of all connections of the workflow; undefined if only Terraform knows them. */
  public keys(): readonly string[] | undefined {
    const present = keysIn(this.given());
    return Array.isArray(present) && isAuthoritative(this.workflow, "parameters")
      ? [...present, ...Object.keys(this.added)]
      : undefined;
  }

  /** The user's entries. */
  public given(): string {
    return MapAttribute.of(this.workflow, "parameters").configuredOr(NAME, NONE);
  }

  /** azurerm compares text, and reads the parameter back in the format of `jsonencode`: compact, with sorted keys. */
  private declare(): void {
    const otherwise = jsonOf({ type: "Object", defaultValue: {} });
    const declaration = this.declaration(otherwise);
    MapAttribute.of(this.workflow, "workflow_parameters").set(
      NAME,
      declaration === otherwise ? otherwise : jsonOf(new FunctionCall("jsondecode", declaration)),
      LOST_BY_LOGIC_APP,
    );
  }

  private declaration(otherwise: string): string {
    return MapAttribute.of(this.workflow, "workflow_parameters").configuredOr(NAME, otherwise);
  }

  /**
   * azurerm sends a value of any other type as text or not at all, because it knows types in this spelling only. It
   * omits a secure value when an action or a trigger changes, because Azure does not return it.
   */
  private declarationProblems(): Problem[] {
    const declaration = this.declaration(OBJECT);
    const type = isLiteral(declaration) ? typeIn(declaration) : undefined;
    return type === undefined || type === TYPE ? [] : wrongDeclaration(asConstruct(this.workflow).node.path, type);
  }

  private problemsBeside(present: string, key: string): Problem[] {
    const { path } = asConstruct(this.workflow).node;
    const keys = keysIn(present);
    if (keys === "no object") {
      return notAnObject(path);
    }
    return keys !== "unknown" && keys.some((other) => other.toLowerCase() === key.toLowerCase())
      ? keyWritten(key, path)
      : [];
  }
}

/** The entry of a connection in `$connections`. */
export function entryOf(connection: ApiConnection, identity: IUserAssignedIdentity | undefined): Argument {
  return {
    connectionId: connection.connectionId,
    connectionName: connection.connectionName,
    id: connection.managedApiId,
    connectionProperties: { authentication: { type: "ManagedServiceIdentity", identity: identity?.resourceId } },
  };
}

/** The keys of a JSON object; "unknown" if only Terraform knows them. */
function keysIn(text: string): string[] | "unknown" | "no object" {
  const call = callOf(text);
  if (call) {
    const [value] = call.args;
    return call.name === "jsonencode" && isMember(value) ? knownKeys(value) : "unknown";
  }
  const value = parsed(text);
  if (isMember(value)) {
    return Object.keys(value);
  }
  return value !== undefined || isLiteral(text) ? "no object" : (keysInExpression(text) ?? "unknown");
}

function knownKeys(value: Member): string[] | "unknown" {
  const keys = Object.keys(value);
  return keys.some((key) => Token.isUnresolved(key)) ? "unknown" : keys;
}

function isLiteral(text: string): boolean {
  return !Token.isUnresolved(text) && !text.includes("${");
}

/** The type in a parameter's declaration, for error messages. */
function typeIn(declaration: string): string {
  try {
    const { type = null } = (JSON.parse(declaration) ?? {}) as { readonly type?: unknown };
    return type === null ? "none" : JSON.stringify(type);
  } catch {
    return "none (it is not JSON)";
  }
}

function jsonOf(value: Argument): string {
  return Token.asString(new FunctionCall("jsonencode", value));
}

const wrongDeclaration = rules<[workflow: string, type: string]>("Logic apps", [
  {
    rule: "connections-declared-with-other-type",
    message: (workflow, type) =>
      `workflow_parameters of ${workflow} declare ${NAME} with type ${type}; declare it as ${OBJECT}, or leave it out`,
  },
]);

const notAnObject = rules<[workflow: string]>("Logic apps", [
  {
    rule: "connections-not-an-object",
    message: (workflow) =>
      `parameter ${NAME} of ${workflow} is not a JSON object; give the jsonencode of one, or leave it out`,
  },
]);

const keyWritten = rules<[key: string, workflow: string]>("Logic apps", [
  {
    rule: "connection-key-in-parameters",
    message: (key, workflow) =>
      `${NAME} of ${workflow} already has the connection key "${key}"; remove it there, or give another key`,
  },
]);
