import { type Construct } from "constructs";
import {
  BuiltInRole,
  FederatedCredential,
  FederatedWorkload,
  ManagedIdentityBinding,
  RoleAccess,
  UserAssignedManagedIdentity,
} from "../../lib";
import { AzureStack } from "../walkthrough/azure-stack";

/** Jobs of GitHub Actions that run in the environment "production" deploy web apps to a resource group. */
export class GitHubActionsToResourceGroup extends AzureStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const { resourceGroup } = this;
    const identity = new UserAssignedManagedIdentity(this, "deployer", { name: "id-deployer", resourceGroup });
    new FederatedCredential(this, "production", {
      identity,
      workload: FederatedWorkload.gitHubEnvironment("contoso/shop", "production"),
    });
    new ManagedIdentityBinding(this, "deployment", {
      identity,
      access: [RoleAccess.at(resourceGroup.id, BuiltInRole.WEBSITE_CONTRIBUTOR)],
    });
  }
}
