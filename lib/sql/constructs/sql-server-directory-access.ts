import { type ITerraformResource, TerraformDataSource, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { asConstruct } from "../../core/attributes";
import { given } from "../../core/given";
import { checkAtSynth } from "../../core/problems";
import { typeProblems } from "../../core/resources";
import { type IManagedIdentity, type IPrincipal } from "../../principal/principal-interfaces";
import { notAnIdentity, principalProblems } from "../../principal/principal-problems";
import { SystemAssignedManagedIdentity } from "../../principal/system-assigned-managed-identity";
import { type DirectoryReader, grantDirectoryReaders, grantGraphAppRoles } from "./directory-reading";
import { primaryProblems } from "./primary-identity";
import { prerequisitesOf } from "../execution/server-order";
import { SqlLedger } from "../execution/sql-ledger";
import { ADMINISTRATED_TYPES, setAdministrator } from "./server-administrator";

/** How a server gets permission to look up principals in the directory. */
export enum DirectoryReading {
  /** None. Enough if a person runs Terraform, because SQL then uses that person's permissions for the lookup. */
  NONE = "none",
  /** The role Directory Readers. To assign it, the deployer must be a Privileged Role Administrator. */
  DIRECTORY_READERS = "directory-readers",
  /** Three application roles of Microsoft Graph, with fewer permissions than Directory Readers. */
  GRAPH_APP_ROLES = "graph-app-roles",
}

/** Properties of the directory access of a server. */
export interface SqlServerDirectoryAccessProps {
  /** The `azurerm_mssql_server` or `azurerm_mssql_managed_instance`; synth rejects anything else. */
  readonly server: ITerraformResource;

  /**
   * The identity with which the server looks up principals. If it has several, this must be its primary one.
   *
   * @default - the system-assigned identity of the server
   */
  readonly identity?: IManagedIdentity;

  /**
   * The Entra administrator. A server has one, preferably a group that contains whoever runs Terraform.
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
   * Whether SQL logins with passwords are disabled.
   *
   * @default true
   */
  readonly entraOnly?: boolean;

  /**
   * How the server gets permission to look up principals. `CREATE LOGIN … FROM EXTERNAL PROVIDER` needs it if a service
   * principal or a managed identity runs Terraform.
   *
   * @default DirectoryReading.DIRECTORY_READERS
   */
  readonly directoryReading?: DirectoryReading;
}

/**
 * Prepares an Azure SQL server or a managed instance for Entra principals: gives it an identity, sets its Entra
 * administrator, disables passwords, and lets it look up principals. Logins and users on the server wait for this.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-directory-readers-role
 */
export class SqlServerDirectoryAccess extends Construct {
  /** The identity with which the server looks up principals. */
  public readonly identity: IManagedIdentity;

  /** The resources that let the server look up principals. Servers that share an identity share them. */
  public readonly resources: TerraformResource[];

  public constructor(scope: Construct, id: string, props: SqlServerDirectoryAccessProps) {
    super(scope, id);
    const { server, identity, directoryReading = DirectoryReading.DIRECTORY_READERS } = given(props);
    const problems = [...serverProblems(server), ...(identity ? notAnIdentity(identity) : [])];
    if (problems.length > 0) {
      checkAtSynth(this, () => problems);
      this.identity = SystemAssignedManagedIdentity._of(server);
      this.resources = [];
      return;
    }
    this.identity = identity ?? SystemAssignedManagedIdentity.of(server);
    this.identity.attachTo(server);
    setAdministrator(this, props);
    this.resources = letRead(this, { objectId: this.identity.objectId.value, server }, directoryReading);
    prerequisitesOf(server).push(...this.resources);
    SqlLedger.of(this);
    checkAtSynth(this, () => [
      ...principalProblems(this.identity, this),
      ...(this.resources.length > 0 ? primaryProblems(server, this.identity, this) : []),
    ]);
  }
}

/** The server needs an identity, which Terraform can only give to a resource that it manages. */
function serverProblems(server: ITerraformResource): string[] {
  const wrongType = typeProblems("server", server, ADMINISTRATED_TYPES);
  return wrongType.length === 0 && TerraformDataSource.isTerraformDataSource(server)
    ? [`server ${asConstruct(server).node.path} is a data source; prepare the server where it is managed`]
    : wrongType;
}

/** Grants an identity permission to read the directory. */
function letRead(asker: Construct, reader: DirectoryReader, how: DirectoryReading): TerraformResource[] {
  switch (how) {
    case DirectoryReading.NONE:
      return [];
    case DirectoryReading.DIRECTORY_READERS:
      return grantDirectoryReaders(asker, reader);
    case DirectoryReading.GRAPH_APP_ROLES:
      return grantGraphAppRoles(asker, reader);
  }
}
