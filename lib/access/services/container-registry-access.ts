import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { type RepositoryAccessOptions } from "./repository-access-options";
import { ID, RoleService } from "../role-service";
import { repositoryCondition } from "./repository-condition";
import { registryProblems, repositoryProblems } from "../target-settings";

const SERVICE = new RoleService("ContainerRegistryAccess", {
  service: "Container Registry",
  targets: { azurerm_container_registry: ID },
  verbs: {
    pull: { role: BuiltInRole.ACRPULL, needs: registryProblems },
    push: { role: BuiltInRole.ACRPUSH, needs: registryProblems },
    delete: { role: BuiltInRole.ACRDELETE, needs: registryProblems },
    readRepositories: { role: BuiltInRole.CONTAINER_REGISTRY_REPOSITORY_READER, needs: repositoryProblems },
    writeRepositories: { role: BuiltInRole.CONTAINER_REGISTRY_REPOSITORY_WRITER, needs: repositoryProblems },
    manageRepositories: { role: BuiltInRole.CONTAINER_REGISTRY_REPOSITORY_CONTRIBUTOR, needs: repositoryProblems },
    listRepositories: { role: BuiltInRole.CONTAINER_REGISTRY_REPOSITORY_CATALOG_LISTER, needs: repositoryProblems },
  },
});

/**
 * Access to the images of an `azurerm_container_registry`: with roles on the registry or, where the registry has
 * `role_assignment_mode = "AbacRepositoryPermissions"`, with roles on its repositories.
 *
 * https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-overview
 */
export class ContainerRegistryAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Pull images: AcrPull. */
  public static pull(registry: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("pull", registry, options);
  }

  /** Push and pull images: AcrPush. */
  public static push(registry: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("push", registry, options);
  }

  /** Delete images: AcrDelete. */
  public static delete(registry: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("delete", registry, options);
  }

  /** Pull images from repositories: Container Registry Repository Reader. */
  public static readRepositories(registry: ITerraformResource, options?: RepositoryAccessOptions): RoleAccess {
    return SERVICE.grant("readRepositories", registry, repositoryCondition(options, ["read"]));
  }

  /** Push images to repositories and pull them: Container Registry Repository Writer. */
  public static writeRepositories(registry: ITerraformResource, options?: RepositoryAccessOptions): RoleAccess {
    return SERVICE.grant("writeRepositories", registry, repositoryCondition(options, ["read", "write"]));
  }

  /** Push, pull and delete images of repositories: Container Registry Repository Contributor. */
  public static manageRepositories(registry: ITerraformResource, options?: RepositoryAccessOptions): RoleAccess {
    return SERVICE.grant("manageRepositories", registry, repositoryCondition(options, ["read", "write", "delete"]));
  }

  /** List the names of all repositories: Container Registry Repository Catalog Lister. */
  public static listRepositories(registry: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("listRepositories", registry, options);
  }

  private constructor() {
    // only factories
  }
}
