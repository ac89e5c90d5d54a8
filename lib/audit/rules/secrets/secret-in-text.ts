import { type Rule } from "../rule";
import { foundAs } from "./scan/scan";

const connections = {
  name: "connections",
  resource_group_name: "rg-shop",
  deployment_mode: "Incremental",
  template_content: '${file("connections.json")}',
};

export const secretInText: Rule = {
  id: "secret-in-text",
  severity: "high",
  title: "a text contains a secret",
  why: "Account keys, signatures, tokens, private keys and passwords in connection strings have a recognizable form. Anyone who reads the code finds them as easily as this rule does.",
  remedy:
    "Remove the secret, and rotate it because it remains in the history of the code. Connect with a managed identity instead.",
  constructs: ["ManagedIdentityBinding", "LogicAppConnection"],
  scanners: ["Checkov CKV_SECRET_3", "PSRule Azure.VM.ScriptExtensions", "PSRule Azure.VMSS.ScriptExtensions"],
  failing: {
    resource: {
      azurerm_resource_group_template_deployment: {
        connections: {
          ...connections,
          parameters_content:
            '{"queue":{"value":"Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=c2hvcC1rZWVwZXI="}}',
        },
      },
    },
  },
  passing: {
    resource: {
      azurerm_resource_group_template_deployment: {
        connections: { ...connections, parameters_content: '{"queue":{"value":"sb://shop.servicebus.windows.net"}}' },
      },
    },
  },
  check: foundAs("text"),
};
