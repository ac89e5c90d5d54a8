import { type MssqlServer } from "@cdktf/provider-azurerm/lib/mssql-server";
import { type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { checkAtSynth } from "../core/problems";
import { type IManagedIdentity, type IPrincipal } from "../principal/principal-interfaces";
import { principalProblems } from "../principal/principal-problems";
import { SystemAssignedManagedIdentity } from "../principal/system-assigned-managed-identity";
import { folderOf, grantDirectoryReaders, grantGraphAppRoles } from "./directory-reading";
import { primaryProblems } from "./primary-identity";
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
   * The identity with which the server looks principals up: its primary one, where it has several.
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
    const place = props.identity ? folderOf(this.identity, this) : this;
    this.resources = letRead(place, this.identity, props.directoryReading ?? DirectoryReading.DIRECTORY_READERS);
    prerequisitesOf(server).push(...this.resources);
    SqlLedger.of(this);
    checkAtSynth(this, () => [
      ...principalProblems(this.identity, this),
      ...(this.resources.length > 0 ? primaryProblems(server, this.identity, this) : []),
    ]);
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

/** What lets an identity read the directory. */
function letRead(scope: Construct, { objectId }: IManagedIdentity, how: DirectoryReading): TerraformResource[] {
  switch (how) {
    case DirectoryReading.NONE:
      return [];
    case DirectoryReading.DIRECTORY_READERS:
      return grantDirectoryReaders(scope, objectId.value);
    case DirectoryReading.GRAPH_APP_ROLES:
      return grantGraphAppRoles(scope, objectId.value);
  }
}
