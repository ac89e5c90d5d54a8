import { TerraformResource, TerraformStack } from "cdktf";
import { configured } from "../core/attributes";
import { remember } from "../core/collections";
import { makeWait } from "../core/depends-on";
import { shown } from "../core/given";
import { checkAtSynth, onceARun } from "../core/problems";
import { canonical } from "../core/reference";
import { knownText } from "../core/resources";
import { type Problem, rules } from "../core/rules";
import { isFirst, stateOf } from "../core/state";
import { checkUniqueness, comparableId, comparableText, type UniqueKind } from "../core/uniqueness";

/** What holds for all credentials of an identity or of an application, whoever declares them. */

const OF = "Federated credentials";

/** The audience that Azure expects: https://learn.microsoft.com/entra/workload-id/workload-identity-federation */
export const TOKEN_EXCHANGE = "api://AzureADTokenExchange";

/** https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations */
const MOST = 20;

/** The attributes that name the holder, by type of credential. */
const HOLDER: Readonly<Record<string, readonly string[]>> = {
  azurerm_federated_identity_credential: ["user_assigned_identity_id", "parent_id"],
  azuread_application_federated_identity_credential: ["application_id"],
  azuread_application_flexible_federated_identity_credential: ["application_id"],
};

/** The holder of a credential; undefined for other types. */
function holderOf(resource: TerraformResource): string | undefined {
  return HOLDER[resource.terraformResourceType]?.map((attribute) => comparableId(resource, attribute)).find(Boolean);
}

function keyOf(resource: TerraformResource, ...attributes: string[]): readonly string[] | undefined {
  const holder = holderOf(resource);
  return holder === undefined
    ? undefined
    : [holder, ...attributes.map((attribute) => comparableText(configured(resource, attribute), resource))];
}

const SUBJECTS: UniqueKind = {
  name: "subjects of federated credentials",
  keyOf: (resource) => keyOf(resource, "issuer", "subject", "claims_matching_expression"),
  problems: rules<[second: string, first: string]>(OF, [
    {
      rule: "duplicate-federated-subject",
      message: (second, first) =>
        `${second} trusts the same issuer and subject as ${first}, which Azure refuses; keep one of them`,
    },
  ]),
};

/** Credentials of an identity are ARM resources, whose names differ in more than the case of letters. */
const NAMES: UniqueKind = {
  name: "names of federated credentials",
  keyOf: (resource) => keyOf(resource, "name", "display_name")?.map((part) => part.toLowerCase()),
  problems: rules<[second: string, first: string]>(OF, [
    {
      rule: "duplicate-federated-credential-name",
      message: (second, first) =>
        `${second} has the name of ${first}, and would replace it; give one of them another name`,
    },
  ]),
};

/** Checks a credential together with all others of the app, once in each stack. */
export function checkTogether(credential: TerraformResource): void {
  const stack = TerraformStack.of(credential);
  checkUniqueness(stack, SUBJECTS);
  checkUniqueness(stack, NAMES);
  if (isFirst(stack, "federated-credential-counts")) {
    checkAtSynth(stack, () => countProblems(stack));
  }
}

/** Told in the stack of the first credential that is too many. */
function countProblems(stack: TerraformStack): Problem[] {
  const byHolder = onceARun(stack, "federated credentials", () => credentialsIn(stack));
  return [...byHolder.values()]
    .filter((all) => all[MOST] && TerraformStack.of(all[MOST]) === stack)
    .flatMap(([first, ...others]) => (first ? tooMany(first.node.path, others.length + 1) : []));
}

function credentialsIn(stack: TerraformStack): ReadonlyMap<string, readonly TerraformResource[]> {
  const found = new Map<string, TerraformResource[]>();
  for (const node of stack.node.root.node.findAll()) {
    const holder = TerraformResource.isTerraformResource(node) ? holderOf(node) : undefined;
    if (TerraformResource.isTerraformResource(node) && holder !== undefined) {
      remember(found, holder, () => []).push(node);
    }
  }
  return found;
}

const tooMany = rules<[first: string, count: number]>(OF, [
  {
    rule: "too-many-federated-credentials",
    message: (first, count) =>
      `the identity of ${first} has ${String(count)} federated credentials, and Azure allows ${String(MOST)}; spread the workloads ` +
      "over several identities, or trust them by one ApplicationFederatedCredential with a wildcard",
  },
]);

/**
 * Makes credentials of an identity wait for each other. Azure refuses concurrent writes to one identity, and the lock of the
 * provider ends at its process: https://github.com/hashicorp/terraform-provider-azurerm/issues/29242
 */
export function chain(credential: TerraformResource, identityId: string): void {
  const stack = TerraformStack.of(credential);
  const last = stateOf(stack, "last-federated-credentials", () => new Map<string, TerraformResource>());
  const key = canonical(identityId, credential);
  const before = last.get(key);
  last.set(key, credential);
  if (before) {
    makeWait(credential, () => [before]);
  }
}

/** https://learn.microsoft.com/graph/api/resources/federatedidentitycredential */
export const nameProblems = rules<[name: unknown]>(OF, [
  {
    rule: "impossible-credential-name",
    when: (name) => typeof name !== "string" || !isPossibleName(name),
    message: (name) =>
      "name must be 3 to 120 letters, digits, hyphens and underscores, and start with a letter or digit; " +
      `got ${shown(name)}`,
  },
]);

function isPossibleName(name: string): boolean {
  const text = knownText(name);
  return text === undefined || /^[a-z0-9][\w-]{2,119}$/i.test(text);
}
