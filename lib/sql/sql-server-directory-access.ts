import { AppRoleAssignment } from "@cdktf/provider-azuread/lib/app-role-assignment";
import { DataAzureadServicePrincipal } from "@cdktf/provider-azuread/lib/data-azuread-service-principal";
import { DirectoryRole } from "@cdktf/provider-azuread/lib/directory-role";
import { DirectoryRoleAssignment } from "@cdktf/provider-azuread/lib/directory-role-assignment";
import { type MssqlServer } from "@cdktf/provider-azurerm/lib/mssql-server";
import { type TerraformResource, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { folderIn } from "../core/children";
import { libraryFolder } from "../core/library-folder";
import { idOfValue } from "../core/names";
import { checkAtSynth } from "../core/problems";
import { canonical } from "../core/reference";
import { remember } from "../core/remember";
import { type IManagedIdentity, type IPrincipal } from "../principal/principal-interfaces";
import { principalProblems } from "../principal/principal-problems";
import { SystemAssignedManagedIdentity } from "../principal/system-assigned-managed-identity";
import { prerequisitesOf } from "./server-order";
import { SqlLedger } from "./sql-ledger";
import { sqlNameProblems } from "./sql-name";

/** How a server may look principals up in the directory. */
export enum DirectoryReading {
  /** It may not: enough where a person runs Terraform, because SQL then looks up with that person's rights. */
  NONE = "none",
  /** The role Directory Readers, which the deployer needs Privileged Role Administrator to give. */
  DIRECTORY_READERS = "directory-readers",
  /** Three application roles of Microsoft Graph, narrower than Directory Readers. */
  GRAPH_APP_ROLES = "graph-app-roles",
}

/** What a server knows of the directory. */
export interface SqlServerDirectoryAccessProps {
  /** The server. */
  readonly server: MssqlServer;

  /**
   * The identity with which the server looks principals up.
   *
   * @default - the system-assigned identity of the server
   */
  readonly identity?: IManagedIdentity;

  /**
   * The Entra administrator: a server has one, best a group that whoever runs Terraform is a member of.
   *
   * @default - the one that is configured on the server resource
   */
  readonly administrator?: IPrincipal;

  /**
   * Name of the administrator on the server.
   *
   * @default - the display name of the administrator
   */
  readonly administratorName?: string;

  /**
   * Whether SQL logins with passwords are turned off.
   *
   * @default true
   */
  readonly entraOnly?: boolean;

  /**
   * How the server may look principals up, which `CREATE LOGIN … FROM EXTERNAL PROVIDER` needs when a service principal
   * or a managed identity runs Terraform.
   *
   * @default DirectoryReading.DIRECTORY_READERS
   */
  readonly directoryReading?: DirectoryReading;
}

/** Template id of Directory Readers: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
const DIRECTORY_READERS = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b";

const MICROSOFT_GRAPH = "00000003-0000-0000-c000-000000000000";

/** https://learn.microsoft.com/azure/azure-sql/database/authentication-azure-ad-user-assigned-managed-identity#permissions */
const GRAPH_APP_ROLES: Readonly<Record<string, string>> = {
  "User.Read.All": "df021288-bdef-4463-88db-98f22de89214",
  "GroupMember.Read.All": "98830695-27a2-44f7-8c18-0c3ebc9698f6",
  "Application.Read.All": "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30",
};

/**
 * Prepares an Azure SQL server for principals of Entra ID: gives it an identity, sets its Entra administrator, turns
 * passwords off, and lets it look principals up. Logins and users on the server wait for this.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-directory-readers-role
 */
export class SqlServerDirectoryAccess extends Construct {
  /** The identity with which the server looks principals up. */
  public readonly identity: IManagedIdentity;

  /** What lets the server look principals up; servers that share an identity share it. */
  public readonly resources: TerraformResource[];

  public constructor(scope: Construct, id: string, props: SqlServerDirectoryAccessProps) {
    super(scope, id);
    const { server } = props;
    this.identity = props.identity ?? SystemAssignedManagedIdentity.of(server);
    this.identity.attachTo(server);
    this.setAdministrator(props);
    const place = props.identity ? sharedFolder(this, this.identity) : this;
    this.resources = letRead(place, this.identity, props.directoryReading ?? DirectoryReading.DIRECTORY_READERS);
    prerequisitesOf(server).push(...this.resources);
    SqlLedger.of(this);
    checkAtSynth(this, () => principalProblems(this.identity, this));
  }

  private setAdministrator({
    server,
    administrator,
    administratorName,
    entraOnly = true,
  }: SqlServerDirectoryAccessProps): void {
    const present = server.azureadAdministratorInput;
    if (!administrator) {
      this.completeAdministrator(server, entraOnly);
      return;
    }
    const loginUsername = administratorName ?? administrator.displayName;
    checkAtSynth(this, () => [
      ...principalProblems(administrator, this),
      ...sqlNameProblems("administrator", loginUsername, this),
      ...(present
        ? [
            `server ${server.node.path} has an Entra administrator already, and a server has one; leave out administrator, or remove azuread_administrator`,
          ]
        : []),
    ]);
    if (!present) {
      server.putAzureadAdministrator({
        loginUsername: loginUsername ?? "",
        objectId: administrator.objectId.value,
        azureadAuthenticationOnly: entraOnly,
      });
    }
  }

  /** The administrator stands on the resource: only the authentication mode is added, where it is not set. */
  private completeAdministrator(server: MssqlServer, entraOnly: boolean): void {
    const present = server.azureadAdministratorInput;
    if (present) {
      server.putAzureadAdministrator({ azureadAuthenticationOnly: entraOnly, ...present });
    } else {
      checkAtSynth(this, () => [
        `server ${server.node.path} has no Entra administrator, and only one can create logins for Entra principals; give administrator`,
      ]);
    }
  }
}

/** By app, what lets an identity read the directory in a certain way: Entra ID refuses to grant it a second time. */
const readers = new WeakMap<IConstruct, Map<string, TerraformResource[]>>();

/** Where it is kept for an identity that other servers may have too, whichever of them comes first. */
function sharedFolder(scope: Construct, { objectId }: IManagedIdentity): Construct {
  const folder = folderIn(libraryFolder(TerraformStack.of(scope)), "directory-access");
  return folderIn(folder, idOfValue(objectId.value, scope));
}

function letRead(scope: Construct, identity: IManagedIdentity, how: DirectoryReading): TerraformResource[] {
  const principalObjectId = identity.objectId.value;
  const ofApp = remember(readers, scope.node.root, () => new Map<string, TerraformResource[]>());
  return remember(ofApp, `${how} ${canonical(principalObjectId, scope)}`, () => reading(scope, principalObjectId, how));
}

function reading(scope: Construct, principalObjectId: string, how: DirectoryReading): TerraformResource[] {
  switch (how) {
    case DirectoryReading.NONE:
      return [];
    case DirectoryReading.DIRECTORY_READERS: {
      const role = new DirectoryRole(scope, "directory-readers", { templateId: DIRECTORY_READERS });
      return [new DirectoryRoleAssignment(scope, "directory-reader", { roleId: role.templateId, principalObjectId })];
    }
    case DirectoryReading.GRAPH_APP_ROLES: {
      const graph = new DataAzureadServicePrincipal(scope, "microsoft-graph", { clientId: MICROSOFT_GRAPH });
      return Object.entries(GRAPH_APP_ROLES).map(
        ([name, appRoleId]) =>
          new AppRoleAssignment(scope, name, { appRoleId, principalObjectId, resourceObjectId: graph.objectId }),
      );
    }
  }
}
