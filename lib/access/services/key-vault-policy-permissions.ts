/** Permissions of an access policy in azurerm's spelling, such as "Get" and "List". */
export interface KeyVaultPolicyPermissions {
  /**
   * Permissions on secrets.
   *
   * @default - none
   */
  readonly secrets?: string[];

  /**
   * Permissions on keys.
   *
   * @default - none
   */
  readonly keys?: string[];

  /**
   * Permissions on certificates.
   *
   * @default - none
   */
  readonly certificates?: string[];
}
