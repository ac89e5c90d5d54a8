import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { CLIENT_ID } from "../service-settings";
import { ofService } from "../target-subject";

const SERVICE = new RoleService("LogAnalyticsAccess", {
  service: "Log Analytics",
  targets: { azurerm_log_analytics_workspace: ID },
  verbs: {
    query: { role: BuiltInRole.LOG_ANALYTICS_DATA_READER },
    read: { role: BuiltInRole.LOG_ANALYTICS_READER },
    manage: { role: BuiltInRole.LOG_ANALYTICS_CONTRIBUTOR },
  },
  settings: [
    {
      prefix: "AZURE_LOGANALYTICS",
      values: { WORKSPACEID: ofService(["azurerm_log_analytics_workspace"], "workspace_id"), CLIENTID: CLIENT_ID },
    },
  ],
});

/**
 * Access to the logs of an `azurerm_log_analytics_workspace`; they are sent through a data collection rule, with
 * `MonitorAccess.ingest`.
 *
 * https://learn.microsoft.com/azure/azure-monitor/logs/manage-access
 */
export class LogAnalyticsAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Query logs: Log Analytics Data Reader. */
  public static query(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("query", target, options);
  }

  /** Query logs, and read the settings of the workspace: Log Analytics Reader. */
  public static read(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("read", target, options);
  }

  /** Query logs, and change the settings of the workspace: Log Analytics Contributor. */
  public static manage(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("manage", target, options);
  }

  private constructor() {
    // only factories
  }
}
