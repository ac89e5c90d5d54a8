import { type App, TerraformStack } from "cdktf";
import { stateOf } from "../../core/state";
import { factsOf } from "../report/audit";
import { type AuditFacts } from "../rules/rule";
import { readDocument } from "../terraform/read-document";

/** The stacks of an app. */
export const stacksOf = (app: App): TerraformStack[] =>
  app.node.findAll().filter((construct) => TerraformStack.isStack(construct));

/** What is known about the Terraform of some stacks. */
export function factsOfStacks(stacks: readonly TerraformStack[]): AuditFacts {
  return factsOf(stacks.map((stack) => readDocument(stack.node.id, stack.toTerraform())));
}

/** What is known about all Terraform of an app. All checks and maps of one synthesis read the same. */
export function factsOfApp(app: App): AuditFacts {
  const kept = keptBy(app);
  return (kept.facts ??= factsOfStacks(stacksOf(app)));
}

/** The app is synthesized again, and may have changed. */
export function forgetFacts(app: App): void {
  keptBy(app).facts = undefined;
}

const keptBy = (app: App): { facts?: AuditFacts } => stateOf(app, "audit-facts", () => ({}));
