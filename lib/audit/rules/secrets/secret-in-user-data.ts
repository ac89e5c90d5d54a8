import { type Rule } from "../rule";
import { foundAs } from "./scan/scan";

const machine = {
  name: "vm-shop",
  resource_group_name: "rg-shop",
  location: "westeurope",
  size: "Standard_B2s",
  admin_username: "shop",
  network_interface_ids: ["nic"],
  admin_ssh_key: { username: "shop", public_key: "${var.public_key}" },
  os_disk: { caching: "ReadWrite", storage_account_type: "Standard_LRS" },
};

export const secretInUserData: Rule = {
  id: "secret-in-user-data",
  severity: "high",
  title: "the startup script of a machine contains a secret",
  why: "Every process on the machine can read its custom data and user data, and so can anyone who can read the Terraform state.",
  remedy:
    "Let the script sign in with the managed identity of the machine (az login --identity) and fetch what it needs.",
  constructs: ["ManagedIdentityBinding", "KeyVaultAccess"],
  scanners: ["Checkov CKV_AZURE_45", "Trivy AZU-0037"],
  failing: {
    resource: {
      azurerm_linux_virtual_machine: {
        shop: { ...machine, custom_data: '${base64encode("#!/bin/sh\\nexport DB_PASSWORD=Sh0p-keeper!\\n")}' },
      },
    },
  },
  passing: {
    resource: {
      azurerm_linux_virtual_machine: {
        shop: {
          ...machine,
          identity: { type: "SystemAssigned" },
          custom_data: '${base64encode("#!/bin/sh\\naz login --identity\\n")}',
        },
      },
    },
  },
  check: foundAs("user-data"),
};
