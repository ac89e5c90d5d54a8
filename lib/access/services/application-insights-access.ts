import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";

const SERVICE = new RoleService("ApplicationInsightsAccess", {
  service: "Application Insights",
  targets: { azurerm_application_insights: ID },
  verbs: {
    send: { role: BuiltInRole.MONITORING_METRICS_PUBLISHER },
    read: { role: BuiltInRole.MONITORING_READER },
  },
});

/**
 * Access to the telemetry of an `azurerm_application_insights`.
 *
 * https://learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication
 */
export class ApplicationInsightsAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Send telemetry: Monitoring Metrics Publisher. */
  public static send(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("send", target, options);
  }

  /** Read telemetry and settings: Monitoring Reader. */
  public static read(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("read", target, options);
  }

  private constructor() {
    // only factories
  }
}
