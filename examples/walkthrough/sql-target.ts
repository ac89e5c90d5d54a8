import { DataAzureadClientConfig } from "@cdktf/provider-azuread/lib/data-azuread-client-config";
import { Group } from "@cdktf/provider-azuread/lib/group";
import { MssqlDatabase } from "@cdktf/provider-azurerm/lib/mssql-database";
import { MssqlFirewallRule } from "@cdktf/provider-azurerm/lib/mssql-firewall-rule";
import { MssqlServer } from "@cdktf/provider-azurerm/lib/mssql-server";
import { TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { type IPrincipal, ObjectId, Principal, SqlEndpoint } from "../../lib";

export interface SqlTargetProps {
  readonly resourceGroupName: string;
  readonly location: string;
  readonly serverName: string;
  readonly databaseName: string;
  readonly administrators: string;
}

/**
 * A SQL server with a database and without a password: its administrator is an Entra group that contains whoever runs
 * Terraform.
 */
export class SqlTarget extends Construct {
  public readonly server: MssqlServer;
  public readonly database: MssqlDatabase;
  public readonly administrators: IPrincipal;
  public readonly endpoint: SqlEndpoint;

  public constructor(scope: Construct, id: string, props: SqlTargetProps) {
    super(scope, id);
    const deployer = new DataAzureadClientConfig(this, "deployer", {});
    const group = new Group(this, "administrators", {
      displayName: props.administrators,
      securityEnabled: true,
      owners: [deployer.objectId],
      members: [deployer.objectId],
    });
    this.administrators = Principal.group(ObjectId.of(group.objectId), { displayName: props.administrators });

    this.server = new MssqlServer(this, "server", {
      name: props.serverName,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      version: "12.0",
      minimumTlsVersion: "1.2",
    });
    this.database = new MssqlDatabase(this, "database", {
      name: props.databaseName,
      serverId: this.server.id,
      skuName: "Basic",
    });

    const deployerAddress = new TerraformVariable(this, "deployer_address", {
      type: "string",
      default: "203.0.113.10",
      description: "Public IPv4 address of the machine that runs Terraform, which has to reach the server",
    });
    deployerAddress.overrideLogicalId("deployer_address");
    this.endpoint = SqlEndpoint.server(this.server, {
      dependsOn: [
        this.allow("azure-rule", "AllowAllWindowsAzureIps", "0.0.0.0"),
        this.allow("deployer-rule", "deployer", deployerAddress.stringValue),
      ],
    });
  }

  private allow(id: string, name: string, address: string): MssqlFirewallRule {
    return new MssqlFirewallRule(this, id, {
      name,
      serverId: this.server.id,
      startIpAddress: address,
      endIpAddress: address,
    });
  }
}
