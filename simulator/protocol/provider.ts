import { type ProviderSchema } from "../provider/schema";
import { type ObjectValue, type Value } from "./values";

/** A path in a resource: names of attributes and blocks, and indexes. */
export type Path = readonly (string | number)[];

/** A message for the user. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly path?: Path;
}

export interface StateAnswer {
  readonly state: Value;
  /** Whether the result differs from the plan. Terraform accepts that only from providers with the old SDK. */
  readonly unplanned?: boolean;
  readonly diagnostics?: readonly Diagnostic[];
}

export interface PlanAnswer {
  readonly planned: Value;
  readonly requiresReplace?: readonly Path[];
  /** Whether something is planned that is neither configured nor computed, which Terraform takes from providers that are made with the old SDK only. */
  readonly hasDefaults?: boolean;
  readonly diagnostics?: readonly Diagnostic[];
}

/** A planned or applied change. A creation has no prior state, a deletion no planned state. */
export interface Change {
  readonly type: string;
  readonly prior: ObjectValue | null;
  readonly planned: ObjectValue | null;
  readonly config: ObjectValue | null;
}

/**
 * A Terraform provider. Terraform opens one connection for each configured provider block: two aliases of a provider
 * are two connections, each with its own configuration.
 */
export interface Provider {
  readonly schema: ProviderSchema;
  validateProvider(config: ObjectValue): readonly Diagnostic[];
  configure(connection: string, config: ObjectValue): readonly Diagnostic[];
  validateResource(type: string, config: ObjectValue): readonly Diagnostic[];
  validateDataSource(type: string, config: ObjectValue): readonly Diagnostic[];
  plan(connection: string, change: Change): PlanAnswer;
  apply(connection: string, change: Change): Promise<StateAnswer>;
  upgrade(type: string, state: ObjectValue): StateAnswer;
  read(connection: string, type: string, state: ObjectValue): StateAnswer;
  importState(connection: string, type: string, id: string): StateAnswer;
  readDataSource(connection: string, type: string, config: ObjectValue): StateAnswer;
  /**
   * The user interrupted Terraform. Pending operations of this connection, or of all connections, should be aborted.
   */
  stop(connection?: string): void;
}
