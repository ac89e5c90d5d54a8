import { type ITerraformResource } from "cdktf";
import { attributeOf } from "../../core/resources";
import { type Access } from "../access";
import { type GrantKind, oneOf } from "../grant-kind";
import { type OwnGrantOptions } from "../own-grant-options";
import { OwnGrantService, roleOn } from "../own-grant-service";

const TYPE = "azurerm_synapse_role_assignment";
const WORKSPACE = "azurerm_synapse_workspace";
const SPARK_POOL = "azurerm_synapse_spark_pool";

/** https://learn.microsoft.com/azure/synapse-analytics/security/synapse-workspace-synapse-rbac-roles */
const ROLES = {
  administrator: "Synapse Administrator",
  "artifact-publisher": "Synapse Artifact Publisher",
  "artifact-user": "Synapse Artifact User",
  "compute-operator": "Synapse Compute Operator",
  contributor: "Synapse Contributor",
  "credential-user": "Synapse Credential User",
  user: "Synapse User",
};

const KIND: GrantKind = {
  type: TYPE,
  prefix: "synapse",
  roleNames: ROLES,
  unique: oneOf(
    TYPE,
    ["synapse_workspace_id", "synapse_spark_pool_id", "role_name", "principal_id"],
    "keep one of them",
  ),
  write: ({ target, role, principal }) => ({
    [target.terraformResourceType === WORKSPACE ? "synapse_workspace_id" : "synapse_spark_pool_id"]: attributeOf(
      target,
      "id",
    ),
    role_name: ROLES[role as keyof typeof ROLES],
    principal_id: principal.objectId.value,
    principal_type: principal.principalType,
  }),
};

const SERVICE = new OwnGrantService("SynapseAccess", {
  service: "Synapse Analytics",
  targets: { [WORKSPACE]: KIND, [SPARK_POOL]: KIND },
  verbs: {
    use: roleOn([WORKSPACE], "user"),
    readArtifacts: roleOn([WORKSPACE], "artifact-user"),
    publishArtifacts: roleOn([WORKSPACE], "artifact-publisher"),
    operateCompute: roleOn([WORKSPACE, SPARK_POOL], "compute-operator"),
    useCredentials: roleOn([WORKSPACE], "credential-user"),
    contribute: roleOn([WORKSPACE, SPARK_POOL], "contributor"),
    administer: roleOn([WORKSPACE, SPARK_POOL], "administrator"),
  },
});

/**
 * Access to an `azurerm_synapse_workspace`, or to one `azurerm_synapse_spark_pool` of it. The workspace keeps these roles
 * itself; for data in its SQL pools use `SqlAccess`.
 *
 * https://learn.microsoft.com/azure/synapse-analytics/security/synapse-workspace-understand-what-role-you-need
 */
export class SynapseAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** See the workspace, its pools and what is attached to it: Synapse User. */
  public static use(workspace: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("use", workspace, options);
  }

  /** Read and run published artifacts: Synapse Artifact User. */
  public static readArtifacts(workspace: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("readArtifacts", workspace, options);
  }

  /** Read, publish and delete artifacts: Synapse Artifact Publisher. */
  public static publishArtifacts(workspace: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("publishArtifacts", workspace, options);
  }

  /** Submit and cancel jobs, and read logs: Synapse Compute Operator. */
  public static operateCompute(target: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("operateCompute", target, options);
  }

  /** Use credentials of the workspace and linked services in pipelines: Synapse Credential User. */
  public static useCredentials(workspace: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("useCredentials", workspace, options);
  }

  /** Run and publish everything in the workspace, without its roles: Synapse Contributor. */
  public static contribute(target: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("contribute", target, options);
  }

  /** Full control of the workspace, roles and SQL pools included: Synapse Administrator. */
  public static administer(target: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("administer", target, options);
  }

  private constructor() {
    // only factories
  }
}
