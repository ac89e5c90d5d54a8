import { AppRoleAssignment } from "@cdktf/provider-azuread/lib/app-role-assignment";
import { DataAzureadServicePrincipal } from "@cdktf/provider-azuread/lib/data-azuread-service-principal";
import { DirectoryRole } from "@cdktf/provider-azuread/lib/directory-role";
import { DirectoryRoleAssignment } from "@cdktf/provider-azuread/lib/directory-role-assignment";
import { type TerraformResource, TerraformStack } from "cdktf";
import { type Construct, type IConstruct } from "constructs";
import { folderIn } from "../core/children";
import { libraryFolder } from "../core/library-folder";
import { idOfValue } from "../core/names";
import { canonical } from "../core/reference";
import { remember } from "../core/remember";
import { type IManagedIdentity } from "../principal/principal-interfaces";

/** Template id of Directory Readers: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
const DIRECTORY_READERS = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b";

const MICROSOFT_GRAPH = "00000003-0000-0000-c000-000000000000";

/** https://learn.microsoft.com/azure/azure-sql/database/authentication-azure-ad-user-assigned-managed-identity#permissions */
const GRAPH_APP_ROLES: Readonly<Record<string, string>> = {
  "User.Read.All": "df021288-bdef-4463-88db-98f22de89214",
  "GroupMember.Read.All": "98830695-27a2-44f7-8c18-0c3ebc9698f6",
  "Application.Read.All": "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30",
};

/** Where it is kept for an identity that several servers may have, whichever of them comes first. */
export function folderOf({ objectId }: IManagedIdentity, scope: Construct): Construct {
  const folder = folderIn(libraryFolder(TerraformStack.of(scope)), "directory-access");
  return folderIn(folder, idOfValue(objectId.value, scope));
}

/** Lets a principal read the directory by its role Directory Readers. */
export function grantDirectoryReaders(scope: Construct, principalObjectId: string): TerraformResource[] {
  return once("directory-readers", scope, principalObjectId, () => {
    const role = new DirectoryRole(scope, "directory-readers", { templateId: DIRECTORY_READERS });
    return [new DirectoryRoleAssignment(scope, "directory-reader", { roleId: role.templateId, principalObjectId })];
  });
}

/** Lets a principal read the directory by the three application roles of Microsoft Graph that take the place of the role. */
export function grantGraphAppRoles(scope: Construct, principalObjectId: string): TerraformResource[] {
  return once("graph-app-roles", scope, principalObjectId, () => {
    const graph = new DataAzureadServicePrincipal(scope, "microsoft-graph", { clientId: MICROSOFT_GRAPH });
    return Object.entries(GRAPH_APP_ROLES).map(
      ([name, appRoleId]) =>
        new AppRoleAssignment(scope, name, { appRoleId, principalObjectId, resourceObjectId: graph.objectId }),
    );
  });
}

const granted = new WeakMap<IConstruct, Map<string, TerraformResource[]>>();

/** Once per app and principal: Entra ID refuses to grant the same a second time. */
function once(
  what: string,
  scope: Construct,
  principalObjectId: string,
  grant: () => TerraformResource[],
): TerraformResource[] {
  const inApp = remember(granted, scope.node.root, () => new Map<string, TerraformResource[]>());
  return remember(inApp, `${what} ${canonical(principalObjectId, scope)}`, grant);
}
