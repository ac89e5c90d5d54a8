import { type ITerraformResource, TerraformResource, Token } from "cdktf";
import { asConstruct, configured, isOverridden } from "../core/attributes";
import { isAtLeast, releaseOf } from "../core/provider-release";
import { readIdentity } from "../source/identity-block";

/** Settings of targets without which a role opens nothing, and Azure says nothing. What only Azure knows passes. */

/** Without `authentication_failure_mode`, a service that accepts keys refuses tokens. */
export function searchProblems(service: ITerraformResource): string[] {
  return setting(service, "authentication_failure_mode") === null &&
    setting(service, "local_authentication_enabled") !== false
    ? [
        `${pathOf(service)} accepts keys only; set local_authentication_enabled = false, or authentication_failure_mode = ` +
          '"http401WithBearerChallenge" to accept tokens of Entra ID beside the keys',
      ]
    : [];
}

/** The roles of the Kubernetes API count where the cluster authorizes with Azure roles. */
export function kubernetesProblems(cluster: ITerraformResource): string[] {
  const given = setting(cluster, "azure_active_directory_role_based_access_control") as AzureRbac | null | undefined;
  return given === null || given?.azureRbacEnabled === false
    ? [
        `cluster ${pathOf(cluster)} does not authorize with Azure roles; set azure_rbac_enabled = true in ` +
          "azure_active_directory_role_based_access_control, or bind the principal to a role in the cluster",
      ]
    : [];
}

interface AzureRbac {
  readonly azureRbacEnabled?: unknown;
}

/** From here on, azurerm can set the mode; a registry that it created before has the classic one. */
const ROLE_ASSIGNMENT_MODE = { major: 4, minor: 81 };
const REPOSITORIES = "AbacRepositoryPermissions";

/** Registries honour either roles on themselves, or roles on their repositories. */
export function registryProblems(registry: ITerraformResource, wantsRepositories: boolean): string[] {
  const mode = setting(registry, "role_assignment_mode");
  if (mode === undefined || (typeof mode === "string" && Token.isUnresolved(mode))) {
    return [];
  }
  if (!wantsRepositories) {
    return mode === REPOSITORIES
      ? [
          `registry ${pathOf(registry)} honours roles on its repositories (role_assignment_mode = "${REPOSITORIES}"); ` +
            "use readRepositories, writeRepositories or manageRepositories",
        ]
      : [];
  }
  if (mode === REPOSITORIES) {
    return [];
  }
  const release = releaseOf(registry);
  return release && !isAtLeast(release, ROLE_ASSIGNMENT_MODE)
    ? [] // somebody else may have set it
    : [
        `registry ${pathOf(registry)} does not honour roles on its repositories; set role_assignment_mode = "${REPOSITORIES}", ` +
          "or use pull, push or delete",
      ];
}

/** What is configured; null where nothing is, and undefined where only Terraform or Azure knows. */
function setting(target: ITerraformResource, attribute: string): unknown {
  if (!TerraformResource.isTerraformResource(target) || !target.terraformResourceType.startsWith("azurerm_")) {
    return undefined;
  }
  if (isOverridden(target, attribute)) {
    return undefined;
  }
  return configured(target, attribute) ?? null;
}

const pathOf = (target: ITerraformResource): string => asConstruct(target).node.path;

/** A cache takes access policies when Entra ID is turned on. */
export function redisProblems(cache: ITerraformResource): string[] {
  const attribute = "redis_configuration";
  return isMissing(cache, attribute, "activeDirectoryAuthenticationEnabled")
    ? [`cache ${pathOf(cache)} accepts keys only; set active_directory_authentication_enabled = true in ${attribute}`]
    : [];
}

/** A server takes administrators of Entra ID when it authenticates with it. */
export function postgresProblems(server: ITerraformResource): string[] {
  const attribute = "authentication";
  return isMissing(server, attribute, "activeDirectoryAuthEnabled")
    ? [
        `server ${pathOf(server)} accepts passwords only; set active_directory_auth_enabled = true and tenant_id in ${attribute}`,
      ]
    : [];
}

/** A cluster takes users of Entra ID when it authenticates with it. */
export function mongoProblems(cluster: ITerraformResource): string[] {
  const methods = setting(cluster, "authentication_methods");
  const isOff = methods === null || (Array.isArray(methods) && !methods.includes("MicrosoftEntraID"));
  return isOff && !Token.isUnresolved(methods)
    ? [`cluster ${pathOf(cluster)} accepts passwords only; add "MicrosoftEntraID" to authentication_methods`]
    : [];
}

/** Whether a block, or what has to be true in it, is certainly not there. */
function isMissing(target: ITerraformResource, block: string, property: string): boolean {
  const given = setting(target, block);
  if (given === null) {
    return true;
  }
  const value = (given as Readonly<Record<string, unknown>> | undefined)?.[property];
  return given !== undefined && !Token.isUnresolved(given) && (value === undefined || value === false);
}

/** A server looks principals up with an identity of its own. */
export function mysqlProblems(server: ITerraformResource): string[] {
  if (setting(server, "identity") === undefined) {
    return [];
  }
  const identity = readIdentity(server);
  return identity !== "unreadable" && identity.users.length === 0
    ? [
        `server ${pathOf(server)} has no user-assigned identity, with which it looks principals up; attach one, such as with ` +
          "UserAssignedManagedIdentity.attachTo",
      ]
    : [];
}
