import { type ITerraformResource, type TerraformProvider, TerraformStack } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct } from "./attributes";
import { isFirst } from "./state";
import { checkAtSynth } from "./problems";
import { type ProviderName, providersOf } from "./providers";

/** A provider release: major and minor version. */
export interface Release {
  readonly major: number;
  readonly minor: number;
}

/** The supported releases. The end is excluded. */
export const SUPPORTED_RELEASES: Readonly<Record<ProviderName, { readonly from: Release; readonly before: Release }>> =
  {
    azuread: { from: { major: 3, minor: 7 }, before: { major: 4, minor: 0 } },
    azurerm: { from: { major: 4, minor: 55 }, before: { major: 6, minor: 0 } },
  };

/** The release that a stack pins: by an override, or by the bindings of its provider or of the resource. */
export function releaseOf(resource: ITerraformResource): Release | undefined {
  const [name = ""] = resource.terraformResourceType.split("_", 1);
  const stack = TerraformStack.of(asConstruct(resource));
  return pinned(stack, name, resource);
}

/** The release that a stack pins for a provider. */
export function pinnedRelease(stack: TerraformStack, name: ProviderName): Release | undefined {
  return pinned(stack, name, providersOf(stack, name)[0]);
}

export function isAtLeast({ major, minor }: Release, from: Release): boolean {
  return major > from.major || (major === from.major && minor >= from.minor);
}

/** Checks the release of a provider that the library uses, once for each stack. */
export function checkRelease(scope: IConstruct, name: ProviderName): void {
  const stack = TerraformStack.of(scope);
  if (isFirst(stack, "releases", name)) {
    checkAtSynth(stack, () => releaseProblems(stack, name));
  }
}

/** Errors in the release of a provider that a stack pins. */
export function releaseProblems(stack: TerraformStack, name: ProviderName): string[] {
  const release = pinnedRelease(stack, name);
  const { from, before } = SUPPORTED_RELEASES[name];
  return release === undefined || (isAtLeast(release, from) && !isAtLeast(release, before))
    ? []
    : [
        `pins ${name} ${written(release)}; this package supports ${name} ${written(from)} and later, before ` +
          written(before),
      ];
}

const written = ({ major, minor }: Release): string => `${String(major)}.${String(minor)}`;

interface Generated {
  readonly terraformGeneratorMetadata?: {
    readonly providerVersion?: string;
    readonly providerVersionConstraint?: string;
  };
}

function pinned(
  stack: TerraformStack,
  name: string,
  source: TerraformProvider | ITerraformResource | undefined,
): Release | undefined {
  const generated = (source as Generated | undefined)?.terraformGeneratorMetadata;
  const [bindings] = [generated?.providerVersion, generated?.providerVersionConstraint].map(rangeOf).filter(isGiven);
  const range = rangeOf(overridden(stack, name)) ?? bindings;
  return bindings && range && isIn(range, bindings.from) ? bindings.from : range?.from;
}

const isGiven = <T>(value: T | undefined): value is T => value !== undefined;

/** `stack.addOverride("terraform.required_providers.azurerm.version", "~> 5.2")` */
function overridden(stack: TerraformStack, name: string): string | undefined {
  const { rawOverrides } = stack as unknown as { readonly rawOverrides: Overrides };
  const version = rawOverrides.terraform?.required_providers?.[name]?.version;
  return typeof version === "string" ? version : undefined;
}

interface Overrides {
  readonly terraform?: {
    readonly required_providers?: Readonly<Record<string, { readonly version?: unknown } | undefined>>;
  };
}

interface ReleaseRange {
  readonly from: Release;
  readonly before?: Release;
}

const isIn = ({ from, before }: ReleaseRange, release: Release): boolean =>
  isAtLeast(release, from) && !(before && isAtLeast(release, before));

/**
 * The releases that a version constraint allows: "4.55.0", "~> 5.0", ">= 4.60, < 5"; undefined without a lower bound.
 *
 * https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
function rangeOf(constraint: string | undefined): ReleaseRange | undefined {
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
