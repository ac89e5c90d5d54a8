/** What an azurerm resource type accepts in its `identity` block. */
export interface IdentitySupport {
  /** Whether it can have a system-assigned identity. */
  readonly system: boolean;
  /** Whether it can have user-assigned identities. */
  readonly user: boolean;
  /** Whether it can have both at once. */
  readonly both: boolean;
  /** Whether the provider demands an identity block. */
  readonly required?: boolean;
  /** Whether a changed identity replaces the resource. */
  readonly replacedOnChange?: boolean;
  /** How many user-assigned identities it takes, where the service documents a limit. */
  readonly maxUserAssigned?: number;
  /** Attribute that names the user-assigned identity which the resource itself uses. */
  readonly primaryAttribute?: string;
  /** Whether that attribute is needed beside a system-assigned identity as well. */
  readonly primaryAlways?: boolean;
  /** Attribute or block that cannot stand beside an identity. */
  readonly excludedBy?: string;
  /** Attribute that is needed beside an identity, and what happens without it. */
  readonly needs?: { readonly attribute: string; readonly otherwise: string };
  /** Whether the service documents user-assigned identities only, though azurerm accepts others. */
  readonly documentedUserAssignedOnly?: boolean;
  /** Whether the directory knows its identity by another name than the resource's. */
  readonly nested?: boolean;
  /** Whether user-assigned identities can stand beside a system-assigned one only. */
  readonly userBesideSystemOnly?: boolean;
  /** An azurerm release that has the type no more. */
  readonly removedBy?: string;
  /** An azurerm release that has the type, where the oldest supported one does not. */
  readonly addedBy?: string;
  /** What is different from azurerm 5 on. */
  readonly from5?: Partial<IdentitySupport>;
}
