import { type ITerraformResource, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct, isAuthoritative } from "../core/attributes";
import { type Argument, FunctionCall } from "../core/function-call";
import { checkAtSynth } from "../core/problems";
import { canonical } from "../core/reference";
import { remember } from "../core/collections";
import { type IUserAssignedIdentity } from "../principal/user-assigned-managed-identity";
import { ConnectionKeys } from "./connection-keys";
import { keysInExpression } from "./keys-in-expression";
import { type ManagedIdentityApiConnection } from "./managed-identity-api-connection";
import { MapAttribute } from "./map-attribute";

const NAME = "$connections";
const NONE = "{}";
const OBJECT = '{"type":"Object"}';
const TYPE = '"Object"';

/** The parameter `$connections` of a Consumption workflow: what the user wrote there, and the connections of the app. */
export class WorkflowConnections {
  private static readonly known = new WeakMap<ITerraformResource, WorkflowConnections>();

  public static of(workflow: ITerraformResource): WorkflowConnections {
    return remember(WorkflowConnections.known, workflow, () => new WorkflowConnections(workflow));
  }

  private readonly added: Record<string, Argument> = {};

  private constructor(private readonly workflow: ITerraformResource) {}

  public add(key: string, connection: ManagedIdentityApiConnection, identity?: IUserAssignedIdentity): void {
    const present = this.present();
    const problems = [
      ...this.problemsBeside(present, key),
      ...this.declarationProblems(),
      ...ConnectionKeys.of(this.workflow).claim(key, connection, key.toLowerCase()),
    ];
    if (problems.length > 0) {
      checkAtSynth(connection, () => problems);
      return;
    }
    this.added[key] = {
      connectionId: connection.connectionId,
      connectionName: connection.connectionName,
      id: connection.managedApiId,
      connectionProperties: { authentication: { type: "ManagedServiceIdentity", identity: identity?.resourceId } },
    };
    const all =
      present === NONE ? this.added : new FunctionCall("merge", new FunctionCall("jsondecode", present), this.added);
    MapAttribute.of(this.workflow, "parameters").set(NAME, jsonOf(all));
    this.declare();
  }

  /** The keys of all connections that the workflow has; undefined where only Terraform knows them. */
  public keys(): readonly string[] | undefined {
    const present = keysIn(this.present(), asConstruct(this.workflow));
    return Array.isArray(present) && isAuthoritative(this.workflow, "parameters")
      ? [...present, ...Object.keys(this.added)]
      : undefined;
  }

  /** What the user wrote there, with references written out. */
  public given(): string {
    return canonical(this.present(), asConstruct(this.workflow));
  }

  private present(): string {
    return MapAttribute.of(this.workflow, "parameters").configuredOr(NAME, NONE);
  }

  /** azurerm compares texts, and reads what is there as `jsonencode` writes it: compact, with sorted keys. */
  private declare(): void {
    const otherwise = jsonOf({ type: "Object", defaultValue: {} });
    const declaration = this.declaration(otherwise);
    MapAttribute.of(this.workflow, "workflow_parameters").set(
      NAME,
      declaration === otherwise ? otherwise : jsonOf(new FunctionCall("jsondecode", declaration)),
    );
  }

  private declaration(otherwise: string): string {
    return MapAttribute.of(this.workflow, "workflow_parameters").configuredOr(NAME, otherwise);
  }

  /**
   * azurerm sends a value of any other type as text, or not at all: it knows types in this spelling only. A secure one it
   * leaves out whenever an action or a trigger changes, because Azure does not tell it again.
   */
  private declarationProblems(): string[] {
    const declaration = this.declaration(OBJECT);
    const type = isLiteral(declaration) ? typeIn(declaration) : undefined;
    return type === undefined || type === TYPE
      ? []
      : [
          `workflow_parameters of ${asConstruct(this.workflow).node.path} declare ${NAME} with type ${type}; ` +
            `declare it as ${OBJECT}, or leave it out`,
        ];
  }

  private problemsBeside(present: string, key: string): string[] {
    const { path } = asConstruct(this.workflow).node;
    const keys = keysIn(present, asConstruct(this.workflow));
    if (keys === "no object") {
      return [`parameter ${NAME} of ${path} is no JSON object; give it the jsonencode of one, or leave it out`];
    }
    return keys !== "unknown" && keys.some((other) => other.toLowerCase() === key.toLowerCase())
      ? [`connection key "${key}" is in the ${NAME} of ${path} already; remove it there, or give another key`]
      : [];
  }
}

/** The keys of an object in JSON; unknown where only Terraform knows them. */
function keysIn(text: string, scope: IConstruct): string[] | "unknown" | "no object" {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : "no object";
  } catch {
    return isLiteral(text) ? "no object" : (keysInExpression(canonical(text, scope)) ?? "unknown");
  }
}

function isLiteral(text: string): boolean {
  return !Token.isUnresolved(text) && !text.includes("${");
}

/** The type in the declaration of a parameter, as a message shows it. */
function typeIn(declaration: string): string {
  try {
    const { type = null } = (JSON.parse(declaration) ?? {}) as { readonly type?: unknown };
    return type === null ? "none" : JSON.stringify(type);
  } catch {
    return "none, for it is no JSON";
  }
}

function jsonOf(value: Argument): string {
  return Token.asString(new FunctionCall("jsonencode", value));
}
