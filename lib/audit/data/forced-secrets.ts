import { type Release } from "../../core/version-constraint";

/** A secret that a resource cannot do without. */
export interface ForcedSecret {
  readonly argument: string;
  /** Who wants it, and until when, for messages. */
  readonly by: string;
  /**
   * The release of azurerm that ends it.
   *
   * @default - none does
   */
  readonly until?: Release;
}

const WINDOWS = { argument: "admin_password", by: "Azure requires it for every Windows machine" };

/** By type. azurerm 4.81 lets the storage key of a Logic App be left out: https://github.com/hashicorp/terraform-provider-azurerm. */
export const FORCED_SECRETS: Readonly<Record<string, ForcedSecret>> = {
  azurerm_logic_app_standard: {
    argument: "storage_account_access_key",
    by: "azurerm requires it before 4.81, which accepts storage_key_vault_secret_id instead",
    until: { major: 4, minor: 81 },
  },
  azurerm_windows_virtual_machine: WINDOWS,
  azurerm_windows_virtual_machine_scale_set: WINDOWS,
};
