import { TerraformResource, TerraformStack, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { configured, isAuthoritative } from "../core/attributes";
import { checkAtSynth } from "../core/problems";
import { canonical, elementAt, referenceIn } from "../core/reference";
import { isFirst } from "../core/state";
import { readIdentity } from "../source/identity-block";
import { WORKFLOW } from "./logic-app";
import { WorkflowConnections } from "./workflow-connections";
import { isMember, type Member, partsOf } from "./workflow-text";

const PARTS = ["azurerm_logic_app_action_custom", "azurerm_logic_app_trigger_custom"];

/** How a workflow expression names a connection. */
const USED = /parameters\('\$connections'\)\['([^'$]+)'\]/gi;

/** Ids that can be compared: those of resources in the app, and literals. */
const ID_FORMS = [/^\$\{[^{}]+:azurerm_user_assigned_identity\.[^{}]+\.id\}$/, /^\/subscriptions\/[^{}]+$/];

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

function partProblems(part: IConstruct): string[] {
  if (!TerraformResource.isTerraformResource(part)) {
    return [];
  }
  if (part.terraformResourceType === WORKFLOW) {
    return missingIdentities(partsOf(WorkflowConnections.of(part).given()), part).map(
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
  const parts = partsOf(body);
  const identities = missingIdentities(parts, workflow).map(
    (problem) => `${problem}; make its authentication with ManagedIdentityAuthentication.of for that workflow`,
  );
  return [...missingConnections(parts, workflow), ...identities].map((problem) => `${part.node.path} ${problem}`);
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

function missingConnections(parts: readonly (string | Member)[], workflow: TerraformResource): string[] {
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
    .map(
      (key) =>
        `uses connection "${key}", which ${workflow.node.path} does not have (its connections: ` +
        `${known.join(", ") || "none"}); add it to that workflow with addTo, or use what its addTo returned`,
    );
}

/** The managed identities that parts of a workflow sign in with and that the workflow does not have. */
function missingIdentities(parts: readonly (string | Member)[], workflow: TerraformResource): string[] {
  const present = readIdentity(workflow);
  if (present === "unreadable" || Token.isUnresolved(present.users) || !isAuthoritative(workflow, "identity")) {
    return [];
  }
  const { path } = workflow.node;
  const idOf = (id: string): string => canonical(id, workflow).toLowerCase();
  const users = present.users.map(idOf);
  const problems = parts.filter(isSignIn).flatMap(({ identity }) => {
    if (!present.system && users.length === 0) {
      return [`signs in with a managed identity, and ${path} has none`];
    }
    if (identity === undefined) {
      return present.system
        ? []
        : [`signs in with the system-assigned identity of ${path}, which has a user-assigned one`];
    }
    const id = typeof identity === "string" ? identity : "";
    const isMissing = !users.includes(idOf(id)) && canBeTold([idOf(id), ...users]);
    const shownId = Token.isUnresolved(id) ? canonical(id, workflow) : id;
    return isMissing ? [`signs in with ${shownId}, and ${path} has another identity`] : [];
  });
  return [...new Set(problems)];
}

function isSignIn(part: string | Member): part is Member {
  return isMember(part) && part.type === "ManagedServiceIdentity";
}

function canBeTold(ids: readonly string[]): boolean {
  return ID_FORMS.some((form) => ids.every((id) => form.test(id)));
}
