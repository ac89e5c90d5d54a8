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
  title: "the script that a machine starts with has a secret in it",
  why: "Every process of the machine can read its custom data and user data, and so can all who may read the machine in Azure or the state of Terraform.",
  remedy:
    "Let the script sign in with the managed identity of the machine (az login --identity) and read what it needs then.",
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
