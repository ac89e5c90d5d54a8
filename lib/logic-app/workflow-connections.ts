import { type ITerraformResource, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct, isAuthoritative } from "../core/attributes";
import { type Argument, FunctionCall } from "../core/function-call";
import { checkAtSynth } from "../core/problems";
import { canonical } from "../core/reference";
import { remember } from "../core/remember";
import { type IUserAssignedIdentity } from "../principal/user-assigned-managed-identity";
import { ConnectionKeys } from "./connection-keys";
import { keysInExpression } from "./keys-in-expression";
import { type ManagedIdentityApiConnection } from "./managed-identity-api-connection";
import { MapAttribute } from "./map-attribute";

const NAME = "$connections";
const NONE = "{}";

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

  private declare(): void {
    const declarations = MapAttribute.of(this.workflow, "workflow_parameters");
    declarations.set(NAME, declarations.configuredOr(NAME, jsonOf({ type: "Object", defaultValue: {} })));
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
    return Token.isUnresolved(text) || text.includes("${")
      ? (keysInExpression(canonical(text, scope)) ?? "unknown")
      : "no object";
  }
}

function jsonOf(value: Argument): string {
  return Token.asString(new FunctionCall("jsonencode", value));
}
