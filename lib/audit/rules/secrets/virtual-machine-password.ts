import { type Rule } from "../rule";
import { argumentAt } from "./argument-at";

/** The argument that turns passwords off, and whether they are off without it. */
const MACHINES: readonly [type: string, argument: string][] = [
  ["azurerm_linux_virtual_machine", "disable_password_authentication"],
  ["azurerm_linux_virtual_machine_scale_set", "disable_password_authentication"],
  ["azurerm_orchestrated_virtual_machine_scale_set", "os_profile.linux_configuration.disable_password_authentication"],
  ["azurerm_virtual_machine", "os_profile_linux_config.disable_password_authentication"],
  ["azurerm_virtual_machine_scale_set", "os_profile_linux_config.disable_password_authentication"],
];

const machine = {
  name: "vm-shop",
  resource_group_name: "rg-shop",
  location: "westeurope",
  size: "Standard_B2s",
  admin_username: "shop",
  network_interface_ids: ["nic"],
  os_disk: { caching: "ReadWrite", storage_account_type: "Standard_LRS" },
};

export const virtualMachinePassword: Rule = {
  id: "virtual-machine-password",
  severity: "medium",
  title: "a Linux machine allows password sign-in",
  why: "Passwords are guessed and shared, and the configured one is stored in the state.",
  remedy:
    "Set disable_password_authentication = true. Sign in with Entra ID (the extension AADSSHLoginForLinux and the role Virtual Machine User Login), or with an SSH key.",
  constructs: [],
  scanners: [
    "Checkov CKV_AZURE_1",
    "Checkov CKV_AZURE_49",
    "Checkov CKV_AZURE_149",
    "Checkov CKV_AZURE_178",
    "Trivy AZU-0039",
    "KICS dafe30ec-325d-4516-85d1-e8e6776f012c",
    "PSRule Azure.VM.PublicKey",
    "PSRule Azure.VMSS.PublicKey",
  ],
  failing: {
    resource: {
      azurerm_linux_virtual_machine: {
        shop: { ...machine, disable_password_authentication: false, admin_password: "${var.password}" },
      },
    },
  },
  passing: {
    resource: {
      azurerm_linux_virtual_machine: {
        shop: { ...machine, admin_ssh_key: { username: "shop", public_key: "${var.public_key}" } },
      },
    },
  },
  check: ({ analysis }, report) => {
    for (const [type, argument] of MACHINES) {
      for (const block of analysis.resourcesOf(type)) {
        if (String(analysis.literalOf(argumentAt(block.values, argument), block)) === "false") {
          report({ block, path: argument, message: `password sign-in is allowed: ${argument} is false` });
        }
      }
    }
  },
};
