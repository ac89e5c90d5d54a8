/** What an azurerm resource type accepts in its `identity` block. */
export interface IdentitySupport {
  /** Whether it can have a system-assigned identity. */
  readonly system: boolean;
  /** Whether it can have user-assigned identities. */
  readonly user: boolean;
  /** Whether it can have both at once. */
  readonly both: boolean;
  /** Whether the provider requires an identity block. */
  readonly required?: boolean;
  /** Whether changing the identity replaces the resource. */
  readonly replacedOnChange?: boolean;
  /** The documented maximum number of user-assigned identities. */
  readonly maxUserAssigned?: number;
  /** Attribute with the user-assigned identity that the resource itself uses. */
  readonly primaryAttribute?: string;
  /** Whether that attribute is required with a system-assigned identity, too. */
  readonly primaryAlways?: boolean;
  /** Attribute or block that excludes an identity. */
  readonly excludedBy?: string;
  /** Attribute that an identity requires, and the consequence of omitting it. */
  readonly needs?: { readonly attribute: string; readonly otherwise: string };
  /** Whether the documentation lists only user-assigned identities, although azurerm accepts others. */
  readonly documentedUserAssignedOnly?: boolean;
  /** Whether the identity has another name in the directory than the resource. */
  readonly nested?: boolean;
  /** Whether user-assigned identities require a system-assigned one. */
  readonly userBesideSystemOnly?: boolean;
  /** The azurerm release that removed the type. */
  readonly removedBy?: string;
  /** An azurerm release with the type, if the oldest supported one lacks it. */
  readonly addedBy?: string;
  /** Differences from azurerm 5 on. */
  readonly from5?: Partial<IdentitySupport>;
}
