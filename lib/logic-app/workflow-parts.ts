import { TerraformResource, TerraformStack } from "cdktf";
import { type IConstruct } from "constructs";
import { configured, isAuthoritative } from "../core/attributes";
import { checkAtSynth } from "../core/problems";
import { canonical, elementAt, referenceIn } from "../core/reference";
import { WORKFLOW } from "./logic-app";
import { WorkflowConnections } from "./workflow-connections";
import { missingIdentities } from "./workflow-sign-ins";

const PARTS = ["azurerm_logic_app_action_custom", "azurerm_logic_app_trigger_custom"];

const checked = new WeakSet<IConstruct>();

/**
 * From now on, it is a problem that an action or trigger anywhere in the app uses a connection or an identity that its
 * workflow does not have, or that a connection which somebody wrote there does.
 */
export function checkWorkflowParts(scope: IConstruct): void {
  const { root } = scope.node;
  if (!checked.has(root)) {
    checked.add(root);
    checkAtSynth(TerraformStack.of(scope), () => root.node.findAll().flatMap(partProblems));
  }
}

function partProblems(part: IConstruct): string[] {
  if (!TerraformResource.isTerraformResource(part)) {
    return [];
  }
  if (part.terraformResourceType === WORKFLOW) {
    return missingIdentities(WorkflowConnections.of(part).given(), part).map(
      (problem) =>
        `${part.node.path} has a connection in its $connections that ${problem}; ` +
        "add the connection with addTo, or name the identity of the workflow there",
    );
  }
  if (!PARTS.includes(part.terraformResourceType)) {
    return [];
  }
  const workflow = workflowOf(part);
  const body = configured(part, "body");
  if (!workflow || typeof body !== "string" || !isAuthoritative(part, "body")) {
    return [];
  }
  const text = canonical(body, part);
  const identities = missingIdentities(text, workflow).map(
    (problem) => `${problem}; make its authentication with ManagedIdentityAuthentication.of for that workflow`,
  );
  return [...missingConnections(text, workflow), ...identities].map((problem) => `${part.node.path} ${problem}`);
}

/** The workflow that an action or trigger belongs to, if it is managed in the app. */
function workflowOf(part: TerraformResource): TerraformResource | undefined {
  const id = configured(part, "logic_app_id");
  const reference = typeof id === "string" ? referenceIn(id) : undefined;
  const element = reference ? elementAt(reference) : undefined;
  return TerraformResource.isTerraformResource(element) && element.terraformResourceType === WORKFLOW
    ? element
    : undefined;
}

function missingConnections(body: string, workflow: TerraformResource): string[] {
  const known = WorkflowConnections.of(workflow).keys();
  if (!known) {
    return [];
  }
  const used = [...body.matchAll(/parameters\('\$connections'\)\['([^'$]+)'\]/gi)].map(([, key = ""]) => key);
  const has = new Set(known.map((key) => key.toLowerCase()));
  return [...new Set(used)]
    .filter((key) => !has.has(key.toLowerCase()))
    .map(
      (key) =>
        `uses connection "${key}", which ${workflow.node.path} does not have (its connections: ` +
        `${known.join(", ") || "none"}); add it to that workflow with addTo, or use what its addTo returned`,
    );
}
