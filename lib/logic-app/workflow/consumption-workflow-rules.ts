import { Token } from "cdktf";
import { type IConstruct } from "constructs";
import { describe } from "../../core/reference";
import { shown } from "../../core/given";
import { type Problem, rules } from "../../core/rules";
import { type IUserAssignedIdentity } from "../../principal/user-assigned-managed-identity";
import { notAnIdentity } from "../../principal/principal-problems";
import { type ManagedIdentityApiConnection } from "../managed-identity-api-connection";

const WORKFLOWS = "ConsumptionWorkflow";

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftlogic */
export const workflowNameProblems = rules<[name: string, scope: IConstruct]>(WORKFLOWS, [
  {
    rule: "impossible-workflow-name",
    when: (name) => typeof name !== "string" || (!Token.isUnresolved(name) && !/^[\w.()-]{0,79}[\w()-]$/.test(name)),
    message: (name, scope) =>
      "name must be 1 to 80 letters, digits, hyphens, underscores, periods and parentheses, and must not end with a period; " +
      `got ${typeof name === "string" ? describe(name, scope) : shown(name)}`,
  },
]);

/** Errors in the identity of a workflow. */
export function workflowIdentityProblems(identity: IUserAssignedIdentity | undefined): Problem[] {
  if (identity === undefined) {
    return [];
  }
  const problems = notAnIdentity(identity);
  return problems.length > 0 ? problems : notUserAssigned(identity);
}

const notUserAssigned = rules<[identity: IUserAssignedIdentity]>(WORKFLOWS, [
  {
    rule: "workflow-identity-not-user-assigned",
    when: ({ resourceId }) => typeof resourceId !== "string",
    message: "identity must be user-assigned; leave it out for the system-assigned identity of the workflow",
  },
]);

/** The error for a value that is not a connection. */
export const notAnApiConnection = rules<[given: unknown]>(WORKFLOWS, [
  {
    rule: "not-an-api-connection",
    when: (given) => typeof (given as Partial<ManagedIdentityApiConnection> | undefined)?._problemsFor !== "function",
    message: (given) => `connection must be a ManagedIdentityApiConnection; got ${shown(given)}`,
  },
]);

/**
 * Templates and files of parameters can have 4 MB.
 *
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices#template-limits
 */
const LARGEST = 4 * 1024 * 1024;

export const sizeProblems = rules<[json: string]>(WORKFLOWS, [
  {
    rule: "workflow-too-large",
    when: (json) => Buffer.byteLength(json) > LARGEST,
    message: (json) =>
      `the definition has ${(Buffer.byteLength(json) / 1024 / 1024).toFixed(1)} MB, and template deployments take 4 MB; ` +
      "move a part of it to another workflow, and call that one",
  },
]);
