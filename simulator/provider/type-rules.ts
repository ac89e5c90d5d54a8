/**
 * What a provider enforces for a resource type or a data source beyond its schema. A key is a path with dots and without
 * positions ("os_disk.name"); the paths that it is compared with are those of the provider ("os_disk.0.name").
 */
export interface TypeRules {
  /** Paths whose change replaces the resource. */
  readonly forceNew?: readonly string[];
  /** What the provider fills in where nothing is configured. */
  readonly default?: Readonly<Record<string, string | number | boolean>>;
  /** The only values that are accepted; of a list or set, for its elements. */
  readonly values?: Readonly<Record<string, readonly (string | number)[]>>;
  /** An example of the id that a value must be. */
  readonly idFormats?: Readonly<Record<string, string>>;
  /** What the provider answers to a value that is certainly wrong, which `…` stands for. */
  readonly refusal?: Readonly<Record<string, string>>;
  readonly minItems?: Readonly<Record<string, number>>;
  readonly maxItems?: Readonly<Record<string, number>>;
  readonly conflictsWith?: Paths;
  readonly exactlyOneOf?: Paths;
  readonly atLeastOneOf?: Paths;
  readonly requiredWith?: Paths;
  /** An id of the resource, in the form that the provider parses. */
  readonly idExample?: string;
  /**
   * The arguments that an id is made of: in braces, the argument that stands there: "{server_id}", or of an id only the resource
   * group or the resource directly in it: "{hub_id:group}", "{database_id:resource}". A template that begins with neither
   * brace nor slash stands below the resource group. Of several, the first whose arguments are given counts.
   */
  readonly id?: string | readonly string[];
}

export type Paths = Readonly<Record<string, readonly string[]>>;
