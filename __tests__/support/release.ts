import { testStack } from "./synth";

/** The azurerm release of the bindings that the tests run on, such as "4.55.0". */
export const AZURERM_VERSION = String(
  testStack()
    .allProviders()
    .find(({ terraformResourceType }) => terraformResourceType === "azurerm")?.terraformGeneratorMetadata
    ?.providerVersion,
);

export const IS_AZURERM_5 = AZURERM_VERSION.startsWith("5.");

/** For what azurerm 5 took away: skipped on its bindings. */
export const testOnAzurerm4 = IS_AZURERM_5 ? test.skip : test;
