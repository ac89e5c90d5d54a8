import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";

const SERVICE = new RoleService("DatabricksAccess", {
  service: "Databricks",
  targets: { azurerm_databricks_access_connector: ID },
  verbs: { createStorageCredentials: { role: BuiltInRole.CONTRIBUTOR } },
});

/**
 * Access to an `azurerm_databricks_access_connector`, whose identity reads data for Unity Catalog: grant that identity
 * `DataLakeAccess`. What a principal may do in a workspace, the databricks provider grants.
 *
 * https://learn.microsoft.com/azure/databricks/connect/unity-catalog/cloud-storage/azure-managed-identities
 */
export class DatabricksAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Make storage credentials of the connector in Unity Catalog: Contributor, because no narrower role allows it. */
  public static createStorageCredentials(connector: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("createStorageCredentials", connector, options);
  }

  private constructor() {
    // only factories
  }
}
