import { type ITerraformResource } from "cdktf";
import { AZAPI_RESOURCE } from "../core/resources";
import { releaseOf } from "../core/provider-release";
import { DATA_SOURCES_WITH_PRINCIPAL, IDENTITY_SUPPORT } from "./identity-support.generated";

/** What an azurerm resource type accepts in its `identity` block. */
export interface IdentitySupport {
  /** Whether it can have a system-assigned identity. */
  readonly system: boolean;
  /** Whether it can have user-assigned identities. */
  readonly user: boolean;
  /** Whether it can have both at once. */
  readonly both: boolean;
  /** Whether the provider demands an identity block. */
  readonly required?: boolean;
  /** Whether a changed identity replaces the resource. */
  readonly replacedOnChange?: boolean;
  /** How many user-assigned identities it takes, where the service documents a limit. */
  readonly maxUserAssigned?: number;
  /** Attribute that names the user-assigned identity which the resource itself uses. */
  readonly primaryAttribute?: string;
  /** Whether that attribute is needed beside a system-assigned identity as well. */
  readonly primaryAlways?: boolean;
  /** Attribute or block that cannot stand beside an identity. */
  readonly excludedBy?: string;
  /** Attribute that is needed beside an identity, and what happens without it. */
  readonly needs?: { readonly attribute: string; readonly otherwise: string };
  /** Whether the service documents user-assigned identities only, though azurerm accepts others. */
  readonly documentedUserAssignedOnly?: boolean;
  /** Whether the directory knows its identity by another name than the resource's. */
  readonly nested?: boolean;
  /** Whether user-assigned identities can stand beside a system-assigned one only. */
  readonly userBesideSystemOnly?: boolean;
  /** An azurerm release that has the type no more. */
  readonly removedBy?: string;
  /** An azurerm release that has the type, where the oldest supported one does not. */
  readonly addedBy?: string;
  /** What is different from azurerm 5 on. */
  readonly from5?: Partial<IdentitySupport>;
}

/** Resource Manager decides what a resource of azapi takes. */
const AZAPI: IdentitySupport = { system: true, user: true, both: true };

/** What a resource accepts under the azurerm release that it is written for; undefined where it cannot carry an identity. */
export function supportOf(resource: ITerraformResource): IdentitySupport | undefined {
  const { terraformResourceType: type } = resource;
  if (type === AZAPI_RESOURCE) {
    return AZAPI;
  }
  const row = identitySupportOf(type);
  const release = row?.from5 && releaseOf(resource);
  return row && release && release.major >= 5 ? { ...row, ...row.from5 } : row;
}

/** What a type of azurerm accepts, before azurerm 5 where that makes a difference. */
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

/** Names the types that can carry an identity, those first that sound like the given one. */
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
