/** Permissions of an access policy, spelled as azurerm spells them, such as "Get" and "List". */
export interface KeyVaultPolicyPermissions {
  /**
   * What may be done with secrets.
   *
   * @default - nothing
   */
  readonly secrets?: string[];

  /**
   * What may be done with keys.
   *
   * @default - nothing
   */
  readonly keys?: string[];

  /**
   * What may be done with certificates.
   *
   * @default - nothing
   */
  readonly certificates?: string[];
}
