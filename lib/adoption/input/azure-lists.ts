import { AdoptionError } from "./read-file";
import { segmentAfter, spelledForImport, upTo } from "./arm-id";
import { isList, isObject, type Value } from "../expression";
import { type Place, type Thing, type Values } from "./thing";

/** An element of a list from `az`. */
type Item = Values;

interface Shape {
  /** The command that prints it. */
  readonly command: string;
  readonly isMeant: (item: Item) => boolean;
  readonly things: (item: Item, at: Place, name: string) => Thing[];
}

const isArm =
  (type: RegExp) =>
  ({ id, type: given }: Item): boolean =>
    typeof id === "string" && typeof given === "string" && type.test(given);

const text = (value: Value | undefined): string => (typeof value === "string" ? value : "");

const member = (item: Item, name: string): Values => {
  const value = item[name];
  return isObject(value) ? value : {};
};

/** Some commands print the response of the service; others move the members of `properties` up. */
const flat = (item: Item): Values => ({ ...member(item, "properties"), ...item });

/** A field that is missing in a list is unknown. That is different from an empty field. */
const given = (values: Readonly<Record<string, Value | undefined>>): Values =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

const inGroup = (id: string): Values => ({ resource_group_name: segmentAfter("resourceGroups", id) ?? "" });

const SHAPES: readonly Shape[] = [
  {
    command: "az role assignment list --all",
    isMeant: (item) => /\/roleAssignments\//i.test(text(item.id)) && "roleDefinitionId" in flat(item),
    things: (item, at) => {
      const { scope, ...more } = flat(item);
      const id = spelledForImport(text(item.id));
      const values = given({
        id,
        name: item.name,
        scope: scope ?? upTo("providers", upTo("roleAssignments", id)),
        principal_id: more.principalId,
        principal_type: more.principalType,
        role_definition_id: more.roleDefinitionId,
        role_definition_name: more.roleDefinitionName,
        condition: more.condition,
        condition_version: more.conditionVersion,
        delegated_managed_identity_resource_id: more.delegatedManagedIdentityResourceId,
        description: more.description,
      });
      return [{ type: "azurerm_role_assignment", values, id, at }];
    },
  },
  {
    command: "az identity federated-credential list",
    isMeant: isArm(/\/federatedIdentityCredentials$/i),
    things: (item, at) => {
      const id = spelledForImport(text(item.id));
      const { audiences, issuer, subject } = flat(item);
      const parent = upTo("federatedIdentityCredentials", id);
      const values = given({
        id,
        name: item.name,
        parent_id: parent,
        user_assigned_identity_id: parent,
        audience: audiences,
        issuer,
        subject,
      });
      return [{ type: "azurerm_federated_identity_credential", values, id, at }];
    },
  },
  {
    command: "az identity list",
    isMeant: isArm(/\/userAssignedIdentities$/i),
    things: (item, at) => {
      const id = spelledForImport(text(item.id));
      const { principalId, clientId, tenantId, location } = flat(item);
      const values = given({
        id,
        name: item.name,
        ...inGroup(id),
        location,
        tags: item.tags,
        principal_id: principalId,
        client_id: clientId,
        tenant_id: tenantId,
      });
      return [{ type: "azurerm_user_assigned_identity", values, id, at }];
    },
  },
  {
    command: "az keyvault show",
    isMeant: isArm(/^Microsoft\.KeyVault\/vaults$/i),
    things: (item, at, name) => {
      const id = spelledForImport(text(item.id));
      const { accessPolicies, tenantId } = member(item, "properties");
      if (!isList(accessPolicies)) {
        throw new AdoptionError(
          `${name} has vault ${id} without its access policies; pass the output of az keyvault show`,
        );
      }
      const vault = given({ id, name: item.name, ...inGroup(id), tenant_id: tenantId });
      return [
        { type: "azurerm_key_vault", values: vault, id, at },
        ...accessPolicies.filter(isObject).map((policy) => policyOf(policy, id, at)),
      ];
    },
  },
  {
    command: "az deployment group list",
    isMeant: isArm(/^Microsoft\.Resources\/deployments$/i),
    things: (item, at) => {
      const id = spelledForImport(text(item.id));
      const values = { id, name: text(item.name), ...inGroup(id) };
      return [{ type: "azurerm_resource_group_template_deployment", values, id, at }];
    },
  },
  {
    command: "az rest --url https://graph.microsoft.com/v1.0/servicePrincipals/<id>/appRoleAssignedTo",
    isMeant: (item) => ["id", "appRoleId", "principalId", "resourceId"].every((name) => name in item),
    things: ({ id: given, appRoleId, principalId, resourceId }, at) => {
      const id = `/servicePrincipals/${text(resourceId)}/appRoleAssignedTo/${text(given)}`;
      const values = {
        id,
        app_role_id: text(appRoleId),
        principal_object_id: text(principalId),
        resource_object_id: text(resourceId),
      };
      return [{ type: "azuread_app_role_assignment", values, id, at }];
    },
  },
  {
    command: "az rest --url https://graph.microsoft.com/v1.0/roleManagement/directory/roleAssignments",
    isMeant: (item) => ["id", "roleDefinitionId", "principalId", "directoryScopeId"].every((name) => name in item),
    things: ({ id: given, roleDefinitionId, principalId, directoryScopeId }, at) => {
      const id = text(given);
      const values = {
        id,
        role_id: text(roleDefinitionId),
        principal_object_id: text(principalId),
        directory_scope_id: text(directoryScopeId),
      };
      return [{ type: "azuread_directory_role_assignment", values, id, at }];
    },
  },
];

function policyOf(policy: Values, vaultId: string, at: Place): Thing {
  const { objectId, applicationId, tenantId } = policy;
  const application = text(applicationId);
  const { keys = null, secrets = null, certificates = null, storage = null } = member(policy, "permissions");
  const id = `${vaultId}/objectId/${text(objectId)}${application === "" ? "" : `/applicationId/${application}`}`;
  const values = {
    id,
    key_vault_id: vaultId,
    object_id: text(objectId),
    application_id: application,
    tenant_id: text(tenantId),
    key_permissions: keys,
    secret_permissions: secrets,
    certificate_permissions: certificates,
    storage_permissions: storage,
  };
  return { type: "azurerm_key_vault_access_policy", values, id, at };
}

/**
 * The resources in a list from Azure, whichever command printed it.
 *
 * @param json the output of the command
 * @param name the name that error messages use
 * @throws AdoptionError if it is not a supported list
 */
export function readAzureList(json: unknown, name: string): Thing[] {
  const at: Place = { in: "list", file: name };
  return itemsIn(json as Value).flatMap((item, index) => {
    const shape = isObject(item) ? SHAPES.find(({ isMeant }) => isMeant(item)) : undefined;
    if (!shape || !isObject(item)) {
      const commands = SHAPES.map(({ command }) => `  ${command}`).join("\n");
      throw new AdoptionError(
        `element ${String(index)} of ${name} is unknown; pass the JSON output of one of these commands:\n` +
          `  terraform show -json\n${commands}`,
      );
    }
    return shape.things(item, at, name);
  });
}

/** Accepts a list, a single element, or a response of Microsoft Graph. */
function itemsIn(json: Value): readonly Value[] {
  if (isList(json)) {
    return json;
  }
  return isObject(json) && isList(json.value) ? json.value : [json];
}
