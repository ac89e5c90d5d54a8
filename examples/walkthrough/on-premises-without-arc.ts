import { Application } from "@cdktf/provider-azuread/lib/application";
import { ApplicationCertificate } from "@cdktf/provider-azuread/lib/application-certificate";
import { ServicePrincipal } from "@cdktf/provider-azuread/lib/service-principal";
import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { KeyVaultCertificate } from "@cdktf/provider-azurerm/lib/key-vault-certificate";
import { TerraformOutput } from "cdktf";
import { type Construct } from "constructs";
import { ClientId, KeyVaultAccess, ManagedIdentityBinding, ObjectId, Principal } from "../../lib";
import { AzureStack } from "./azure-stack";

/**
 * "But what if on-premises?", for a machine that cannot run the Azure Arc agent: it signs in as an application, with a
 * certificate whose key Key Vault makes and renews. There is no password, and Terraform never sees the key.
 *
 * Somebody with access to the vault brings the first certificate to the machine (`az keyvault secret download`). From then on
 * the machine fetches the renewed one itself, and the next apply registers its public part.
 *
 * Whoever deploys needs Key Vault Certificates Officer on the resource group, and the right to create applications.
 *
 * https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
export class OnPremisesWithoutArc extends AzureStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const { tenantId } = new DataAzurermClientConfig(this, "deployer", {});
    const vault = (name: string): KeyVault =>
      new KeyVault(this, name, {
        ...this.place,
        name: `kv-${name}-${this.suffix}`,
        tenantId,
        skuName: "standard",
        rbacAuthorizationEnabled: true,
        softDeleteRetentionDays: 7,
      });
    const certificate = new KeyVaultCertificate(this, "certificate", {
      name: "machine",
      keyVaultId: vault("certs").id,
      certificatePolicy: {
        issuerParameters: { name: "Self" },
        keyProperties: { exportable: true, keySize: 2048, keyType: "RSA", reuseKey: false },
        secretProperties: { contentType: "application/x-pem-file" },
        lifetimeAction: [{ action: { actionType: "AutoRenew" }, trigger: { daysBeforeExpiry: 30 } }],
        x509CertificateProperties: {
          subject: "CN=machine",
          validityInMonths: 6,
          keyUsage: ["digitalSignature"],
          extendedKeyUsage: ["1.3.6.1.5.5.7.3.2"],
        },
      },
    });

    const application = new Application(this, "application", { displayName: `machine-${this.suffix}` });
    new ApplicationCertificate(this, "public-key", {
      applicationId: application.id,
      type: "AsymmetricX509Cert",
      encoding: "hex",
      value: certificate.certificateData,
      endDate: certificate.certificateAttribute.get(0).expires,
      lifecycle: { createBeforeDestroy: true },
    });
    const servicePrincipal = new ServicePrincipal(this, "service-principal", { clientId: application.clientId });

    const principal = Principal.servicePrincipal(ObjectId.of(servicePrincipal.objectId), {
      clientId: ClientId.of(application.clientId),
    });
    new ManagedIdentityBinding(this, "machine", {
      principal,
      access: [KeyVaultAccess.readSecrets(vault("offline")), KeyVaultAccess.useCertificates(certificate)],
    });
    new TerraformOutput(this, "sign-in", {
      value: { tenantId, clientId: application.clientId, certificate: certificate.versionlessSecretId },
      description: "What ClientCertificateCredential of the Azure SDKs needs on the machine",
    });
  }
}
