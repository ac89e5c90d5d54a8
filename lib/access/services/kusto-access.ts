import { type ITerraformResource } from "cdktf";
import { type OwnResourceType, type ResourceArguments } from "../../core/own-types";
import { attributeOf } from "../../core/resources";
import { PrincipalType } from "../../principal/principal-interfaces";
import { type Access } from "../access";
import { type GrantContent, type GrantKind, oneOf, tenantOfGrant } from "../grant-kind";
import { type OwnGrantOptions } from "../own-grant-options";
import { OwnGrantService } from "../own-grant-service";
import { CLIENT_ID } from "../service-settings";
import { ofService } from "../target-subject";

const CLUSTER = "azurerm_kusto_cluster";
const DATABASE = "azurerm_kusto_database";

const PRINCIPAL_TYPES: Readonly<Record<PrincipalType, string>> = {
  [PrincipalType.GROUP]: "Group",
  [PrincipalType.SERVICE_PRINCIPAL]: "App",
  [PrincipalType.USER]: "User",
};

const kind = (
  type: OwnResourceType,
  where: (target: ITerraformResource) => ResourceArguments<"azurerm_kusto_database_principal_assignment">,
): GrantKind => ({
  type,
  prefix: "kusto",
  unique: oneOf(
    type,
    ["resource_group_name", "cluster_name", "database_name", "role", "principal_id"],
    "keep one of them",
  ),
  write: (content: GrantContent) => ({
    ...where(content.target),
    name: `${content.role}-${content.principal.objectId.value}`,
    resource_group_name: attributeOf(content.target, "resource_group_name"),
    principal_id: content.principal.objectId.value,
    principal_type: PRINCIPAL_TYPES[content.principal.principalType],
    tenant_id: tenantOfGrant(content),
    role: content.role,
  }),
});

const SERVICE = new OwnGrantService("KustoAccess", {
  service: "Azure Data Explorer",
  targets: {
    [CLUSTER]: kind("azurerm_kusto_cluster_principal_assignment", (cluster) => ({
      cluster_name: attributeOf(cluster, "name"),
    })),
    [DATABASE]: kind("azurerm_kusto_database_principal_assignment", (database) => ({
      cluster_name: attributeOf(database, "cluster_name"),
      database_name: attributeOf(database, "name"),
    })),
  },
  verbs: {
    read: { [CLUSTER]: "AllDatabasesViewer", [DATABASE]: "Viewer" },
    ingest: { [DATABASE]: "Ingestor" },
    use: { [DATABASE]: "User" },
    monitor: { [CLUSTER]: "AllDatabasesMonitor", [DATABASE]: "Monitor" },
    administer: { [CLUSTER]: "AllDatabasesAdmin", [DATABASE]: "Admin" },
  },
  settings: [
    {
      prefix: "AZURE_KUSTO",
      values: { ENDPOINT: ofService(["azurerm_kusto_cluster"], "uri"), CLIENTID: CLIENT_ID },
    },
  ],
});

/**
 * Access to the tables of Azure Data Explorer: of an `azurerm_kusto_database`, or of all databases of an
 * `azurerm_kusto_cluster`. The cluster keeps these roles itself.
 *
 * https://learn.microsoft.com/azure/data-explorer/manage-cluster-permissions
 */
export class KustoAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Query tables: Viewer, on a cluster AllDatabasesViewer. */
  public static read(target: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("read", target, options);
  }

  /** Ingest data into the tables of an `azurerm_kusto_database`, without querying it: Ingestor. */
  public static ingest(database: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("ingest", database, options);
  }

  /** Query the tables of an `azurerm_kusto_database`, and create tables and functions: User. */
  public static use(database: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("use", database, options);
  }

  /** Run `.show` commands, without reading tables: Monitor, on a cluster AllDatabasesMonitor. */
  public static monitor(target: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("monitor", target, options);
  }

  /** Full control of databases: Admin, on a cluster AllDatabasesAdmin. */
  public static administer(target: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("administer", target, options);
  }

  private constructor() {
    // only factories
  }
}
