import { type SimulatedResource, type Simulator } from "../../simulator";

/** What `az` would print about the simulated Azure, with its own names and its own spelling. */

type Attributes = SimulatedResource["attributes"];

const ofType = (simulator: Simulator, type: string): Attributes[] =>
  simulator
    .resources()
    .filter((resource) => resource.type === type)
    .map(({ attributes }) => attributes);

/** `az role assignment list --all` */
export const roleAssignments = (simulator: Simulator): unknown =>
  ofType(simulator, "azurerm_role_assignment").map((assignment) => ({
    condition: null,
    conditionVersion: null,
    createdOn: "2024-01-01T00:00:00.000000+00:00",
    delegatedManagedIdentityResourceId: null,
    description: assignment.description,
    id: assignment.id,
    name: assignment.name,
    principalId: assignment.principal_id,
    principalName: "11112222-bbbb-3333-cccc-4444dddd5555",
    principalType: assignment.principal_type,
    resourceGroup: "rg-shop",
    roleDefinitionId: assignment.role_definition_id,
    roleDefinitionName: assignment.role_definition_name,
    scope: assignment.scope,
    type: "Microsoft.Authorization/roleAssignments",
  }));

/** `az identity list`, which prints "resourcegroups" */
export const identities = (attributes: readonly Attributes[]): unknown =>
  attributes.map(({ id, name, location, principal_id, client_id, tenant_id, resource_group_name, tags }) => ({
    clientId: client_id,
    id: String(id).replace("/resourceGroups/", "/resourcegroups/"),
    isolationScope: "None",
    location,
    name,
    principalId: principal_id,
    resourceGroup: resource_group_name,
    systemData: null,
    tags: tags ?? {},
    tenantId: tenant_id,
    type: "Microsoft.ManagedIdentity/userAssignedIdentities",
  }));

/** `az keyvault show`, which prints permissions in any letter case */
export function vault(simulator: Simulator, name: string): unknown {
  const [found] = ofType(simulator, "azurerm_key_vault").filter((one) => one.name === name);
  const policies = ofType(simulator, "azurerm_key_vault_access_policy").filter(
    ({ key_vault_id: id }) => id === found?.id,
  );
  const lower = (permissions: unknown): string[] => ((permissions ?? []) as string[]).map((one) => one.toLowerCase());
  return {
    id: found?.id,
    location: found?.location,
    name,
    properties: {
      accessPolicies: policies.map((policy) => ({
        applicationId: null,
        objectId: policy.object_id,
        permissions: {
          certificates: lower(policy.certificate_permissions),
          keys: lower(policy.key_permissions),
          secrets: lower(policy.secret_permissions),
          storage: lower(policy.storage_permissions),
        },
        tenantId: policy.tenant_id,
      })),
      enableRbacAuthorization: found?.rbac_authorization_enabled,
      tenantId: found?.tenant_id,
    },
    resourceGroup: found?.resource_group_name,
    type: "Microsoft.KeyVault/vaults",
  };
}
