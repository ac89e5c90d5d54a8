import { type ITerraformResource } from "cdktf";
import { type Construct } from "constructs";
import { given, isResource } from "../../core/given";
import { idOfResource, idOfValue, shortened } from "../../core/names";
import { checkAtSynth } from "../../core/problems";
import { releaseOf } from "../../core/provider-release";
import { isAtLeast } from "../../core/version-constraint";
import { describe } from "../../core/reference";
import { attributeOf } from "../../core/resources";
import { StackLibrary } from "../../core/stack-library";
import { deployTemplate } from "../../core/template-deployment";
import { type IPrincipal } from "../../principal/principal-interfaces";
import { notAPrincipal, principalProblems } from "../../principal/principal-problems";
import { Access, Grant } from "../access";
import { type GrantKind, oneOf } from "../grant-kind";
import { type OwnGrantOptions } from "../own-grant-options";
import { OwnGrantService, roleOn } from "../own-grant-service";
import { targetProblems } from "../role-service";
import { type AccessSettings, CLIENT_ID } from "../service-settings";
import { ofService, settingsOfTarget, type TargetSettings } from "../target-subject";

const TYPE = "azurerm_managed_redis_access_policy_assignment";
const CACHE = "azurerm_managed_redis";

/** From here on, azurerm has a resource for the grant; before, a template deployment does it. */
const HAS_RESOURCE = { major: 4, minor: 60 };

const KIND: GrantKind = {
  type: TYPE,
  prefix: "managed-redis",
  unique: oneOf(TYPE, ["managed_redis_id", "object_id"], "keep one of them"),
  write: ({ target, principal }) => ({
    managed_redis_id: attributeOf(target, "id"),
    object_id: principal.objectId.value,
  }),
};

const SETTINGS: readonly TargetSettings[] = [
  { prefix: "AZURE_REDIS", values: { HOST: ofService([CACHE], "hostname"), CLIENTID: CLIENT_ID } },
];

const SERVICE = new OwnGrantService("ManagedRedisAccess", {
  service: "Azure Managed Redis",
  targets: { [CACHE]: KIND },
  verbs: { own: roleOn([CACHE], "default") },
  settings: SETTINGS,
});

/**
 * Access to the data of an `azurerm_managed_redis`, whose only access policy allows all commands. The user name in Redis is
 * the object id of the principal.
 *
 * https://learn.microsoft.com/azure/redis/entra-for-authentication
 */
export class ManagedRedisAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Run all commands: the access policy "default". Before azurerm 4.60, a template deployment assigns it. */
  public static own(cache: ITerraformResource, options?: OwnGrantOptions): Access {
    const release = isResource(cache) ? releaseOf(cache) : undefined;
    return release && !isAtLeast(release, HAS_RESOURCE)
      ? new DeployedAccess(cache, given(options))
      : SERVICE.grant("own", cache, options);
  }

  private constructor() {
    // only factories
  }
}

const TEMPLATE = {
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: { cache: { type: "string" }, objectId: { type: "string" } },
  resources: [
    {
      type: "Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments",
      apiVersion: "2025-04-01",
      name: "[concat(parameters('cache'), '/default/', parameters('objectId'))]",
      properties: { accessPolicyName: "default", user: { objectId: "[parameters('objectId')]" } },
    },
  ],
  outputs: { user: { type: "string", value: "[parameters('objectId')]" } },
};

class DeployedAccess extends Access {
  public constructor(
    private readonly cache: ITerraformResource,
    private readonly options: OwnGrantOptions,
  ) {
    super();
  }

  public grantId(scope: Construct): string {
    return `${idOfResource(this.cache, scope)}_own`;
  }

  public grantTo(scope: Construct, _id: string, principal: IPrincipal): Grant {
    const { cache } = this;
    const problems = [
      ...targetProblems("target of ManagedRedisAccess.own", cache, [CACHE]),
      ...notAPrincipal("principal", principal),
    ];
    if (problems.length > 0) {
      checkAtSynth(scope, () => problems);
      return new Grant(principal, []);
    }
    checkAtSynth(scope, () => principalProblems(principal, scope));
    const who = principal.objectId.value;
    const parts = [idOfValue(who, scope), "managed-redis-default", idOfResource(cache, scope)];
    const deployment = StackLibrary.of(scope).share(
      scope,
      parts,
      `${describe(who, scope)}, default, on ${describe(attributeOf(cache, "id"), scope)}`,
      (library, id) =>
        deployTemplate(library, id, {
          name: shortened(parts.join("-").replace(/[^\w.-]+/g, "-"), 64),
          resourceGroupName: attributeOf(cache, "resource_group_name"),
          template: TEMPLATE,
          parameters: { cache: attributeOf(cache, "name"), objectId: who },
          provider: this.options.provider,
          belongsTo: cache,
          replacedWith: [cache],
        }),
    );
    return new Grant(principal, [deployment]);
  }

  public override _settingsOf(principal?: IPrincipal): AccessSettings | undefined {
    return settingsOfTarget(SETTINGS, this.cache, attributeOf(this.cache, "id"), principal);
  }
}
