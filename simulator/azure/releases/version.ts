/** A version as a number, for comparison. */
export type Version = number;

/** A range of versions. The end is excluded. */
export interface VersionRange {
  readonly from: Version;
  readonly before: Version;
}

const STEP = 10_000;

/** "4.55", "4.55.0" */
export function versionOf(text: string): Version {
  const [major = 0, minor = 0, patch = 0] = text.split(".").map(Number);
  return versionFrom(major, minor, patch);
}

const versionFrom = (major: number, minor: number, patch: number): Version => (major * STEP + minor) * STEP + patch;

const CONSTRAINT = /^(=|>=|<=|>|<|~>|!=)?\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[-+][\w.+-]*)?$/;

/**
 * The versions that a constraint allows.
 *
 * https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 *
 * @returns undefined if the constraint is invalid for Terraform
 */
export function allowedBy(constraint: string): VersionRange | undefined {
  const ranges = constraint.split(",").map((part) => rangeOf(part.trim()));
  return ranges.reduce((all, one) => (all && one ? common(all, one) : undefined), EVERY_VERSION);
}

export const common = (left: VersionRange, right: VersionRange): VersionRange => ({
  from: Math.max(left.from, right.from),
  before: Math.min(left.before, right.before),
});

const EVERY_VERSION: VersionRange = { from: 0, before: Infinity };

function rangeOf(constraint: string): VersionRange | undefined {
  const [matched, operator = "=", major, minor, patch] = CONSTRAINT.exec(constraint) ?? [];
  if (matched === undefined) {
    return undefined;
  }
  const version = versionFrom(Number(major), Number(minor ?? 0), Number(patch ?? 0));
  switch (operator) {
    case ">=":
      return { ...EVERY_VERSION, from: version };
    case ">":
      return { ...EVERY_VERSION, from: version + 1 };
    case "<=":
      return { ...EVERY_VERSION, before: version + 1 };
    case "<":
      return { ...EVERY_VERSION, before: version };
    case "~>":
      // The last part may grow: "~> 4.60" allows 4.61, "~> 4.60.1" does not.
      return {
        from: version,
        before:
          patch === undefined ? versionFrom(Number(major) + 1, 0, 0) : versionFrom(Number(major), Number(minor) + 1, 0),
      };
    case "!=":
      // Excluding one version does not change the newest allowed version, or what is served.
      return EVERY_VERSION;
    default:
      return { from: version, before: version + 1 };
  }
}
