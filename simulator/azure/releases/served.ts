import {
  AZUREAD,
  AZURERM,
  NEWEST,
  OLDEST,
  type ProviderSchema,
  type Release,
} from "../../../tools/catalog/provider-schema";
import { Refusal } from "../refusal";
import { schemaOf } from "./schemas";
import { allowedBy, common, type Version, versionOf } from "./version";

/** A provider in one of its versions, as Terraform meets it. */
export interface ServedRelease {
  /** Source address: "registry.terraform.io/hashicorp/azurerm". */
  readonly source: string;
  /** What the provider does may depend on it. */
  readonly version: Version;
  /** Read when it is asked for. */
  readonly schema: ProviderSchema;
}

/** A version constraint by source address; what has none is served in its oldest version. */
export type Constraints = Readonly<Record<string, string>>;

interface Provider {
  readonly name: keyof Release;
  readonly source: string;
  /** The versions that are served: from the first up to, and without, the last. */
  readonly from: string;
  readonly before: string;
  /** How error messages tell them. */
  readonly described: string;
  /** Which schema serves the versions from one on. */
  readonly schemas: readonly { readonly from: string; readonly of: Release }[];
}

const PROVIDERS: readonly Provider[] = [
  {
    name: "azurerm",
    source: AZURERM,
    from: "4.55.0",
    before: "6.0.0",
    described: "4.55 to 4.x, and 5.x",
    schemas: [
      { from: "4.55.0", of: OLDEST },
      { from: "5.0.0", of: NEWEST },
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
      { from: "3.9.0", of: NEWEST },
    ],
  },
];

/** The providers as a configuration pins them: of the versions that are served and allowed, the newest, as Terraform chooses. */
export function servedReleases(constraints: Constraints): ServedRelease[] {
  return PROVIDERS.map((provider) => {
    const { source, schemas } = provider;
    const version = newestAllowed(provider, constraints[source]);
    const { of } = schemas.filter(({ from }) => versionOf(from) <= version).at(-1) ?? { of: OLDEST };
    return {
      source,
      version,
      get schema() {
        return schemaOf(source, of, version);
      },
    };
  });
}

/** What Terraform does not understand it says itself. */
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

/** All schemas that a type may be described by, those of these releases first. */
export function allReleases(first: readonly ServedRelease[]): ServedRelease[] {
  const each = PROVIDERS.flatMap(({ source, schemas }) => schemas.map(({ of, from }) => ({ source, of, from })));
  return [
    ...first,
    ...each.map(({ source, of, from }) => ({
      source,
      version: versionOf(from),
      get schema() {
        return schemaOf(source, of, versionOf(from));
      },
    })),
  ];
}
