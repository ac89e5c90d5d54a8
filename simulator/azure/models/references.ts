import { elementsOf, textOf } from "../../protocol/values";
import { AzureError } from "../refusal";
import { type ResourceModel } from "../model";

/** Resources that others only refer to, by argument: they have to be there, in the subscription of who refers to them. */
const REFERENCES: Readonly<Record<string, readonly string[]>> = {
  azurerm_linux_function_app: ["service_plan_id"],
  azurerm_linux_virtual_machine: ["network_interface_ids"],
  azurerm_linux_web_app: ["service_plan_id"],
  azurerm_windows_function_app: ["service_plan_id"],
  azurerm_windows_virtual_machine: ["network_interface_ids"],
  azurerm_windows_web_app: ["service_plan_id"],
};

/** What a resource refers to exists. */
export const references: ResourceModel = {
  check: ({ azure, account, type, attributes }) => {
    const ids = (REFERENCES[type] ?? []).flatMap((name) => [attributes[name] ?? null, ...elementsOf(attributes[name])]);
    for (const id of ids.map((value) => textOf(value) ?? "")) {
      if (id.startsWith(`/subscriptions/${account.subscriptionId}/`)) {
        azure.require(id, () => new AzureError(404, "ResourceNotFound", `The Resource '${id}' was not found.`));
      }
    }
  },
};
