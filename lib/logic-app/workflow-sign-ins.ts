import { type TerraformResource, Token } from "cdktf";
import { isAuthoritative } from "../core/attributes";
import { canonical } from "../core/reference";
import { readIdentity } from "../source/identity-block";

/** An object with `"ManagedServiceIdentity"`, in JSON or in a Terraform expression, including references. */
const SIGN_IN = /\{(?:[^{}]|[$@]\{[^{}]*\})*"ManagedServiceIdentity"(?:[^{}]|[$@]\{[^{}]*\})*\}/gi;

/** The identity in such an object. The id is missing if it is an expression. */
const IDENTITY = /"identity"\s*[=:](?:\s*(?:"([^"]+)"|(\$\{[^{}]+\})))?/i;

/** Ids that can be compared: those of resources in the app, and literals. */
const ID_FORMS = [/^\$\{[^{}]+:azurerm_user_assigned_identity\.[^{}]+\.id\}$/, /^\/subscriptions\/[^{}]+$/];

/** The managed identities in a text of a workflow that the workflow does not have. */
export function missingIdentities(text: string, workflow: TerraformResource): string[] {
  const present = readIdentity(workflow);
  if (present === "unreadable" || Token.isUnresolved(present.users) || !isAuthoritative(workflow, "identity")) {
    return [];
  }
  const users = present.users.map((id) => canonical(id, workflow).toLowerCase());
  const problems = (text.match(SIGN_IN) ?? []).flatMap((signIn) => {
    const [isNamed, literal, reference] = IDENTITY.exec(signIn) ?? [];
    const id = (literal ?? reference)?.toLowerCase();
    const { path } = workflow.node;
    if (!present.system && users.length === 0) {
      return [`signs in with a managed identity, and ${path} has none`];
    }
    if (isNamed === undefined) {
      return present.system
        ? []
        : [`signs in with the system-assigned identity of ${path}, which has a user-assigned one`];
    }
    const isMissing = id !== undefined && !users.includes(id) && canBeTold([id, ...users]);
    return isMissing ? [`signs in with ${literal ?? reference ?? ""}, and ${path} has another identity`] : [];
  });
  return [...new Set(problems)];
}

function canBeTold(ids: readonly string[]): boolean {
  return ID_FORMS.some((form) => ids.every((id) => form.test(id)));
}
