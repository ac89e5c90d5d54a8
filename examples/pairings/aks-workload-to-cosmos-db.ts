import { CosmosdbAccount } from "@cdktf/provider-azurerm/lib/cosmosdb-account";
import { CosmosdbSqlDatabase } from "@cdktf/provider-azurerm/lib/cosmosdb-sql-database";
import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { Aspects } from "cdktf";
import { type Construct } from "constructs";
import {
  CosmosDbAccess,
  DisableLocalAuthentication,
  KubernetesWorkloadIdentity,
  ManagedIdentityBinding,
} from "../../lib";
import { AzureStack } from "../walkthrough/azure-stack";

/** The pods of a service account in AKS read and write a database of Cosmos DB, which takes no keys. */
export class AksWorkloadToCosmosDb extends AzureStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const { tenantId } = new DataAzurermClientConfig(this, "deployer", {});
    const cluster = new KubernetesCluster(this, "cluster", {
      ...this.place,
      name: "aks-orders",
      dnsPrefix: "orders",
      defaultNodePool: { name: "default", vmSize: "Standard_D2s_v5", nodeCount: 1 },
      identity: { type: "SystemAssigned" },
      azureActiveDirectoryRoleBasedAccessControl: { azureRbacEnabled: true, tenantId },
      oidcIssuerEnabled: true,
      workloadIdentityEnabled: true,
    });
    const account = new CosmosdbAccount(this, "account", {
      ...this.place,
      name: `cosmos-orders-${this.suffix}`,
      offerType: "Standard",
      consistencyPolicy: { consistencyLevel: "Session" },
      geoLocation: [{ location: this.resourceGroup.location, failoverPriority: 0 }],
    });
    const database = new CosmosdbSqlDatabase(this, "database", {
      name: "orders",
      resourceGroupName: this.resourceGroup.name,
      accountName: account.name,
    });

    // The service account is an output of the stack: terraform output -raw … | kubectl apply -f -
    const pods = new KubernetesWorkloadIdentity(this, "pods", { cluster, namespace: "shop", serviceAccount: "orders" });
    new ManagedIdentityBinding(this, "orders", {
      identity: pods.identity,
      access: [CosmosDbAccess.readWrite(database)],
    });
    Aspects.of(this).add(new DisableLocalAuthentication());
  }
}
