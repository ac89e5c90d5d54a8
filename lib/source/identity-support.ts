import { type ITerraformResource } from "cdktf";
import { AZAPI_RESOURCE } from "../core/resources";
import { releaseOf } from "../core/provider-release";
import { type IdentitySupport } from "./identity-support-row";
import { DATA_SOURCES_WITH_PRINCIPAL, IDENTITY_SUPPORT } from "./identity-support.generated";

/** Resource Manager decides which identities a resource of azapi can have. */
const AZAPI: IdentitySupport = { system: true, user: true, both: true };

/** What a resource accepts in the azurerm release of its stack; undefined if it cannot carry an identity. */
export function supportOf(resource: ITerraformResource): IdentitySupport | undefined {
  const { terraformResourceType: type } = resource;
  if (type === AZAPI_RESOURCE) {
    return AZAPI;
  }
  const row = identitySupportOf(type);
  const release = row?.from5 && releaseOf(resource);
  return row && release && release.major >= 5 ? { ...row, ...row.from5 } : row;
}

/** What an azurerm type accepts, before azurerm 5 if there is a difference. */
export function identitySupportOf(type: string): IdentitySupport | undefined {
  return Object.hasOwn(IDENTITY_SUPPORT, type) ? IDENTITY_SUPPORT[type] : undefined;
}

export function tellsPrincipal(dataSourceType: string): boolean {
  return dataSourceType === AZAPI_RESOURCE || DATA_SOURCES_WITH_PRINCIPAL.has(dataSourceType);
}

const USUAL_SOURCES = [
  "azurerm_linux_virtual_machine",
  "azurerm_windows_virtual_machine",
  "azurerm_linux_web_app",
  "azurerm_linux_function_app",
  "azurerm_logic_app_workflow",
  "azurerm_logic_app_standard",
  "azurerm_container_app",
  "azurerm_kubernetes_cluster",
  "azurerm_data_factory",
  "azurerm_mssql_server",
];

/** The names of types that can carry an identity, similar names first. */
export function typesThatCan(accepts: (support: IdentitySupport) => boolean, type: string): string {
  const words = new Set(type.split("_").slice(1));
  const types = Object.entries(IDENTITY_SUPPORT).flatMap(([name, support]) =>
    accepts(support) && support.removedBy === undefined ? [name] : [],
  );
  const likeness = (candidate: string): number => candidate.split("_").filter((word) => words.has(word)).length;
  const alike = types.filter((candidate) => likeness(candidate) > 0).sort((a, b) => likeness(b) - likeness(a));
  const usual = USUAL_SOURCES.filter((candidate) => types.includes(candidate));
  const named = [...new Set([...alike.slice(0, 6), ...usual, ...types])].slice(0, 12);
  const more = types.length - named.length;
  return more > 0
    ? `${named.join(", ")} and ${String(more)} more (docs/sources.generated.md lists them)`
    : named.join(", ");
}
