/** A setting as it is: its value; undefined if it has one that is not text. */
export interface PresentSetting {
  readonly value: string | undefined;
}

/** Where a source keeps its settings. */
export interface SettingsPlace {
  /** All settings with a name that are there: one, or one in each container. */
  present(name: string): readonly PresentSetting[];
  /** Adds settings beside those that are there. */
  add(settings: Readonly<Record<string, string>>): void;
  /** Whether only Terraform knows the blocks in which the settings would be. */
  readonly isUnknown: boolean;
}

/** Where a type of source keeps the settings of its clients. */
export interface SettingsSupport {
  /** The map with them, or the blocks of containers, each of which has its own. */
  readonly kept: "app_settings" | "template" | "containers";
  /** Whether it runs functions, whose triggers and bindings have connections. */
  readonly runsFunctions?: boolean;
}

const APP: SettingsSupport = { kept: "app_settings" };
const FUNCTIONS: SettingsSupport = { kept: "app_settings", runsFunctions: true };

export const SETTINGS_SUPPORT: Readonly<Record<string, SettingsSupport>> = {
  azurerm_app_service: APP,
  azurerm_app_service_slot: APP,
  azurerm_container_app: { kept: "template" },
  azurerm_container_app_job: { kept: "template" },
  azurerm_container_group: { kept: "containers" },
  azurerm_function_app: FUNCTIONS,
  azurerm_function_app_flex_consumption: FUNCTIONS,
  azurerm_function_app_slot: FUNCTIONS,
  azurerm_linux_function_app: FUNCTIONS,
  azurerm_linux_function_app_slot: FUNCTIONS,
  azurerm_linux_web_app: APP,
  azurerm_linux_web_app_slot: APP,
  azurerm_logic_app_standard: APP,
  azurerm_windows_function_app: FUNCTIONS,
  azurerm_windows_function_app_slot: FUNCTIONS,
  azurerm_windows_web_app: APP,
  azurerm_windows_web_app_slot: APP,
};
