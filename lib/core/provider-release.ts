import { type ITerraformResource, type TerraformProvider, TerraformStack } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct } from "./attributes";
import { isFirst } from "./state";
import { checkAtSynth } from "./problems";
import { type ProviderName, providersOf } from "./providers";
import { type Problem, rules } from "./rules";
import { isAtLeast, isGiven, type Release, type ReleaseRange, rangeOf } from "./version-constraint";

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

/** Checks the release of a provider that the library uses, once for each stack. */
export function checkRelease(scope: IConstruct, name: ProviderName): void {
  const stack = TerraformStack.of(scope);
  if (isFirst(stack, "releases", name)) {
    checkAtSynth(stack, () => releaseProblems(stack, name));
  }
}

/** Errors in the release of a provider that a stack pins. */
export function releaseProblems(stack: TerraformStack, name: ProviderName): Problem[] {
  const release = pinnedRelease(stack, name);
  const { from, before } = SUPPORTED_RELEASES[name];
  return release === undefined || (isAtLeast(release, from) && !isAtLeast(release, before))
    ? []
    : unsupportedRelease(name, written(release), written(from), written(before));
}

const unsupportedRelease = rules<[provider: string, pinned: string, from: string, before: string]>("Providers", [
  {
    rule: "unsupported-provider-release",
    message: (provider, pinned, from, before) =>
      `the stack pins ${provider} ${pinned}; pin a release from ${from} on, and before ${before}`,
  },
]);

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

const isIn = ({ from, before }: ReleaseRange, release: Release): boolean =>
  isAtLeast(release, from) && !(before && isAtLeast(release, before));
