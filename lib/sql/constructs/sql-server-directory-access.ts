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
  /** The `azurerm_mssql_server` or `azurerm_mssql_managed_instance`; anything else is reported at synth. */
  readonly server: ITerraformResource;

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
 * Prepares an Azure SQL server or a managed instance for principals of Entra ID: gives it an identity, sets its Entra administrator, turns
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

/** A server looks principals up with an identity of its own, which Terraform can give to what it manages. */
function serverProblems(server: ITerraformResource): string[] {
  const wrongType = typeProblems("server", server, ADMINISTRATED_TYPES);
  return wrongType.length === 0 && TerraformDataSource.isTerraformDataSource(server)
    ? [`server ${asConstruct(server).node.path} is a data source; prepare the server where it is managed`]
    : wrongType;
}

/** What lets an identity read the directory. */
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
