import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { CLIENT_ID } from "../service-settings";
import { ofService } from "../target-subject";

const SERVICE = new RoleService("GrafanaAccess", {
  service: "Managed Grafana",
  targets: { azurerm_dashboard_grafana: ID },
  verbs: {
    view: { role: BuiltInRole.GRAFANA_VIEWER },
    edit: { role: BuiltInRole.GRAFANA_EDITOR },
    administer: { role: BuiltInRole.GRAFANA_ADMIN },
  },
  settings: [
    {
      prefix: "AZURE_GRAFANA",
      values: { ENDPOINT: ofService(["azurerm_dashboard_grafana"], "endpoint"), CLIENTID: CLIENT_ID },
    },
  ],
});

/**
 * Access to an `azurerm_dashboard_grafana`.
 *
 * https://learn.microsoft.com/azure/managed-grafana/how-to-manage-access-permissions-users-identities
 */
export class GrafanaAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** View dashboards: Grafana Viewer. */
  public static view(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("view", target, options);
  }

  /** View and edit dashboards: Grafana Editor. */
  public static edit(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("edit", target, options);
  }

  /** Full control, including data sources and users: Grafana Admin. */
  public static administer(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("administer", target, options);
  }

  private constructor() {
    // only factories
  }
}
