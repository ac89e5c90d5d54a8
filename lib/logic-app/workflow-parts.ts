import { TerraformResource, TerraformStack } from "cdktf";
import { type IConstruct } from "constructs";
import { configured, isAuthoritative } from "../core/attributes";
import { checkAtSynth } from "../core/problems";
import { elementAt, referenceIn } from "../core/reference";
import { isFirst } from "../core/state";
import { type Problem, rules } from "../core/rules";
import { WORKFLOW } from "./logic-app";
import { WorkflowConnections } from "./workflow-connections";
import { identitiesOf, missingIdentities } from "./workflow-identities";
import { type Member, partsOf } from "./workflow-text";

const PARTS = ["azurerm_logic_app_action_custom", "azurerm_logic_app_trigger_custom"];

/** How a workflow expression names a connection. */
const USED = /parameters\('\$connections'\)\['([^'$]+)'\]/gi;

/**
 * Reports actions and triggers of the app that use a connection or an identity that their workflow does not have, and
 * handwritten connections that do so.
 */
export function checkWorkflowParts(scope: IConstruct): void {
  const { root } = scope.node;
  if (isFirst(root, "workflow-parts")) {
    checkAtSynth(TerraformStack.of(scope), () => root.node.findAll().flatMap(partProblems));
  }
}

function partProblems(part: IConstruct): Problem[] {
  if (!TerraformResource.isTerraformResource(part)) {
    return [];
  }
  if (part.terraformResourceType === WORKFLOW) {
    return missingIdentities(partsOf(WorkflowConnections.of(part).given()), identitiesOf(part), {
      what: `a connection in the $connections of ${part.node.path}`,
      remedy: "add the connection with addTo, or name the identity of the workflow there",
    });
  }
  if (!PARTS.includes(part.terraformResourceType)) {
    return [];
  }
  const workflow = workflowOf(part);
  const body = configured(part, "body");
  if (!workflow || typeof body !== "string" || !isAuthoritative(part, "body")) {
    return [];
  }
  const parts = partsOf(body);
  const identities = missingIdentities(parts, identitiesOf(workflow), {
    what: part.node.path,
    remedy: "make its authentication with ManagedIdentityAuthentication.of for that workflow",
  });
  return [...missingConnections(parts, part, workflow), ...identities];
}

/** The workflow of an action or trigger, if the app contains it. */
function workflowOf(part: TerraformResource): TerraformResource | undefined {
  const id = configured(part, "logic_app_id");
  const reference = typeof id === "string" ? referenceIn(id) : undefined;
  const element = reference ? elementAt(reference) : undefined;
  return TerraformResource.isTerraformResource(element) && element.terraformResourceType === WORKFLOW
    ? element
    : undefined;
}

function missingConnections(
  parts: readonly (string | Member)[],
  part: IConstruct,
  workflow: TerraformResource,
): Problem[] {
  const known = WorkflowConnections.of(workflow).keys();
  if (!known) {
    return [];
  }
  const used = parts
    .filter((part) => typeof part === "string")
    .flatMap((text) => [...text.matchAll(USED)].map(([, key = ""]) => key));
  const has = new Set(known.map((key) => key.toLowerCase()));
  return [...new Set(used)]
    .filter((key) => !has.has(key.toLowerCase()))
    .flatMap((key) => missingConnection(part.node.path, key, workflow.node.path, known.join(", ") || "none"));
}

const missingConnection = rules<[part: string, key: string, workflow: string, known: string]>("Logic apps", [
  {
    rule: "workflow-connection-missing",
    message: (part, key, workflow, known) =>
      `${part} uses connection "${key}", which ${workflow} does not have (its connections: ${known}); ` +
      "add it to that workflow with addTo, or use what its addTo returned",
  },
]);
