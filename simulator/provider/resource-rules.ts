/** A provider's rules for a type beyond its schema. Paths have dots and no indexes. */
export interface ResourceRules {
  readonly forceNew?: readonly string[];
  readonly exactlyOneOf?: readonly (readonly string[])[];
  readonly atLeastOneOf?: readonly (readonly string[])[];
  readonly conflictsWith?: readonly (readonly string[])[];
  /** If the first one is set, the others must be set. */
  readonly requiredWith?: readonly (readonly string[])[];
}
