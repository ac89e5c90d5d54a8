import { type ObjectValue } from "../../protocol/values";
import { type ConfiguredAccount } from "../account";
import { type Azure } from "../azure";
import { type Resource } from "../inventory";
import { AzureError } from "../refusal";

/** A resource as a template sends it to its service. */
export interface ArmRequest {
  readonly azure: Azure;
  readonly account: ConfiguredAccount;
  readonly id: string;
  readonly body: ObjectValue;
  readonly before: Resource | undefined;
}

/** What is special about a type of Resource Manager. */
export interface ArmService {
  /** What is wrong with a request; none if nothing is. */
  readonly problems?: (request: ArmRequest) => readonly string[];

  /** The properties that are kept and shown; by default those that were sent. */
  readonly properties?: (request: ArmRequest) => ObjectValue | Promise<ObjectValue>;
}

export type ArmServices = Readonly<Record<string, ArmService>>;

/** Refuses a request for everything that is wrong with it. */
export function refuse(problems: readonly string[], code = "BadRequest"): void {
  if (problems.length > 0) {
    throw new AzureError(400, code, problems.join("; "));
  }
}
