/**
 * Generation of an API connection, which determines the kind of logic app that can use it.
 *
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity#arm-template-for-api-connections-and-managed-identities
 */
export enum ApiConnectionKind {
  /** For Consumption workflows (`azurerm_logic_app_workflow`). */
  V1 = "V1",
  /** For Standard logic apps (`azurerm_logic_app_standard`). Has a runtime URL and access policies. */
  V2 = "V2",
}
