/**
 * A provider's rules for a resource type or a data source beyond its schema. Keys are paths with dots and without
 * indexes ("os_disk.name"). The paths in their values are the provider's ("os_disk.0.name").
 */
export interface TypeRules {
  /** Paths whose change replaces the resource. */
  readonly forceNew?: readonly string[];
  /** Values that the provider sets if nothing is configured. */
  readonly default?: Readonly<Record<string, string | number | boolean>>;
  /** The accepted values; for a list or set, of its elements. */
  readonly values?: Readonly<Record<string, readonly (string | number)[]>>;
  /** An example of the required id. */
  readonly idFormats?: Readonly<Record<string, string>>;
  /** The provider's error for a wrong value, which `…` stands for. */
  readonly refusal?: Readonly<Record<string, string>>;
  readonly minItems?: Readonly<Record<string, number>>;
  readonly maxItems?: Readonly<Record<string, number>>;
  readonly conflictsWith?: Paths;
  readonly exactlyOneOf?: Paths;
  readonly atLeastOneOf?: Paths;
  readonly requiredWith?: Paths;
  /** An example id of the resource, in the form that the provider parses. */
  readonly idExample?: string;
  /**
   * The template of the id. Braces contain the argument: "{server_id}", or the resource group or the top-level resource
   * of an id: "{hub_id:group}", "{database_id:resource}". A template without a leading brace or slash is below the
   * resource group. Of several, the first whose arguments are set counts.
   */
  readonly id?: string | readonly string[];
}

export type Paths = Readonly<Record<string, readonly string[]>>;
