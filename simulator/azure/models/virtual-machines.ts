import { elementsOf, textOf } from "../../protocol/values";
import { Refusal } from "../refusal";
import { type ResourceModels, type Write } from "../model";

/** https://github.com/hashicorp/terraform-provider-azurerm/blob/main/internal/services/compute/linux_virtual_machine_resource.go */
export const VIRTUAL_MACHINES: ResourceModels = {
  azurerm_linux_virtual_machine: {
    check: checkSignIn,
    compute: () => ({ disable_password_authentication: true }),
  },

  // Nothing runs on the machine.
  azurerm_virtual_machine_run_command: {
    compute: () => ({
      instance_view: [
        {
          exit_code: 0,
          execution_state: "Succeeded",
          execution_message: "",
          output: "",
          error_message: "",
          start_time: "2026-01-01T00:00:00Z",
          end_time: "2026-01-01T00:00:01Z",
        },
      ],
    }),
  },
};

function checkSignIn({ attributes, before }: Write): void {
  const {
    admin_password: password,
    admin_ssh_key: keys,
    disable_password_authentication: withKeysOnly,
    ...other
  } = attributes;
  if (before || textOf(other.os_managed_disk_id)) {
    return;
  }
  if (withKeysOnly !== false && elementsOf(keys).length === 0) {
    throw new Refusal(
      "at least one `admin_ssh_key` must be specified when `disable_password_authentication` is set to `true`",
    );
  }
  if (withKeysOnly === false && textOf(password) === undefined) {
    throw new Refusal("an `admin_password` must be specified if `disable_password_authentication` is set to `false`");
  }
}
