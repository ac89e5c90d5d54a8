/** A provider release: major and minor version. */
export interface Release {
  readonly major: number;
  readonly minor: number;
}

export function isAtLeast({ major, minor }: Release, from: Release): boolean {
  return major > from.major || (major === from.major && minor >= from.minor);
}

/** The end is excluded. */
export interface ReleaseRange {
  readonly from: Release;
  readonly before?: Release;
}

/**
 * The releases that a version constraint allows: "4.55.0", "~> 5.0", ">= 4.60, < 5"; undefined without a lower bound.
 *
 * https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
export function rangeOf(constraint: string | undefined): ReleaseRange | undefined {
  const parts =
    constraint?.split(",").map((part) => /^\s*(=|~>|>=|>|<=|<)?\s*v?(\d+)(?:\.(\d+))?(\.\d+)?/.exec(part)) ?? [];
  const bounds = parts
    .filter((part) => part !== null)
    .map(([, operator = "=", major = "0", minor = "0", patch]) => {
      const release = { major: Number(major), minor: Number(minor) };
      const next = { major: release.major, minor: release.minor + 1 };
      switch (operator) {
        case "<":
          return { before: release };
        case "<=":
          return { before: next };
        case "~>":
          return { from: release, before: patch === undefined ? { major: release.major + 1, minor: 0 } : next };
        case "=":
          return { from: release, before: next };
        default:
          return { from: release };
      }
    });
  const lower = bounds
    .map(({ from }) => from)
    .filter(isGiven)
    .sort(byAge)
    .at(-1);
  const upper = bounds
    .map(({ before }) => before)
    .filter(isGiven)
    .sort(byAge)
    .at(0);
  return lower && { from: lower, before: upper };
}

const byAge = (a: Release, b: Release): number => a.major - b.major || a.minor - b.minor;

export const isGiven = <T>(value: T | undefined): value is T => value !== undefined;
