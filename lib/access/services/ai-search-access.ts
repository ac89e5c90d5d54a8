import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { searchProblems } from "../target-settings";
import { CLIENT_ID } from "../service-settings";
import { fromName, zoneOf } from "../target-subject";

const SERVICE = new RoleService("AiSearchAccess", {
  service: "AI Search",
  targets: { azurerm_search_service: ID },
  verbs: {
    query: { role: BuiltInRole.SEARCH_INDEX_DATA_READER, needs: searchProblems },
    index: { role: BuiltInRole.SEARCH_INDEX_DATA_CONTRIBUTOR, needs: searchProblems },
    manage: { role: BuiltInRole.SEARCH_SERVICE_CONTRIBUTOR, needs: searchProblems },
  },
  settings: [
    {
      prefix: "AZURE_SEARCH",
      values: {
        ENDPOINT: fromName(["azurerm_search_service"], (name, target) => `https://${name}.${zoneOf("search", target)}`),
        CLIENTID: CLIENT_ID,
      },
    },
  ],
});

/**
 * Access to the indexes of an `azurerm_search_service`, which must accept Entra ID beside its keys or instead of them.
 *
 * https://learn.microsoft.com/azure/search/search-security-rbac
 */
export class AiSearchAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Query indexes: Search Index Data Reader. */
  public static query(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("query", target, options);
  }

  /** Load, change and delete documents, and query them: Search Index Data Contributor. */
  public static index(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("index", target, options);
  }

  /**
   * Create, change and delete indexes, indexers and other objects, without reading documents: Search Service
   * Contributor.
   */
  public static manage(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("manage", target, options);
  }

  private constructor() {
    // only factories
  }
}
