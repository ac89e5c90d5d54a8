import { type ITerraformResource, TerraformDataSource, Token } from "cdktf";
import {
  asConstruct,
  configure,
  configureBlock,
  configured,
  ignoredProblems,
  isAuthoritative,
  onlyBlock,
  pathOf,
} from "../core/attributes";
import { checkAtSynth } from "../core/problems";
import { releaseOf } from "../core/provider-release";
import { canonical, elementAt, referenceIn } from "../core/reference";
import { attributeOf, knownText } from "../core/resources";
import { type Problem, warnings } from "../core/rules";
import { readIdentity } from "./identity-block";
import { SourceSettings } from "./source-settings";

/**
 * Arguments with which a source, and not its code, uses an identity: they go with an access, and are set if nothing else
 * is configured.
 */

/** A user-assigned identity; undefined for the system-assigned one. */
export interface CompanionIdentity {
  readonly id: string;
  readonly clientId: string;
}

type Block = Readonly<Record<string, unknown>>;

const APP = /^azurerm_(app_service|function_app|(linux|windows)_(web|function)_app)(_slot)?$/;
const FUNCTION_APP = /^azurerm_(linux|windows)_function_app(_slot)?$/;
const FLEX = "azurerm_function_app_flex_consumption";

/** Key Vault references in app settings: App Service resolves them with the system-assigned identity unless told otherwise. */
export function readSecretsAs(source: ITerraformResource, identity: CompanionIdentity | undefined): Problem[] {
  const attribute = "key_vault_reference_identity_id";
  if (!identity || !hasReferences(source) || configured(source, attribute) !== undefined) {
    return [];
  }
  const present = readIdentity(source);
  if (present !== "unreadable" && !present.system) {
    set(source, attribute, identity.id);
    return [];
  }
  return referencesByOther(source);
}

function hasReferences(source: ITerraformResource): boolean {
  const { terraformResourceType: type } = source;
  return APP.test(type) || (type === "azurerm_logic_app_standard" && (releaseOf(source)?.major ?? 0) >= 5);
}

/** Images in a registry. */
export function pullImagesAs(
  source: ITerraformResource,
  registry: ITerraformResource,
  identity: CompanionIdentity | undefined,
): Problem[] {
  const { terraformResourceType: type } = source;
  if (APP.test(type)) {
    return pullForApp(source, identity);
  }
  const kept = REGISTRIES[type];
  return kept ? pullForContainers(source, registry, identity, kept) : [];
}

function pullForApp(source: ITerraformResource, identity: CompanionIdentity | undefined): Problem[] {
  const site = blockOf(source, "site_config");
  if (site === "unknown") {
    return notSet(source, "site_config");
  }
  const stack = onlyBlock(site.applicationStack) as Block | undefined;
  const isContainer = [stack?.dockerImageName, stack?.dockerImage, stack?.docker].some((image) => image !== undefined);
  const isDecided = [
    site.containerRegistryUseManagedIdentity,
    stack?.dockerRegistryPassword,
    (onlyBlock(stack?.docker) as Block | undefined)?.registryPassword,
  ].some((other) => other !== undefined);
  if (isContainer && !isDecided) {
    const client = identity && { containerRegistryManagedIdentityClientId: identity.clientId };
    setBlock(source, "site_config", { ...site, containerRegistryUseManagedIdentity: true, ...client });
  }
  return [];
}

interface Registries {
  /** The blocks with registries. */
  readonly block: string;
  /** The property with the identity that pulls. */
  readonly identity: string;
}

const REGISTRIES: Readonly<Record<string, Registries>> = {
  azurerm_container_app: { block: "registry", identity: "identity" },
  azurerm_container_app_job: { block: "registry", identity: "identity" },
  azurerm_container_group: { block: "image_registry_credential", identity: "userAssignedIdentityId" },
};

function pullForContainers(
  source: ITerraformResource,
  registry: ITerraformResource,
  identity: CompanionIdentity | undefined,
  { block, identity: property }: Registries,
): Problem[] {
  const given = configured(source, block) ?? [];
  if (!Array.isArray(given) || Token.isUnresolved(given)) {
    return notSet(source, block);
  }
  const all = given as readonly Block[];
  const own = all.find(({ server }) => isServerOf(server, registry));
  if (own && (own[property] !== undefined || own.username !== undefined)) {
    return [];
  }
  if (!identity) {
    return pullBySystemIdentity(source);
  }
  const entry = { ...(own ?? { server: attributeOf(registry, "login_server") }), [property]: identity.id };
  setBlock(source, block, own ? all.map((each) => (each === own ? entry : each)) : [...all, entry]);
  return [];
}

function isServerOf(server: unknown, registry: ITerraformResource): boolean {
  const scope = asConstruct(registry);
  const name = knownText(configured(registry, "name"));
  return (
    typeof server === "string" &&
    (canonical(server, scope) === canonical(attributeOf(registry, "login_server"), scope) ||
      (name !== undefined && knownText(server)?.toLowerCase().split(".", 1)[0] === name.toLowerCase()))
  );
}

/** The storage account in which the Functions host keeps its state. */
export function keepHostStateAs(
  source: ITerraformResource,
  account: ITerraformResource,
  identity: CompanionIdentity | undefined,
): Problem[] {
  const { terraformResourceType: type } = source;
  if (type === FLEX && identity && configured(source, "storage_authentication_type") === "UserAssignedIdentity") {
    if (configured(source, "storage_user_assigned_identity_id") === undefined) {
      set(source, "storage_user_assigned_identity_id", identity.id);
    }
    return [];
  }
  const others = ["storage_account_access_key", "storage_key_vault_secret_id", "storage_uses_managed_identity"];
  const [key, secret, isManaged] = others.map((attribute) => configured(source, attribute));
  const isDecided = key !== undefined || secret !== undefined || isManaged === false;
  if (!FUNCTION_APP.test(type) || isDecided || !isNameOf(configured(source, "storage_account_name"), account)) {
    return [];
  }
  if (isManaged === undefined) {
    set(source, "storage_uses_managed_identity", true);
  }
  return identity
    ? SourceSettings.of(source).add({
        AzureWebJobsStorage__credential: "managedidentity",
        AzureWebJobsStorage__clientId: identity.clientId,
      })
    : [];
}

function isNameOf(given: unknown, account: ITerraformResource): boolean {
  if (typeof given !== "string") {
    return false;
  }
  const reference = referenceIn(given);
  const name = knownText(configured(account, "name"));
  return reference ? elementAt(reference) === account : name !== undefined && knownText(given) === name;
}

function set(source: ITerraformResource, attribute: string, value: string | boolean): void {
  configure(source, attribute, value);
  watch(source, attribute);
}

function setBlock(source: ITerraformResource, block: string, value: object): void {
  configureBlock(source, block, value);
  watch(source, block);
}

function watch(source: ITerraformResource, attribute: string): void {
  checkAtSynth(asConstruct(source), () => ignoredProblems(source, attribute));
}

function blockOf(source: ITerraformResource, block: string): Block | "unknown" {
  const given = onlyBlock(configured(source, block)) ?? {};
  return Token.isUnresolved(given) || !isAuthoritative(source, block) ? "unknown" : (given as Block);
}

/** Whether arguments can be set at all. */
export function canHaveCompanions(source: ITerraformResource): boolean {
  return !TerraformDataSource.isTerraformDataSource(source);
}

const OF = "Settings";

const referencesByOther = warnings<[source: ITerraformResource]>(OF, [
  {
    rule: "key-vault-references-by-other-identity",
    when: (source) => JSON.stringify(configured(source, "app_settings") ?? {}).includes("@Microsoft.KeyVault("),
    message: (source) =>
      `${pathOf(source)} has Key Vault references, which it resolves with its system-assigned identity and not with the one ` +
      "that gets the access; set key_vault_reference_identity_id",
  },
]);

const notSet = warnings<[source: ITerraformResource, block: string]>(OF, [
  {
    rule: "registry-identity-not-set",
    message: (source, block) =>
      `${block} of ${pathOf(source)} is known only at apply, so that the identity that pulls images cannot be added; set it there`,
  },
]);

const pullBySystemIdentity = warnings<[source: ITerraformResource]>(OF, [
  {
    rule: "image-pull-by-system-assigned-identity",
    message: (source) =>
      `${pathOf(source)} pulls its images when it is created, before its system-assigned identity can have access; give the ` +
      "binding a user-assigned identity",
  },
]);
