import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";

const RULE = "azurerm_monitor_data_collection_rule";
const WORKSPACE = "azurerm_monitor_workspace";
const GROUP = "azurerm_resource_group";

const SERVICE = new RoleService("MonitorAccess", {
  service: "Azure Monitor",
  targets: { [RULE]: ID, [WORKSPACE]: ID, [GROUP]: ID },
  verbs: {
    ingest: { role: BuiltInRole.MONITORING_METRICS_PUBLISHER, on: [RULE] },
    queryMetrics: { role: BuiltInRole.MONITORING_DATA_READER, on: [WORKSPACE] },
    read: { role: BuiltInRole.MONITORING_READER, on: [GROUP] },
    manage: { role: BuiltInRole.MONITORING_CONTRIBUTOR, on: [GROUP] },
  },
});

/**
 * Access to metrics and logs, and to their ingestion through data collection rules.
 *
 * https://learn.microsoft.com/azure/azure-monitor/fundamentals/roles-permissions-security
 */
export class MonitorAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /**
   * Send logs and metrics through a data collection rule: Monitoring Metrics Publisher. Of an
   * `azurerm_monitor_data_collection_rule`.
   */
  public static ingest(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("ingest", target, options);
  }

  /**
   * Query the Prometheus metrics of an Azure Monitor workspace: Monitoring Data Reader. Of an
   * `azurerm_monitor_workspace`.
   */
  public static queryMetrics(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("queryMetrics", target, options);
  }

  /**
   * Read all monitoring data and settings in a resource group: Monitoring Reader. Of an `azurerm_resource_group`.
   */
  public static read(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("read", target, options);
  }

  /**
   * Read all monitoring data in a resource group, and change its settings: Monitoring Contributor. Of an
   * `azurerm_resource_group`.
   */
  public static manage(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("manage", target, options);
  }

  private constructor() {
    // only factories
  }
}
