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

/** A provider in one version. */
export interface ServedRelease {
  /** Source address: "registry.terraform.io/hashicorp/azurerm". */
  readonly source: string;
  /** Behavior can depend on it. */
  readonly version: Version;
  /** Read on demand. */
  readonly schema: ProviderSchema;
}

/** Version constraints by source address. A provider without a constraint is served in its oldest version. */
export type Constraints = Readonly<Record<string, string>>;

interface Provider {
  readonly name: keyof Release;
  readonly source: string;
  /** The served versions: from the first, up to but not including the last. */
  readonly from: string;
  readonly before: string;
  /** Their description in errors. */
  readonly described: string;
  /** The schema that serves the versions from a given one on. */
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

/** The providers that a configuration pins: the newest version that is served and allowed, as Terraform chooses. */
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
