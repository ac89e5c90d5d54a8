import { blocksOf, elementsOf, type ObjectValue, textOf, type Value } from "../protocol/values";
import { textAt } from "../provider/values-at";
import { type Azure } from "./azure";
import { ACCESS_POLICY, connectionIdOf } from "./deployments/connections";
import { directoryRole } from "./directory-roles";
import { type Resource } from "./inventory";
import { modelOf } from "./models";
import { appRoleIdsOf } from "./models/applications";
import { usesRoles } from "./models/key-vault";
import { roleByGuid } from "./roles";

/** A role of a principal at a scope. */
export interface AccessEntry {
  /** Display name of the principal; its object id if the directory does not have it. */
  readonly principal: string;
  readonly principalId: string;
  readonly principalType: "User" | "Group" | "ServicePrincipal" | "Unknown";
  /** Name of the role, or of another source of the right. */
  readonly role: string;
  /** ARM id, or the target of the role: an application, a group, the directory. */
  readonly scope: string;
}

/** Effective access. Grants without effect, such as a policy on a vault that uses roles, are left out. */
export function accessIn(azure: Azure): AccessEntry[] {
  return azure.inventory
    .all()
    .flatMap((resource) => (READERS[resource.type]?.(resource, azure) ?? []).map((right) => entry(azure, right)))
    .sort((left, right) => compare(sortKey(left), sortKey(right)));
}

interface Right {
  readonly objectId: string;
  readonly role: string;
  readonly scope: string;
}

type Reader = (resource: Resource, azure: Azure) => Right[];

/** Services with their own grants, and the arguments that name the principal, the right and the target. */
const OWN_GRANTS: Readonly<Record<string, Reader>> = Object.fromEntries(
  [
    ["azurerm_cosmosdb_sql_role_assignment", "principal_id", "role_definition_id", "scope"],
    ["azurerm_redis_cache_access_policy_assignment", "object_id", "access_policy_name", "redis_cache_id"],
    ["azurerm_kusto_cluster_principal_assignment", "principal_id", "role", "cluster_name"],
    ["azurerm_kusto_database_principal_assignment", "principal_id", "role", "database_name"],
    ["azurerm_postgresql_flexible_server_active_directory_administrator", "object_id", "", "server_name"],
    ["azurerm_mysql_flexible_server_active_directory_administrator", "object_id", "", "server_id"],
    ["azurerm_mssql_managed_instance_active_directory_administrator", "object_id", "", "managed_instance_id"],
    ["azuread_directory_role_member", "member_object_id", "role_object_id", ""],
  ].map(([type = "", objectId = "", role = "", scope = ""]) => [
    type,
    ({ state }: Resource, azure: Azure): Right[] => [
      {
        objectId: text(state, objectId),
        role: role === "" ? ADMINISTRATOR : (directoryRole(azure, text(state, role))?.name ?? text(state, role)),
        scope: scope === "" ? DIRECTORY : text(state, scope),
      },
    ],
  ]),
);

const ADMINISTRATOR = "Microsoft Entra administrator";
const DIRECTORY = "Microsoft Entra ID";

const READERS: Readonly<Record<string, Reader>> = {
  azurerm_role_assignment: ({ state }, azure) =>
    assigned(azure, text(state, "role_definition_id"), text(state, "principal_id"), text(state, "scope")),
  "Microsoft.Authorization/roleAssignments": ({ id, state }, azure) => {
    const [role, principal] = ["roleDefinitionId", "principalId"].map(
      (name) => textAt(state, `properties.${name}`) ?? "",
    );
    return assigned(azure, role ?? "", principal ?? "", id.slice(0, id.lastIndexOf("/providers/")));
  },
  [ACCESS_POLICY]: ({ id, state }) => [
    {
      objectId: textAt(state, "properties.principal.identity.objectId") ?? "",
      role: "Connection access policy",
      scope: connectionIdOf(id),
    },
  ],
  azurerm_key_vault: (vault, azure) => {
    const { access_policy: policies } = modelOf(vault.type).read(vault.state, azure);
    return usesRoles(vault.state)
      ? []
      : blocksOf(policies).map((policy) => ({
          objectId: text(policy, "object_id"),
          role: policyName(policy),
          scope: vault.id,
        }));
  },
  azurerm_mssql_server: ({ state, id }) => administrators(id, state.azuread_administrator),
  azurerm_mssql_managed_instance: ({ state, id }) => administrators(id, state.azure_active_directory_administrator),
  ...OWN_GRANTS,
  azuread_app_role_assignment: ({ state }, azure) => {
    const resource = azure.principal(text(state, "resource_object_id"));
    const roles = Object.entries((resource ? appRoleIdsOf(azure, resource.resource.state) : {}) as ObjectValue);
    const [name] = roles.find(([, id]) => id === state.app_role_id) ?? [text(state, "app_role_id")];
    return [
      {
        objectId: text(state, "principal_object_id"),
        role: name,
        scope: resource?.displayName ?? text(state, "resource_object_id"),
      },
    ];
  },
  azuread_directory_role_assignment: ({ state }, azure) => {
    const role = directoryRole(azure, text(state, "role_id"));
    const where = text(state, "directory_scope_id");
    return [
      {
        objectId: text(state, "principal_object_id"),
        role: role?.name ?? text(state, "role_id"),
        scope: where === "/" || where === "" ? DIRECTORY : where,
      },
    ];
  },
  azuread_group: (group, azure) =>
    elementsOf(modelOf(group.type).read(group.state, azure).members).map((member) => ({
      objectId: textOf(member) ?? "",
      role: "Member",
      scope: text(group.state, "display_name"),
    })),
};

const administrators = (scope: string, block: Value | undefined): Right[] =>
  blocksOf(block).map((one) => ({ objectId: text(one, "object_id"), role: ADMINISTRATOR, scope }));

function assigned(azure: Azure, roleId: string, objectId: string, scope: string): Right[] {
  const guid = roleId.split("/").at(-1) ?? "";
  const role = roleByGuid(azure, guid)?.name ?? guid;
  return isWithoutEffect(azure, role, scope) ? [] : [{ objectId, role, scope }];
}

/** A vault authorizes with Azure roles or with its policies, never with both. */
function isWithoutEffect(azure: Azure, role: string, scope: string): boolean {
  const vaultId = /^.*\/providers\/Microsoft\.KeyVault\/vaults\/[^/]+/i.exec(scope)?.[0];
  const vault = vaultId === undefined ? undefined : azure.inventory.find(vaultId);
  return vault !== undefined && !usesRoles(vault.state) && DATA_ROLES_OF_VAULTS.has(role);
}

/** https://learn.microsoft.com/azure/key-vault/general/rbac-guide#azure-built-in-roles-for-key-vault-data-plane-operations */
const DATA_ROLES_OF_VAULTS: ReadonlySet<string> = new Set([
  "Key Vault Administrator",
  "Key Vault Certificate User",
  "Key Vault Certificates Officer",
  "Key Vault Crypto Officer",
  "Key Vault Crypto Service Encryption User",
  "Key Vault Crypto Service Release User",
  "Key Vault Crypto User",
  "Key Vault Reader",
  "Key Vault Secrets Officer",
  "Key Vault Secrets User",
]);

/** "Access policy: secrets Get, List". */
function policyName(policy: ObjectValue): string {
  const kinds = ["secret", "key", "certificate", "storage"].flatMap((kind) => {
    const permissions = elementsOf(policy[`${kind}_permissions`]).map((permission) => textOf(permission) ?? "");
    return permissions.length > 0 ? [`${kind}s ${permissions.join(", ")}`] : [];
  });
  return `Access policy: ${kinds.join("; ")}`;
}

function entry(azure: Azure, { objectId, role, scope }: Right): AccessEntry {
  const principal = azure.principal(objectId);
  return {
    principal: principal?.displayName ?? objectId,
    principalId: objectId,
    principalType: principal?.type ?? "Unknown",
    role,
    scope,
  };
}

const text = (state: ObjectValue, name: string): string => textOf(state[name]) ?? "";

const sortKey = ({ principal, scope, role }: AccessEntry): string => [principal, scope, role].join("\n");

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
