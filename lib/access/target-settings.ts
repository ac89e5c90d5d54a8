import { type ITerraformResource, TerraformResource, Token } from "cdktf";
import { asConstruct, configured, isOverridden } from "../core/attributes";
import { isAtLeast, releaseOf } from "../core/provider-release";

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
