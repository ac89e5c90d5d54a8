import { type Origin } from "../../terraform/analysis";
import { type Block } from "../../terraform/document";
import { OWN_GRANT_TYPES } from "../../access/own-grant-types";
import { vaultPolicies } from "../../access/key-vault-policies";
import { type Argument, argumentOf, ownerOf } from "../../access/reading";
import { type AuditFacts, type Rule } from "../rule";
import { appWith, assignment } from "./examples";

/** Arguments that take object ids, beside those of services that grant access themselves. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  azuread_group_member: "member_object_id",
  azurerm_pim_active_role_assignment: "principal_id",
  azurerm_pim_eligible_role_assignment: "principal_id",
  azurerm_role_assignment: "principal_id",
  ...Object.fromEntries(
    Object.entries(OWN_GRANT_TYPES)
      .filter(([, { byObjectId }]) => byObjectId === true)
      .map(([type, { principal }]) => [type, principal]),
  ),
};

const role = assignment("Key Vault Secrets User", "azurerm_key_vault.vault.id");

export const clientIdAsObjectId: Rule = {
  id: "client-id-as-object-id",
  severity: "medium",
  title: "a client id is used where an object id is required",
  why:
    "Both are GUIDs, so Terraform accepts the client id. Azure rejects the grant after half an hour of retries, or stores it " +
    "without effect.",
  remedy: "Use the object id: principal_id of a managed identity, or object_id of a service principal.",
  constructs: ["ManagedIdentityBinding", "UserAssignedManagedIdentity"],
  scanners: [],
  failing: appWith({ orders: { ...role, principal_id: "${azurerm_user_assigned_identity.orders.client_id}" } }),
  passing: appWith({ orders: role }),
  check: (facts, report) => {
    for (const { block, path, argument } of objectIds(facts)) {
      const owner = ownerOf(facts.analysis, argument, block);
      const wrong = owner && wrongId(owner);
      if (owner && wrong !== undefined) {
        report({
          block,
          path,
          message: `${owner.type}.${owner.name}.${owner.attribute} is ${wrong}, not an object id`,
        });
      }
    }
  },
};

interface ObjectId {
  readonly block: Block;
  readonly path: string;
  readonly argument: Argument;
}

function objectIds({ analysis }: AuditFacts): ObjectId[] {
  const policies = vaultPolicies({ analysis }).map(({ block, objectId, path }) => ({
    block,
    path: path === "" ? "object_id" : `${path}.object_id`,
    argument: objectId,
  }));
  const others = Object.entries(ARGUMENTS).flatMap(([type, path]) =>
    analysis.resourcesOf(type).map((block) => ({ block, path, argument: argumentOf(block, path) })),
  );
  return [...others, ...policies];
}

function wrongId({ type, attribute, kind }: Origin): string | undefined {
  if (kind === "variable") {
    return undefined;
  }
  if (/(^|\.)(client_id|application_id)$/.test(attribute)) {
    return "a client id";
  }
  return /^azuread_application(_registration)?$/.test(type) && attribute === "object_id"
    ? "the id of the application, and not that of its service principal"
    : undefined;
}
