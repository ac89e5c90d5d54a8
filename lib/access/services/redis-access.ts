import { type ITerraformResource } from "cdktf";
import { attributeOf } from "../../core/resources";
import { type Access } from "../access";
import { type GrantKind, oneOf } from "../grant-kind";
import { type OwnGrantOptions } from "../own-grant-options";
import { OwnGrantService, roleOn } from "../own-grant-service";
import { redisProblems } from "../target-settings";
import { CLIENT_ID } from "../service-settings";
import { ofService } from "../target-subject";

const TYPE = "azurerm_redis_cache_access_policy_assignment";
const CACHE = "azurerm_redis_cache";

/** https://learn.microsoft.com/azure/azure-cache-for-redis/cache-configure-role-based-access-control */
const POLICIES = { "data-reader": "Data Reader", "data-contributor": "Data Contributor", "data-owner": "Data Owner" };

const KIND: GrantKind = {
  type: TYPE,
  prefix: "redis",
  roleNames: POLICIES,
  unique: oneOf(
    TYPE,
    ["redis_cache_id", "object_id"],
    "a cache has one access policy per principal, so keep the one that allows more",
  ),
  write: ({ target, role, principal }) => {
    const objectId = principal.objectId.value;
    return {
      // Redis calls its users by their object ids; a cache has one assignment for each.
      name: objectId,
      redis_cache_id: attributeOf(target, "id"),
      access_policy_name: POLICIES[role as keyof typeof POLICIES],
      object_id: objectId,
      object_id_alias: objectId,
    };
  },
};

const SERVICE = new OwnGrantService("RedisAccess", {
  service: "Azure Cache for Redis",
  targets: { [CACHE]: KIND },
  verbs: {
    read: roleOn([CACHE], "data-reader"),
    readWrite: roleOn([CACHE], "data-contributor"),
    own: roleOn([CACHE], "data-owner"),
  },
  needs: redisProblems,
  settings: [
    {
      prefix: "AZURE_REDIS",
      values: { HOST: ofService([CACHE], "hostname"), CLIENTID: CLIENT_ID },
    },
  ],
});

/**
 * Access to the data of an `azurerm_redis_cache`; for an `azurerm_managed_redis` use `ManagedRedisAccess`. A cache has one
 * access policy per principal, and its user name in Redis is its object id.
 *
 * https://learn.microsoft.com/azure/azure-cache-for-redis/cache-azure-active-directory-for-authentication
 */
export class RedisAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Run commands that read: Data Reader. */
  public static read(cache: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("read", cache, options);
  }

  /** Run commands that read and write, and none that are dangerous: Data Contributor. */
  public static readWrite(cache: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("readWrite", cache, options);
  }

  /** Run all commands: Data Owner. */
  public static own(cache: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("own", cache, options);
  }

  private constructor() {
    // only factories
  }
}
