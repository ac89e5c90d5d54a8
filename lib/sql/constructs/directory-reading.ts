import { type ITerraformResource, type TerraformResource } from "cdktf";
import { type Construct } from "constructs";
import { DirectoryLibrary } from "../../access/directory-library";
import { idOfValue } from "../../core/names";
import { canonical } from "../../core/reference";
import { remember } from "../../core/collections";
import { stateOf } from "../../core/state";

/** Template id of Directory Readers: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
const DIRECTORY_READERS = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b";

/** https://learn.microsoft.com/azure/azure-sql/database/authentication-azure-ad-user-assigned-managed-identity#permissions */
const GRAPH_APP_ROLES: Readonly<Record<string, string>> = {
  "User.Read.All": "df021288-bdef-4463-88db-98f22de89214",
  "GroupMember.Read.All": "98830695-27a2-44f7-8c18-0c3ebc9698f6",
  "Application.Read.All": "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30",
};

/** Who reads the directory, and for which server. */
export interface DirectoryReader {
  readonly objectId: string;
  readonly server: ITerraformResource;
}

/** Lets a principal read the directory by its role Directory Readers. */
export function grantDirectoryReaders(asker: Construct, reader: DirectoryReader): TerraformResource[] {
  return once("directory-readers", asker, reader.objectId, () => {
    const library = new DirectoryLibrary(asker, reader.server);
    const role = library.resource(["directory-readers"], "azuread_directory_role", { template_id: DIRECTORY_READERS });
    const principal = idOfValue(reader.objectId, asker);
    return [
      library.resource([principal, "directory-readers"], "azuread_directory_role_assignment", {
        role_id: role.text("template_id"),
        principal_object_id: reader.objectId,
      }),
    ];
  });
}

/** Lets a principal read the directory by the three application roles of Microsoft Graph that take the place of the role. */
export function grantGraphAppRoles(asker: Construct, reader: DirectoryReader): TerraformResource[] {
  return once("graph-app-roles", asker, reader.objectId, () => {
    const library = new DirectoryLibrary(asker, reader.server);
    const principal = idOfValue(reader.objectId, asker);
    return Object.entries(GRAPH_APP_ROLES).map(([name, appRoleId]) =>
      library.resource([principal, name], "azuread_app_role_assignment", {
        app_role_id: appRoleId,
        principal_object_id: reader.objectId,
        resource_object_id: library.microsoftGraph,
      }),
    );
  });
}

/** Once for each app and principal, because Entra ID rejects duplicates. */
function once(
  what: string,
  scope: Construct,
  principalObjectId: string,
  grant: () => TerraformResource[],
): TerraformResource[] {
  const inApp = stateOf(scope.node.root, "directory-reading", () => new Map<string, TerraformResource[]>());
  return remember(inApp, `${what} ${canonical(principalObjectId, scope)}`, grant);
}
