/** What a provider knows about a type beyond its schema; a path is written with dots and without positions. */
export interface ResourceRules {
  readonly forceNew?: readonly string[];
  readonly exactlyOneOf?: readonly (readonly string[])[];
  readonly atLeastOneOf?: readonly (readonly string[])[];
  readonly conflictsWith?: readonly (readonly string[])[];
  /** Where the first is set, the others have to be. */
  readonly requiredWith?: readonly (readonly string[])[];
}
