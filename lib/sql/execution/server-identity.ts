import { type ITerraformResource, TerraformDataSource, TerraformResource, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { configured, isOverridden } from "../../core/attributes";
import { canonical, elementAt, referenceIn } from "../../core/reference";
import { attributeOf } from "../../core/resources";
import { isManagedInstance } from "../model/fact-rules";

/** Identifies a server, as far as synth can, by one of its DNS names or its resource id. */

export const SERVER = "azurerm_mssql_server";
export const MANAGED_INSTANCE = "azurerm_mssql_managed_instance";
export const POSTGRES_SERVER = "azurerm_postgresql_flexible_server";
export const MYSQL_SERVER = "azurerm_mysql_flexible_server";

const SERVERS: readonly string[] = [SERVER, MANAGED_INSTANCE, POSTGRES_SERVER, MYSQL_SERVER];

/** The resource or data source whose attribute the text is. */
export function serverBehind(hostOrId: string): TerraformResource | TerraformDataSource | undefined {
  const reference = referenceIn(hostOrId);
  if (!reference || !SERVERS.includes(reference.type)) {
    return undefined;
  }
  const element = elementAt(reference);
  return TerraformResource.isTerraformResource(element) || TerraformDataSource.isTerraformDataSource(element)
    ? element
    : undefined;
}

/**
 * A key that is equal for the same server: its name, which is unique in each cloud, or whatever else is known. Hosts
 * outside public Azure keep their DNS name, because synth does not know the cloud of a resource.
 */
export function serverKey(hostOrId: string, scope: IConstruct): string {
  const server = serverBehind(hostOrId);
  return nameOf(hostOrId) ?? canonical(server ? attributeOf(server, "id") : hostOrId, scope);
}

/** Whether these are certainly different servers. */
export function areDifferentServers(one: string, other: string): boolean {
  const [server, otherServer] = [serverBehind(one), serverBehind(other)];
  // Terraform manages each server once, so resources with the same name are in different clouds.
  if (TerraformResource.isTerraformResource(server) && TerraformResource.isTerraformResource(otherServer)) {
    return server !== otherServer;
  }
  const [name, otherName] = [nameOf(one), nameOf(other)];
  return name !== undefined && otherName !== undefined && name !== otherName;
}

/** Type and name in lower case; undefined if only Terraform knows the name. */
function nameOf(hostOrId: string): string | undefined {
  const server = serverBehind(hostOrId);
  return server ? configuredName(server) : literalName(hostOrId);
}

function configuredName(server: ITerraformResource): string | undefined {
  const name = configured(server, "name");
  return typeof name === "string" && !Token.isUnresolved(name) && !isOverridden(server, "name")
    ? written(server.terraformResourceType, name)
    : undefined;
}

function literalName(hostOrId: string): string | undefined {
  if (Token.isUnresolved(hostOrId)) {
    return undefined;
  }
  const [id, instance, server] = /\/(?:managedInstances\/([^/]+)|servers\/([^/]+))$/i.exec(hostOrId) ?? [];
  if (id !== undefined) {
    return instance === undefined ? written(SERVER, server ?? "") : written(MANAGED_INSTANCE, instance);
  }
  const [, flexible, engine] = /^([^.]+)\.(postgres|mysql)\.database\.azure\.com$/i.exec(hostOrId) ?? [];
  if (flexible !== undefined) {
    return written(engine?.toLowerCase() === "mysql" ? MYSQL_SERVER : POSTGRES_SERVER, flexible);
  }
  const [, label] = /^([^.]+)\.(?:.+\.)?database\.windows\.net$/i.exec(hostOrId) ?? [];
  return label === undefined ? undefined : written(isManagedInstance(hostOrId) ? MANAGED_INSTANCE : SERVER, label);
}

const written = (type: string, name: string): string => `${type} ${name.toLowerCase()}`;
