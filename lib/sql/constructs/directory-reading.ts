import { type ITerraformResource, type TerraformResource } from "cdktf";
import { type Construct } from "constructs";
import { idOfValue } from "../../core/names";
import { OwnDataSource, OwnResource } from "../../core/own-resource";
import { type OwnResourceType, type ResourceArguments } from "../../core/own-types";
import { Placement } from "../../core/placement";
import { checkAtSynth } from "../../core/problems";
import { canonical } from "../../core/reference";
import { remember } from "../../core/collections";
import { StackLibrary } from "../../core/stack-library";
import { stateOf } from "../../core/state";

/** Template id of Directory Readers: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
const DIRECTORY_READERS = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b";

const MICROSOFT_GRAPH = "00000003-0000-0000-c000-000000000000";

/** https://learn.microsoft.com/azure/azure-sql/database/authentication-azure-ad-user-assigned-managed-identity#permissions */
const GRAPH_APP_ROLES: Readonly<Record<string, string>> = {
  "User.Read.All": "df021288-bdef-4463-88db-98f22de89214",
  "GroupMember.Read.All": "98830695-27a2-44f7-8c18-0c3ebc9698f6",
  "Application.Read.All": "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30",
};

/** The principal that reads the directory, and the server it reads for. */
export interface DirectoryReader {
  readonly objectId: string;
  readonly server: ITerraformResource;
}

/** Grants the role Directory Readers to a principal. */
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

/** Grants the three application roles of Microsoft Graph that replace Directory Readers. */
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

/**
 * What all grants of directory permissions in a stack share, created by the azuread provider for the tenant of the
 * server.
 */
class DirectoryLibrary {
  private readonly placement: Placement;

  public constructor(
    private readonly asker: Construct,
    server: ITerraformResource,
  ) {
    this.placement = new Placement("azuread", asker, () => ({ belongsTo: server }));
    checkAtSynth(asker, () => this.placement.problems());
  }

  public resource<Type extends OwnResourceType>(
    name: readonly string[],
    type: Type,
    given: ResourceArguments<Type>,
  ): OwnResource<Type> {
    const { asker, placement } = this;
    return StackLibrary.of(asker).share(
      asker,
      name,
      [type, ...name].join(" "),
      (library, id) => new OwnResource(library, id, type, given, { placement }),
    );
  }

  /** Object id of Microsoft Graph in the tenant. */
  public get microsoftGraph(): string {
    const { asker, placement } = this;
    const graph = StackLibrary.of(asker).share(
      asker,
      ["microsoft-graph"],
      "Microsoft Graph",
      (library, id) =>
        new OwnDataSource(library, id, "azuread_service_principal", { client_id: MICROSOFT_GRAPH }, { placement }),
    );
    return graph.text("object_id");
  }
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
