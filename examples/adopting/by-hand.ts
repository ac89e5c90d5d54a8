import { DirectoryRole } from "@cdktf/provider-azuread/lib/directory-role";
import { DirectoryRoleAssignment } from "@cdktf/provider-azuread/lib/directory-role-assignment";
import { DataAzurermUserAssignedIdentity } from "@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity";
import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy";
import { ResourceGroupTemplateDeployment } from "@cdktf/provider-azurerm/lib/resource-group-template-deployment";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { type ITerraformDependable } from "cdktf";
import { type Construct } from "constructs";
import { connectionTemplate } from "./connection-template";
import { Shop, TENANT } from "./shop";

/** The shop with handwritten identities and access, one L1 for each. */
export class ByHand extends Shop {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const { resourceGroup, webApp, stockApp, vault, certificates, container, queue, sqlServer } = this;
    const place = { resourceGroupName: resourceGroup.name, location: resourceGroup.location };

    const orders = new UserAssignedIdentity(this, "orders_identity", { ...place, name: "id-shop-orders" });
    webApp.putIdentity({ type: "UserAssigned", identityIds: [orders.id] });
    new RoleAssignment(this, "orders_reads_secrets", {
      scope: vault.id,
      roleDefinitionName: "Key Vault Secrets User",
      principalId: orders.principalId,
    });
    new RoleAssignment(this, "orders_writes_blobs", {
      scope: container.id,
      roleDefinitionName: "Storage Blob Data Contributor",
      principalId: orders.principalId,
    });
    new RoleAssignment(this, "orders_sends", {
      scope: queue.id,
      roleDefinitionName: "Azure Service Bus Data Sender",
      principalId: orders.principalId,
    });
    new KeyVaultAccessPolicyA(this, "orders_policy", {
      keyVaultId: certificates.id,
      tenantId: TENANT,
      objectId: orders.principalId,
      certificatePermissions: ["Get", "List"],
    });

    // This identity, its roles and its access policy were created in the portal.
    const stock = new DataAzurermUserAssignedIdentity(this, "stock_identity", {
      name: "id-shop-stock",
      resourceGroupName: "rg-portal",
    });
    stockApp.putIdentity({ type: "UserAssigned", identityIds: [stock.id] });

    const pipeline = new UserAssignedIdentity(this, "pipeline_identity", { ...place, name: "id-shop-pipeline" });
    new RoleAssignment(this, "pipeline_deploys", {
      scope: resourceGroup.id,
      roleDefinitionName: "Contributor",
      principalId: pipeline.principalId,
    });
    const credential = (branch: string, dependsOn: ITerraformDependable[]): FederatedIdentityCredential =>
      new FederatedIdentityCredential(this, `github_${branch}`, {
        name: `github-${branch}`,
        resourceGroupName: resourceGroup.name,
        parentId: pipeline.id,
        issuer: "https://token.actions.githubusercontent.com",
        subject: `repo:contoso/shop:ref:refs/heads/${branch}`,
        audience: ["api://AzureADTokenExchange"],
        // Sequential, for provider versions that do not serialize these themselves.
        dependsOn,
      });
    credential("release", [credential("main", [])]);

    const readers = new DirectoryRole(this, "readers", { displayName: "Directory Readers" });
    new DirectoryRoleAssignment(this, "server_reads_directory", {
      roleId: readers.templateId,
      principalObjectId: sqlServer.identity.principalId,
    });

    new ResourceGroupTemplateDeployment(this, "sql_connection", {
      name: "sql",
      resourceGroupName: resourceGroup.name,
      deploymentMode: "Incremental",
      templateContent: connectionTemplate("sql"),
    });
  }
}
