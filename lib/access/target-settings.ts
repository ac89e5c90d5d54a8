import { type ITerraformResource, TerraformResource, Token } from "cdktf";
import { configured, isOverridden, pathOf } from "../core/attributes";
import { releaseOf } from "../core/provider-release";
import { isAtLeast } from "../core/version-constraint";
import { rules } from "../core/rules";
import { readIdentity } from "../source/identity-block";

/** Checks the settings of targets without which Azure accepts a grant, and the grant opens nothing. */

const OF = "Targets";

/** Without `authentication_failure_mode`, a service that accepts keys rejects tokens. */
export const searchProblems = rules<[service: ITerraformResource]>(OF, [
  {
    rule: "search-accepts-keys-only",
    when: (service) =>
      setting(service, "authentication_failure_mode") === null &&
      setting(service, "local_authentication_enabled") !== false,
    message: (service) =>
      `${pathOf(service)} accepts keys only; set local_authentication_enabled = false, or authentication_failure_mode = ` +
      '"http401WithBearerChallenge" to accept tokens of Entra ID beside the keys',
  },
]);

interface AzureRbac {
  readonly azureRbacEnabled?: unknown;
}

/** The roles of the Kubernetes API count where the cluster authorizes with Azure roles. */
export const kubernetesProblems = rules<[cluster: ITerraformResource]>(OF, [
  {
    rule: "cluster-without-azure-rbac",
    when: (cluster) => {
      const attribute = "azure_active_directory_role_based_access_control";
      const given = setting(cluster, attribute) as AzureRbac | null | undefined;
      return given === null || given?.azureRbacEnabled === false;
    },
    message: (cluster) =>
      `cluster ${pathOf(cluster)} does not authorize with Azure roles; set azure_rbac_enabled = true in ` +
      "azure_active_directory_role_based_access_control, or bind the principal to a role in the cluster",
  },
]);

/** The first azurerm release that can set the mode. A registry that an earlier one created has the classic mode. */
const ROLE_ASSIGNMENT_MODE = { major: 4, minor: 81 };
const REPOSITORIES = "AbacRepositoryPermissions";

/** A registry honors either roles on itself or roles on its repositories. Here: on itself. */
export const registryProblems = rules<[registry: ITerraformResource]>(OF, [
  {
    rule: "registry-honors-repository-roles",
    when: (registry) => setting(registry, "role_assignment_mode") === REPOSITORIES,
    message: (registry) =>
      `registry ${pathOf(registry)} honors roles on its repositories (role_assignment_mode = "${REPOSITORIES}"); ` +
      "use readRepositories, writeRepositories or manageRepositories",
  },
]);

/** The same for roles on its repositories. With an azurerm that cannot set the mode, somebody else may have set it. */
export const repositoryProblems = rules<[registry: ITerraformResource]>(OF, [
  {
    rule: "registry-ignores-repository-roles",
    when: (registry) => {
      const mode = setting(registry, "role_assignment_mode");
      const release = releaseOf(registry);
      const canSet = !release || isAtLeast(release, ROLE_ASSIGNMENT_MODE);
      return canSet && mode !== undefined && mode !== REPOSITORIES && !Token.isUnresolved(mode);
    },
    message: (registry) =>
      `registry ${pathOf(registry)} ignores roles on its repositories; set role_assignment_mode = "${REPOSITORIES}", ` +
      "or use pull, push or delete",
  },
]);

/** A cache takes access policies when Entra ID is turned on. */
export const redisProblems = rules<[cache: ITerraformResource]>(OF, [
  {
    rule: "redis-accepts-keys-only",
    when: (cache) => isMissing(cache, "redis_configuration", "activeDirectoryAuthenticationEnabled"),
    message: (cache) =>
      `cache ${pathOf(cache)} accepts keys only; set active_directory_authentication_enabled = true in redis_configuration`,
  },
]);

/** A server takes administrators of Entra ID when it authenticates with it. */
export const postgresProblems = rules<[server: ITerraformResource]>(OF, [
  {
    rule: "postgres-accepts-passwords-only",
    when: (server) => isMissing(server, "authentication", "activeDirectoryAuthEnabled"),
    message: (server) =>
      `server ${pathOf(server)} accepts passwords only; set active_directory_auth_enabled = true and tenant_id in authentication`,
  },
]);

/** A cluster takes users of Entra ID when it authenticates with it. */
export const mongoProblems = rules<[cluster: ITerraformResource]>(OF, [
  {
    rule: "mongo-cluster-accepts-passwords-only",
    when: (cluster) => {
      const methods = setting(cluster, "authentication_methods");
      const isOff = methods === null || (Array.isArray(methods) && !methods.includes("MicrosoftEntraID"));
      return isOff && !Token.isUnresolved(methods);
    },
    message: (cluster) =>
      `cluster ${pathOf(cluster)} accepts passwords only; add "MicrosoftEntraID" to authentication_methods`,
  },
]);

/** A server looks principals up with an identity of its own. */
export const mysqlProblems = rules<[server: ITerraformResource]>(OF, [
  {
    rule: "mysql-server-without-identity",
    when: (server) => {
      if (setting(server, "identity") === undefined) {
        return false;
      }
      const identity = readIdentity(server);
      return identity !== "unreadable" && identity.users.length === 0;
    },
    message: (server) =>
      `server ${pathOf(server)} has no user-assigned identity, with which it looks principals up; attach one, such as with ` +
      "UserAssignedManagedIdentity.attachTo",
  },
]);

/** Returns what is configured, null if nothing is, and undefined if only Terraform or Azure knows. */
function setting(target: ITerraformResource, attribute: string): unknown {
  if (!TerraformResource.isTerraformResource(target) || !target.terraformResourceType.startsWith("azurerm_")) {
    return undefined;
  }
  if (isOverridden(target, attribute)) {
    return undefined;
  }
  return configured(target, attribute) ?? null;
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
