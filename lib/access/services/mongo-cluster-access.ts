import { type ITerraformResource } from "cdktf";
import { attributeOf } from "../../core/resources";
import { rules } from "../../core/rules";
import { type IPrincipal, PrincipalType } from "../../principal/principal-interfaces";
import { type Access } from "../access";
import { type GrantKind, oneOf } from "../grant-kind";
import { type OwnGrantOptions } from "../own-grant-options";
import { OwnGrantService, roleOn } from "../own-grant-service";
import { mongoProblems } from "../target-settings";

const TYPE = "azurerm_mongo_cluster_user";
const CLUSTER = "azurerm_mongo_cluster";

const KIND: GrantKind = {
  type: TYPE,
  prefix: "mongo",
  unique: oneOf(TYPE, ["mongo_cluster_id", "object_id"], "a cluster has one user per principal, so keep one of them"),
  write: ({ target, role, principal }) => ({
    mongo_cluster_id: attributeOf(target, "id"),
    object_id: principal.objectId.value,
    identity_provider_type: "MicrosoftEntraID",
    principal_type: principal.principalType === PrincipalType.USER ? "user" : "servicePrincipal",
    role: [{ database: "admin", name: role }],
  }),
  principalProblems: rules<[principal: IPrincipal]>("Grants of services", [
    {
      rule: "mongo-cluster-takes-no-groups",
      when: ({ principalType }) => principalType === PrincipalType.GROUP,
      message: "a MongoDB cluster takes no groups; grant its members one by one, or an identity that they share",
    },
  ]),
};

const SERVICE = new OwnGrantService("MongoClusterAccess", {
  service: "Azure DocumentDB (Cosmos DB for MongoDB vCore)",
  targets: { [CLUSTER]: KIND },
  verbs: { administer: roleOn([CLUSTER], "root") },
  needs: mongoProblems,
});

/**
 * Access to the databases of an `azurerm_mongo_cluster` (Cosmos DB for MongoDB vCore) with tokens of Entra ID.
 *
 * https://learn.microsoft.com/azure/cosmos-db/mongodb/vcore/how-to-connect-role-based-access-control
 */
export class MongoClusterAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Full control of all databases: root, the only role that a cluster can give to a principal of Entra ID through Azure. */
  public static administer(cluster: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("administer", cluster, options);
  }

  private constructor() {
    // only factories
  }
}
