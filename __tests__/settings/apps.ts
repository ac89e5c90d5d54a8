import { ContainerApp, type ContainerAppConfig } from "@cdktf/provider-azurerm/lib/container-app";
import { ContainerGroup, type ContainerGroupConfig } from "@cdktf/provider-azurerm/lib/container-group";
import { LinuxFunctionApp, type LinuxFunctionAppConfig } from "@cdktf/provider-azurerm/lib/linux-function-app";
import { LinuxWebApp, type LinuxWebAppConfig } from "@cdktf/provider-azurerm/lib/linux-web-app";
import { type Construct } from "constructs";
import { SUBSCRIPTION } from "../support/azure";

/** Complete sources that take settings; the id is the name. */

const place = { resourceGroupName: "rg-test", location: "westeurope" };
const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-test/providers`;
export const PLAN = `${group}/Microsoft.Web/serverFarms/plan`;
export const ENVIRONMENT = `${group}/Microsoft.App/managedEnvironments/apps`;

export function webApp(scope: Construct, id = "web", config: Partial<LinuxWebAppConfig> = {}): LinuxWebApp {
  return new LinuxWebApp(scope, id, { ...place, name: id, servicePlanId: PLAN, siteConfig: {}, ...config });
}

export function functionApp(
  scope: Construct,
  id = "functions",
  config: Partial<LinuxFunctionAppConfig> = {},
): LinuxFunctionApp {
  return new LinuxFunctionApp(scope, id, { ...place, name: id, servicePlanId: PLAN, siteConfig: {}, ...config });
}

export const CONTAINER = { name: "main", image: "shop.azurecr.io/app:1", cpu: 0.25, memory: "0.5Gi" };

export function containerApp(scope: Construct, id = "app", config: Partial<ContainerAppConfig> = {}): ContainerApp {
  return new ContainerApp(scope, id, {
    name: id,
    resourceGroupName: "rg-test",
    containerAppEnvironmentId: ENVIRONMENT,
    revisionMode: "Single",
    template: { container: [CONTAINER] },
    ...config,
  });
}

export function containerGroup(
  scope: Construct,
  id = "group",
  config: Partial<ContainerGroupConfig> = {},
): ContainerGroup {
  return new ContainerGroup(scope, id, {
    ...place,
    name: id,
    osType: "Linux",
    container: [{ name: "main", image: "shop.azurecr.io/app:1", cpu: 1, memory: 1 }],
    ...config,
  });
}
