import { type ObjectValue } from "../../protocol/values";
import { type ConfiguredAccount } from "../account";
import { type Azure } from "../azure";
import { type Resource } from "../inventory";
import { AzureError } from "../refusal";

/** A request for a resource, from a template to its service. */
export interface ArmRequest {
  readonly azure: Azure;
  readonly account: ConfiguredAccount;
  readonly id: string;
  readonly body: ObjectValue;
  readonly before: Resource | undefined;
}

/** The special behavior of a type of Resource Manager. */
export interface ArmService {
  /** What Resource Manager has of a resource that azurerm created; by default, a template cannot change it. */
  readonly takenOver?: (resource: Resource) => ObjectValue | undefined;

  /** The errors in a request. */
  readonly problems?: (request: ArmRequest) => readonly string[];

  /** The properties that are stored and shown. By default, those that were sent. */
  readonly properties?: (request: ArmRequest) => ObjectValue | Promise<ObjectValue>;
}

export type ArmServices = Readonly<Record<string, ArmService>>;

/** Rejects a request with all its errors. */
export function refuse(problems: readonly string[], code = "BadRequest"): void {
  if (problems.length > 0) {
    throw new AzureError(400, code, problems.join("; "));
  }
}
