import { type TerraformResource, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { isAuthoritative } from "../core/attributes";
import { canonical } from "../core/reference";
import { type Problem, rules } from "../core/rules";
import { readIdentity } from "../source/identity-block";
import { isMember, type Member } from "./workflow-text";

/** Ids that can be compared: those of resources in the app, and literals. */
const ID_FORMS = [/^\$\{[^{}]+:azurerm_user_assigned_identity\.[^{}]+\.id\}$/, /^\/subscriptions\/[^{}]+$/];

/** The identities of a workflow. */
export interface WorkflowIdentities {
  readonly workflow: IConstruct;
  /** Whether it has a system-assigned one. */
  readonly system: boolean;
  /** Ids of the user-assigned ones. */
  readonly users: readonly string[];
}

/** The identities of a workflow that is a Terraform resource; undefined if only Terraform knows them. */
export function identitiesOf(workflow: TerraformResource): WorkflowIdentities | undefined {
  const present = readIdentity(workflow);
  return present === "unreadable" || Token.isUnresolved(present.users) || !isAuthoritative(workflow, "identity")
    ? undefined
    : { workflow, system: present.system, users: present.users };
}

/** The managed identities that parts of a workflow sign in with and that the workflow does not have. */
export function missingIdentities(
  parts: readonly (string | Member)[],
  identities: WorkflowIdentities | undefined,
  signer: Signer,
): Problem[] {
  if (!identities) {
    return [];
  }
  const { workflow, system } = identities;
  const { path } = workflow.node;
  const idOf = (id: string): string => canonical(id, workflow).toLowerCase();
  const users = identities.users.map(idOf);
  return parts.filter(isSignIn).flatMap(({ identity }) => {
    if (!system && users.length === 0) {
      return noIdentity(signer, path);
    }
    if (identity === undefined) {
      return system ? [] : noSystemAssigned(signer, path);
    }
    const id = typeof identity === "string" ? identity : "";
    const isMissing = !users.includes(idOf(id)) && canBeTold([idOf(id), ...users]);
    const shownId = Token.isUnresolved(id) ? canonical(id, workflow) : id;
    return isMissing ? otherIdentity(signer, path, shownId) : [];
  });
}

function isSignIn(part: string | Member): part is Member {
  return isMember(part) && part.type === "ManagedServiceIdentity";
}

function canBeTold(ids: readonly string[]): boolean {
  return ID_FORMS.some((form) => ids.every((id) => form.test(id)));
}

/** What signs in, and what to do where it cannot. */
interface Signer {
  readonly what: string;
  readonly remedy: string;
}

const noIdentity = rules<[signer: Signer, workflow: string]>("Logic apps", [
  {
    rule: "workflow-without-identity",
    message: ({ what, remedy }, workflow) =>
      `${what} signs in with a managed identity, but ${workflow} has none; ${remedy}`,
  },
]);

const noSystemAssigned = rules<[signer: Signer, workflow: string]>("Logic apps", [
  {
    rule: "workflow-without-system-assigned-identity",
    message: ({ what, remedy }, workflow) =>
      `${what} signs in with the system-assigned identity of ${workflow}, which has only a user-assigned one; ${remedy}`,
  },
]);

const otherIdentity = rules<[signer: Signer, workflow: string, identity: string]>("Logic apps", [
  {
    rule: "workflow-without-that-identity",
    message: ({ what, remedy }, workflow, identity) =>
      `${what} signs in with ${identity}, but ${workflow} has another identity; ${remedy}`,
  },
]);
