// A simulated Azure for tests and demos: published as cdktf-azure-managed-identity/testing. README.md says what it models.
export type { AccessEntry } from "./azure/access";
export type { Account } from "./azure/account";
export type { DeploymentScript } from "./azure/deployments/deployment-script";
export type { Faults } from "./azure/faults";
export type { TerraformConfiguration } from "./run/configuration";
export type { ResourceChange, TerraformDiagnostic } from "./run/events";
export { type LifeCycle, type LifeCycleOptions, simulateLifeCycle } from "./run/life-cycle";
export type {
  ApplyResult,
  CommandResult,
  Deployable,
  InterruptOptions,
  PlanResult,
  SessionOptions,
  TerraformSession,
} from "./run/session";
export { findTerraform } from "./run/terraform-binary";
export { type SimulatedResource, Simulator, type SimulatorOptions } from "./simulator";
