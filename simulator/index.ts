// A simulated Azure for tests and demos: published as cdktf-azure-managed-identity/testing. README.md says what it models.
export type { AccessEntry } from "./azure/access";
export type { Account } from "./azure/account";
export type { DeploymentScript } from "./azure/deployments/deployment-script";
export type { Faults } from "./azure/faults";
export type { TerraformConfiguration } from "./run/configuration";
export { type AppLifeCycle, simulateApp } from "./run/app-life-cycle";
export type { AttributeChange, Change } from "./run/changes";
export type { TerraformDiagnostic } from "./run/events";
export type { Leftover } from "./run/leftovers";
export { type LifeCycle, type LifeCycleOptions, simulateLifeCycle, type StackLifeCycle } from "./run/life-cycle";
export type { ApplyResult, CommandResult, PlanResult } from "./run/results";
export type { InterruptOptions, SessionOptions, TerraformSession } from "./run/session";
export { assertEmpty } from "./run/summary";
export type { Deployable } from "./run/workspace";
export { findTerraform } from "../tools/terraform/terraform-binary";
export { type ProviderVersions, type SimulatedResource, Simulator, type SimulatorOptions } from "./simulator";
