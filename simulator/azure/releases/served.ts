import { AZUREAD, AZURERM, NEWEST, OLDEST, type ProviderName, type Release, type ReleaseData } from "../../data";
import { Refusal } from "../refusal";
import { servedData } from "./schemas";
import { allowedBy, common, type Version, versionOf } from "./version";

/** A provider in one version. */
export interface ServedRelease extends ReleaseData {
  /** Source address: "registry.terraform.io/hashicorp/azurerm". */
  readonly source: string;
  /** Behavior can depend on it. */
  readonly version: Version;
}

/** Version constraints by source address. A provider without a constraint is served in its oldest version. */
export type Constraints = Readonly<Record<string, string>>;

interface Provider {
  readonly name: ProviderName;
  readonly source: string;
  /** The served versions: from the first, up to but not including the last. */
  readonly from: string;
  readonly before: string;
  /** Their description in errors. */
  readonly described: string;
  /** The schema that serves the versions from a given one on. */
  readonly schemas: readonly { readonly from: string; readonly of: Release }[];
}

const major = (version: string): string => version.split(".", 1).join();
const minor = (version: string): string => version.split(".", 2).join(".");

const PROVIDERS: readonly Provider[] = [
  {
    name: "azurerm",
    source: AZURERM,
    from: OLDEST.azurerm,
    before: "6.0.0",
    described: `${minor(OLDEST.azurerm)} to ${major(OLDEST.azurerm)}.x, and ${major(NEWEST.azurerm)}.x`,
    schemas: [
      { from: OLDEST.azurerm, of: OLDEST },
      { from: `${major(NEWEST.azurerm)}.0.0`, of: NEWEST },
    ],
  },
  {
    name: "azuread",
    source: AZUREAD,
    from: "3.0.0",
    before: "4.0.0",
    described: "3.x",
    schemas: [
      { from: "3.0.0", of: OLDEST },
      { from: NEWEST.azuread, of: NEWEST },
    ],
  },
];

/** The providers that a configuration pins: the newest version that is served and allowed, as Terraform chooses. */
export function servedReleases(constraints: Constraints): ServedRelease[] {
  return PROVIDERS.map((provider) => {
    const { source, schemas } = provider;
    const version = newestAllowed(provider, constraints[source]);
    const { of } = schemas.filter(({ from }) => versionOf(from) <= version).at(-1) ?? { of: OLDEST };
    return served(provider, of, version);
  });
}

/** Its data is read on demand. */
function served({ name, source }: Provider, release: Release, version: Version): ServedRelease {
  const data = (): ReleaseData => servedData(name, release[name], version);
  return {
    source,
    version,
    get schema() {
      return data().schema;
    },
    get resourceRules() {
      return data().resourceRules;
    },
    get dataSourceRules() {
      return data().dataSourceRules;
    },
  };
}

/** Terraform itself reports constraints that it does not understand. */
function newestAllowed({ name, described, from, before }: Provider, constraint: string | undefined): Version {
  const allowed = constraint === undefined ? undefined : allowedBy(constraint);
  if (!allowed) {
    return versionOf(OLDEST[name]);
  }
  const served = common(allowed, { from: versionOf(from), before: versionOf(before) });
  if (served.from >= served.before) {
    throw new Refusal(
      `the simulator does not serve ${name} "${constraint ?? ""}", which required_providers asks for: it serves ${described}; pin "${OLDEST[name]}" or "${NEWEST[name]}", for example`,
    );
  }
  return served.before - 1;
}

/** All schemas that can describe a type, those of these releases first. */
export function allReleases(first: readonly ServedRelease[]): ServedRelease[] {
  const each = PROVIDERS.flatMap((provider) =>
    provider.schemas.map(({ of, from }) => served(provider, of, versionOf(from))),
  );
  return [...first, ...each];
}
