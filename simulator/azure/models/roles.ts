import { isUnknown, textOf } from "../../protocol/values";
import { AzureError, Refusal } from "../refusal";
import { type ResourceModels, type Write } from "../model";
import { isWithin, type RoleDefinition, roleByGuid, roleByName, roleDefinitionId } from "../roles";
import { canonicalScope, isScope } from "../scopes";
import { requireScope } from "./places";

/** Azure role-based access control: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting */
export const ROLES: ResourceModels = {
  azurerm_role_assignment: {
    idOf: ({ azure, attributes }) => {
      const scope = trimmed(textOf(attributes.scope));
      const name =
        textOf(attributes.name) ?? azure.newGuid("role assignment", `${scope} ${JSON.stringify(attributes)}`);
      return `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
    },
    check: (write) => {
      if (!write.before) {
        requireGuid(write);
        checkScope(write);
        checkPrincipal(write);
        checkDuplicate(write, roleOf(write));
      }
    },
    compute: (write) => {
      const { azure, attributes, id } = write;
      const role = roleOf(write);
      return {
        name: id.split("/").at(-1) ?? "",
        role_definition_id: roleDefinitionId(scopeOf(write), role.guid),
        role_definition_name: role.name,
        principal_type: azure.principal(textOf(attributes.principal_id) ?? "")?.type ?? "Unknown",
        condition_version: textOf(attributes.condition) === undefined ? "" : "2.0",
      };
    },
    keep: (state, { azure }, { role_definition_id = null, role_definition_name = null }) => ({
      ...state,
      scope: canonicalScope(azure, textOf(state.scope) ?? ""),
      role_definition_id,
      role_definition_name,
    }),
    caseless: ["role_definition_id", "role_definition_name"],
  },

  azurerm_role_definition: {
    idOf: (resource) => `${definitionIdOf(resource)}|${textOf(resource.attributes.scope) ?? ""}`,
    check: ({ azure, attributes, before }) => {
      const name = textOf(attributes.name) ?? "";
      const taken = roleByName(azure, name);
      if (taken && taken.guid !== textOf(before?.state.role_definition_id)) {
        throw new AzureError(
          409,
          "RoleDefinitionWithSameNameExists",
          `A custom role with the name '${name}' exists already in this directory. Use a different name.`,
        );
      }
    },
    compute: ({ id, attributes }) => {
      const [resourceId = ""] = id.split("|");
      return {
        role_definition_id: resourceId.split("/").at(-1) ?? "",
        role_definition_resource_id: resourceId,
        assignable_scopes: [attributes.scope ?? null],
      };
    },
    checkRemoval: ({ state }, azure) => {
      const guid = textOf(state.role_definition_id) ?? "";
      const used = azure.inventory
        .ofType("azurerm_role_assignment")
        .some((assignment) => textOf(assignment.state.role_definition_id)?.endsWith(guid));
      if (used) {
        throw new AzureError(
          400,
          "RoleDefinitionHasAssignments",
          "There are existing role assignments referencing role definition.",
        );
      }
    },
  },
};

const isGuid = (text: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

const trimmed = (scope: string | undefined): string => (scope ?? "").replace(/\/$/, "");

const scopeOf = ({ attributes }: Pick<Write, "attributes">): string => textOf(attributes.scope) ?? "";

function definitionIdOf({ azure, attributes }: Pick<Write, "azure" | "attributes">): string {
  const given = textOf(attributes.role_definition_id);
  const name = textOf(attributes.name) ?? "";
  return roleDefinitionId(scopeOf({ attributes }), given ?? azure.newGuid("role definition", name));
}

function roleOf({ azure, attributes }: Write): RoleDefinition {
  const { role_definition_id: id, role_definition_name: name } = attributes;
  const byId = !isUnknown(id) && textOf(id);
  const guid = byId ? (/\/roleDefinitions\/([^/|]+)$/i.exec(byId)?.[1] ?? "") : "";
  const role = byId ? roleByGuid(azure, guid) : roleByName(azure, textOf(name) ?? "");
  if (!role) {
    throw byId
      ? new AzureError(
          404,
          "RoleDefinitionDoesNotExist",
          `The specified role definition with ID '${guid || byId}' does not exist.`,
        )
      : new Refusal(`loading Role Definition List: could not find role '${textOf(name) ?? ""}'`);
  }
  if (!role.assignableScopes.some((scope) => isWithin(scopeOf({ attributes }), scope))) {
    throw new AzureError(
      400,
      "RoleAssignmentScopeNotAssignableToRoleDefinition",
      `The role '${role.name}' can be assigned at ${role.assignableScopes.join(", ")}, not at '${scopeOf({ attributes })}'.`,
    );
  }
  return role;
}

function checkScope(write: Write): void {
  const scope = trimmed(scopeOf(write));
  if (!isScope(scope)) {
    throw new AzureError(
      404,
      "MissingSubscription",
      `The request did not have a subscription or a valid tenant level resource provider: '${scope}' is not a scope.`,
    );
  }
  requireScope(write.azure, scope);
}

function requireGuid({ attributes }: Write): void {
  const principalId = textOf(attributes.principal_id) ?? "";
  if (principalId !== "" && !isGuid(principalId)) {
    throw new Refusal(`expected "principal_id" to be a valid UUID, got ${principalId}`);
  }
}

/** With a principal type, Azure accepts principals that are not replicated yet, and does not look them up. */
function checkPrincipal({ azure, account, attributes }: Write): void {
  const principalId = textOf(attributes.principal_id) ?? "";
  if (principalId === "") {
    throw new AzureError(
      400,
      "InvalidCreateRoleAssignmentRequest",
      "principal_id is empty: the resource that it comes from has no system-assigned identity, or got it in this apply, which azurerm learns only in the next one.",
    );
  }
  const given =
    attributes.skip_service_principal_aad_check === true ? "ServicePrincipal" : textOf(attributes.principal_type);
  const principal = azure.replicatedPrincipal(principalId);
  if (!principal && given === undefined) {
    throw new AzureError(
      400,
      "PrincipalNotFound",
      `Principal ${principalId.replaceAll("-", "")} does not exist in the directory ${account.tenantId}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group.`,
    );
  }
  if (principal && given !== undefined && principal.type !== given) {
    throw new AzureError(
      400,
      "UnmatchedPrincipalType",
      `The PrincipalId '${principalId}' has type '${principal.type}', which is different from specified PrincipalType '${given}'.`,
    );
  }
}

function checkDuplicate(write: Write, role: RoleDefinition): void {
  const { azure, attributes } = write;
  const same = (left: string | undefined, right: string | undefined): boolean =>
    trimmed(left).toLowerCase() === trimmed(right).toLowerCase();
  const present = azure.inventory
    .ofType("azurerm_role_assignment")
    .find(
      ({ state }) =>
        same(textOf(state.scope), textOf(attributes.scope)) &&
        same(textOf(state.principal_id), textOf(attributes.principal_id)) &&
        textOf(state.role_definition_id)?.endsWith(role.guid),
    );
  if (present) {
    const name = (present.id.split("/").at(-1) ?? "").replaceAll("-", "");
    throw new AzureError(
      409,
      "RoleAssignmentExists",
      `The role assignment already exists. The ID of the conflicting role assignment is ${name}.`,
    );
  }
}
