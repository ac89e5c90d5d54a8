import { DataAzurermResourceGroup } from "@cdktf/provider-azurerm/lib/data-azurerm-resource-group";
import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import { ResourceGroupTemplateDeployment } from "@cdktf/provider-azurerm/lib/resource-group-template-deployment";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import {
  BlobStorageAccess,
  BuiltInRole,
  KeyVaultAccess,
  KeyVaultPolicyAccess,
  ManagedIdentityBinding,
  RoleAccess,
  SqlServerDirectoryAccess,
  UserAssignedManagedIdentity,
} from "../../lib";
import { connectionTemplate } from "./connection-template";
import { Shop } from "./shop";

/** The apps have their settings already; taking them over shall change none. */
const AS_BEFORE = { writeToSources: false };

export class WithBindings extends Shop {
  protected readonly ordersIdentity: UserAssignedManagedIdentity;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const { resourceGroup, webApp, stockApp, vault, certificates, container, exports, queue, sqlServer } = this;

    const identity = new UserAssignedManagedIdentity(this, "orders", { name: "id-shop-orders", resourceGroup });
    new ManagedIdentityBinding(this, "orders-app", {
      sources: [webApp],
      identity,
      access: [
        KeyVaultAccess.readSecrets(vault),
        KeyVaultPolicyAccess.readCertificates(certificates),
        BlobStorageAccess.readWrite(container),
        RoleAccess.at(queue.id, BuiltInRole.AZURE_SERVICE_BUS_DATA_SENDER),
      ],
      settings: AS_BEFORE,
    });
    this.ordersIdentity = identity;

    const portal = new DataAzurermResourceGroup(this, "portal", { name: "rg-portal" });
    new ManagedIdentityBinding(this, "stock-app", {
      sources: [stockApp],
      identity: new UserAssignedManagedIdentity(this, "stock", { name: "id-shop-stock", resourceGroup: portal }),
      access: [
        KeyVaultAccess.readSecrets(vault),
        KeyVaultPolicyAccess.readCertificates(certificates),
        BlobStorageAccess.read(exports),
      ],
      settings: AS_BEFORE,
    });

    const pipeline = new UserAssignedManagedIdentity(this, "pipeline", { name: "id-shop-pipeline", resourceGroup });
    RoleAccess.at(resourceGroup.id, BuiltInRole.CONTRIBUTOR).grantTo(this, "deployment", pipeline);
    const github = new Construct(this, "github");
    const credential = (branch: string, dependsOn: ITerraformDependable[]): FederatedIdentityCredential =>
      new FederatedIdentityCredential(github, branch, {
        name: `github-${branch}`,
        resourceGroupName: resourceGroup.name,
        parentId: pipeline.resourceId,
        issuer: "https://token.actions.githubusercontent.com",
        subject: `repo:contoso/shop:ref:refs/heads/${branch}`,
        audience: ["api://AzureADTokenExchange"],
        // Sequential, for provider versions that do not serialize these themselves.
        dependsOn,
      });
    credential("release", [credential("main", [])]);

    new SqlServerDirectoryAccess(this, "directory", { server: sqlServer });

    new ResourceGroupTemplateDeployment(new Construct(this, "connections"), "sql", {
      name: "sql",
      resourceGroupName: resourceGroup.name,
      deploymentMode: "Incremental",
      templateContent: connectionTemplate("sql"),
    });
  }
}
