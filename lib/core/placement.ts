import { type ITerraformResource, TerraformProvider, TerraformStack } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct, configured } from "./attributes";
import { shown } from "./given";
import { type ProviderName, providersOf } from "./providers";
import { knownText } from "./resources";

/** The inputs for choosing a provider. */
export interface PlacementProps {
  /** The provider that the user requested. */
  readonly provider?: TerraformProvider;
  /** The resource it belongs to, such as its resource group or the target of a grant. */
  readonly belongsTo?: ITerraformResource;
  /** The subscription it belongs to, if nothing else is known. */
  readonly subscriptionId?: string;
  /** Whether the resource is created in the subscription of the provider. */
  readonly inSubscription?: boolean;
}

/** The configuration of a provider, as far as it is known at synth. */
interface Home {
  readonly alias?: string;
  readonly subscription?: string;
  readonly tenant?: string;
  readonly cloud?: string;
}

/**
 * Chooses the provider that creates a resource: the provider of the resource it belongs to, or an equivalent one in
 * this stack. Chooses at synth, when all providers exist.
 */
export class Placement {
  public constructor(
    private readonly name: ProviderName,
    private readonly scope: IConstruct,
    private readonly props: () => PlacementProps,
  ) {}

  /** The provider; undefined for the default provider of the stack. */
  public provider(): TerraformProvider | undefined {
    return this.find().provider;
  }

  /** The tenant of the provider, if it is known. */
  public tenant(): string | undefined {
    const stack = TerraformStack.of(this.scope);
    const provider = this.provider() ?? providersOf(stack, this.name).find(({ alias }) => alias === undefined);
    return provider && homeOf(provider).tenant;
  }

  public problems(): string[] {
    const { problem } = this.find();
    return problem === undefined ? [] : [problem];
  }

  private find(): { readonly provider?: TerraformProvider; readonly problem?: string } {
    const stack = TerraformStack.of(this.scope);
    const props = this.props();
    const { provider, belongsTo } = props;
    if (provider !== undefined) {
      return { provider, problem: this.wrongProvider(provider, stack) };
    }
    const own = belongsTo && providerIn(belongsTo);
    if (own?.terraformResourceType === this.name && own.cdktfStack === stack) {
      return { provider: own };
    }
    const candidates = providersOf(stack, this.name);
    const byDefault = candidates.find(({ alias }) => alias === undefined);
    const [only, ...others] = candidates;
    if (isHere(belongsTo, stack) && own === undefined && (byDefault || others.length === 0)) {
      return { provider: byDefault ? undefined : only };
    }
    return this.like(wantedHome(own, props), candidates, props);
  }

  private like(
    wanted: Home,
    candidates: readonly TerraformProvider[],
    props: PlacementProps,
  ): { readonly provider?: TerraformProvider; readonly problem?: string } {
    if (candidates.length === 0) {
      return {}; // CDKTF reports the missing provider
    }
    const fitting = candidates.filter((candidate) => fits(wanted, homeOf(candidate), props));
    const best = Math.max(...fitting.map((candidate) => likeness(wanted, homeOf(candidate))));
    const top = fitting.filter((candidate) => likeness(wanted, homeOf(candidate)) === best);
    const chosen = top.find(({ alias }) => alias === undefined) ?? (top.length === 1 ? top[0] : undefined);
    return chosen
      ? { provider: chosen.alias === undefined ? undefined : chosen }
      : { problem: this.undecided(wanted, candidates, props) };
  }

  private wrongProvider(provider: TerraformProvider, stack: TerraformStack): string | undefined {
    if (!TerraformProvider.isTerraformProvider(provider)) {
      return `provider must be an ${this.name} provider of this stack; got ${shown(provider)}`;
    }
    const { path } = provider.node;
    if (provider.terraformResourceType !== this.name) {
      return `provider must be an ${this.name} provider; got ${provider.terraformResourceType} (${path})`;
    }
    return provider.cdktfStack === stack
      ? undefined
      : `provider ${path} belongs to stack ${provider.cdktfStack.node.path}; give a provider of stack ${stack.node.path}`;
  }

  private undecided(
    { subscription, tenant, cloud }: Home,
    candidates: readonly TerraformProvider[],
    { belongsTo }: PlacementProps,
  ): string {
    const of = belongsTo ? `${asConstruct(belongsTo).node.path} belongs to` : "it belongs to";
    const place = [
      subscription === undefined ? undefined : `subscription ${subscription}`,
      tenant === undefined ? undefined : `tenant ${tenant}`,
      cloud === undefined ? undefined : `cloud ${cloud}`,
    ].filter((part) => part !== undefined);
    const paths = candidates.map(({ node }) => node.path).join(", ");
    return place.length > 0
      ? `${of} ${place.join(", ")}, and no ${this.name} provider of this stack is known to be for that (${paths}); give provider`
      : `which ${this.name} provider of this stack creates it is not clear (${paths}); give provider`;
  }
}

function fits(wanted: Home, home: Home, { inSubscription = false, belongsTo }: PlacementProps): boolean {
  const differs = (key: keyof Home): boolean =>
    wanted[key] !== undefined && home[key] !== undefined && wanted[key] !== home[key];
  if (differs("tenant") || differs("cloud")) {
    return false;
  }
  // An unknown subscription is not known to be the same.
  return (
    !inSubscription ||
    belongsTo === undefined ||
    (wanted.subscription === undefined ? wanted.alias === home.alias : wanted.subscription === home.subscription)
  );
}

/** The required configuration of the provider: that of the resource it belongs to. */
function wantedHome(own: TerraformProvider | undefined, { belongsTo, subscriptionId }: PlacementProps): Home {
  if (!belongsTo) {
    return { subscription: subscriptionId?.toLowerCase() };
  }
  const provider = own ?? defaultProviderOf(belongsTo);
  return provider ? homeOf(provider) : {};
}

/** The provider that a resource or data source sets; undefined for the default one. */
export function providerIn(resource: ITerraformResource): TerraformProvider | undefined {
  return (resource as ITerraformResource & { readonly creator?: TerraformProvider }).creator ?? resource.provider;
}

/** The tenant of a resource's provider, if it is known. */
export function tenantOf(resource: ITerraformResource): string | undefined {
  const provider = providerIn(resource) ?? defaultProviderOf(resource);
  return provider && homeOf(provider).tenant;
}

/** The provider without an alias, which resources use by default. */
export function defaultProviderOf(resource: ITerraformResource): TerraformProvider | undefined {
  const [name = ""] = resource.terraformResourceType.split("_", 1);
  const stack = TerraformStack.of(asConstruct(resource));
  return providersOf(stack, name).find(({ alias }) => alias === undefined);
}

function isHere(resource: ITerraformResource | undefined, stack: TerraformStack): boolean {
  return resource !== undefined && TerraformStack.of(asConstruct(resource)) === stack;
}

/** Names of the clouds. azurerm and azuread spell them differently. */
const CLOUDS: Readonly<Record<string, string>> = {
  global: "public",
  usgovernmentl4: "usgovernment",
  usgovernmentl5: "usgovernment",
  dod: "usgovernment",
};

function homeOf(provider: TerraformProvider): Home {
  const text = (attribute: string): string | undefined => knownText(configured(provider, attribute))?.toLowerCase();
  const cloud = text("environment");
  return {
    alias: provider.alias,
    subscription: text("subscription_id"),
    tenant: text("tenant_id"),
    cloud: cloud === undefined ? undefined : (CLOUDS[cloud] ?? cloud),
  };
}

/** The number of settings in which a provider certainly matches. */
function likeness(wanted: Home, home: Home): number {
  return (["subscription", "tenant", "cloud", "alias"] as const).filter(
    (key) => wanted[key] !== undefined && wanted[key] === home[key],
  ).length;
}
