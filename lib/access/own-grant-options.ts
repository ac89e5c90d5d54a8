import { type TerraformProvider } from "cdktf";

/** How a grant of a service's own is created. */
export interface OwnGrantOptions {
  /**
   * The azurerm provider that creates the grant.
   *
   * @default - the provider of the target
   */
  readonly provider?: TerraformProvider;
}
