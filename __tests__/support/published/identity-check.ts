import { type IdentitySupport } from "../../../lib/source/identity-support-row";
import { NEWEST, OLDEST, type ReleaseData, releaseData } from "../../../simulator/data";
import { type Block } from "../../../simulator/provider/schema";
import demands from "./service-demands.json";

const [older, newer] = [OLDEST, NEWEST].map(({ azurerm }) => releaseData("azurerm", azurerm)) as [
  ReleaseData,
  ReleaseData,
];

type Table = Readonly<Record<string, IdentitySupport>>;

/** Identities of these stand in something, and no login or user is made for them: a database, a pool and the like. */
const WITHOUT_A_NAME_OF_THEIR_OWN = [
  "azurerm_batch_pool",
  "azurerm_container_registry_credential_set",
  "azurerm_container_registry_task",
  "azurerm_elastic_san_volume_group",
  "azurerm_machine_learning_compute_cluster",
  "azurerm_machine_learning_compute_instance",
  "azurerm_machine_learning_inference_cluster",
  "azurerm_machine_learning_synapse_spark",
  "azurerm_mssql_database",
];

/** Types whose kinds of identity the binary does not tell: the schema has to do. */
const KINDS_UNTOLD = ["azurerm_redhat_openshift_cluster"];

/** What differs between a table of the identities that types can carry, and what azurerm and the services say. */
export function identityTableProblems(table: Table): string[] {
  const expected = Object.keys({ ...older.schema.resource_schemas, ...newer.schema.resource_schemas }).filter((type) =>
    [older, newer].some((release) => carriesIdentity(release, type)),
  );
  const missing = expected.filter((type) => !(type in table)).map((type) => `${type} is missing`);
  return [...missing, ...Object.entries(table).flatMap(([type, row]) => rowProblems(type, row))];
}

export function rowProblems(type: string, row: IdentitySupport): string[] {
  const inReleases = { older: carriesIdentity(older, type), newer: carriesIdentity(newer, type) };
  const block: Block = (inReleases.older ? older : newer).schema.resource_schemas[type]?.block ?? {};
  const rules = (inReleases.older ? older : newer).resourceRules[type] ?? {};
  const identity = block.block_types?.identity;
  const [before, after] = [
    kindsOf(inReleases.older ? older : newer, type, row),
    kindsOf(inReleases.newer ? newer : older, type, row),
  ];
  const given = { system: row.system, user: row.user, both: row.both };
  const given5 = { ...given, ...pick(row.from5, ["system", "user", "both"]) };
  const idParts = (rules.idExample ?? [rules.id ?? []].flat()[0] ?? "").split("/providers/").at(-1)!.split("/");
  const isNested = idParts.length > 3 && !WITHOUT_A_NAME_OF_THEIR_OWN.includes(type);
  const facts: readonly (readonly [keyof IdentitySupport, unknown])[] = [
    ["required", (identity?.min_items ?? 0) > 0],
    ["replacedOnChange", rules.forceNew?.includes("identity") ?? false],
    ["maxUserAssigned", at(demands.maxUserAssigned, type)],
    ["primaryAttribute", at(demands.primaryAttribute, type)],
    ["primaryAlways", at(demands.primaryAlways, type) ?? false],
    ["excludedBy", at(demands.excludedBy, type)],
    ["documentedUserAssignedOnly", at(demands.documentedUserAssignedOnly, type) ?? false],
    ["nested", isNested],
    ["userBesideSystemOnly", false],
  ];
  const told = (name: keyof IdentitySupport, wanted: unknown): unknown =>
    wanted === false ? (row[name] ?? false) : row[name];
  return [
    ...(inReleases.older || inReleases.newer ? [] : [`${type} is in no release`]),
    ...differing(type, given, before),
    ...differing(`${type} in ${NEWEST.azurerm}`, given5, {
      ...after,
      ...(row.from5?.userBesideSystemOnly && { user: true }),
    }),
    ...(row.from5?.userBesideSystemOnly === true && after.user ? [`${type}: user-assigned stands alone`] : []),
    ...facts.filter(([name, wanted]) => told(name, wanted) !== wanted).map(([name]) => `${type}: ${name} is wrong`),
    ...(row.needs?.attribute === at(demands.needs, type) ? [] : [`${type}: needs is wrong`]),
    ...((row.removedBy !== undefined) === (inReleases.older && !inReleases.newer)
      ? []
      : [`${type}: removedBy is wrong`]),
    ...((row.addedBy !== undefined) === (!inReleases.older && inReleases.newer) ? [] : [`${type}: addedBy is wrong`]),
  ];
}

const carriesIdentity = ({ schema }: ReleaseData, type: string): boolean =>
  schema.resource_schemas[type]?.block.block_types?.identity?.block.attributes?.type !== undefined;

interface Kinds {
  readonly system: boolean;
  readonly user: boolean;
  readonly both: boolean;
}

function kindsOf({ resourceRules, schema }: ReleaseData, type: string, row: IdentitySupport): Kinds {
  const kinds = (resourceRules[type]?.values?.["identity.type"] ?? []).map(String);
  const attributes = schema.resource_schemas[type]?.block.block_types?.identity?.block.attributes ?? {};
  return KINDS_UNTOLD.includes(type)
    ? { system: "principal_id" in attributes, user: "identity_ids" in attributes, both: row.both }
    : {
        system: kinds.includes("SystemAssigned"),
        user: kinds.includes("UserAssigned"),
        both: kinds.some((kind) => kind.includes(",")),
      };
}

const differing = (what: string, given: Kinds, told: Kinds): string[] =>
  (["system", "user", "both"] as const)
    .filter((kind) => given[kind] !== told[kind])
    .map((kind) => `${what}: ${kind} is ${String(given[kind])}`);

const at = <T>(table: Readonly<Record<string, T>>, type: string): T | undefined => table[type];

const pick = (row: Partial<IdentitySupport> | undefined, names: readonly (keyof Kinds)[]): Partial<Kinds> =>
  Object.fromEntries(names.filter((name) => row?.[name] !== undefined).map((name) => [name, row?.[name]]));
