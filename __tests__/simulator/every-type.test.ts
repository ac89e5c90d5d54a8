import { isDeepStrictEqual } from "node:util";
import { chunks } from "../../lib/core/collections";
import { type Simulator, type TerraformSession } from "../../simulator";
import { armParts } from "../../simulator/azure/arm-id";
import { filledTemplate } from "../../simulator/azure/id-templates";
import { nameGuid } from "../../simulator/azure/name-guid";
import { servedReleases } from "../../simulator/azure/releases";
import { AZURERM, NEWEST, OLDEST } from "../../simulator/data";
import { refusalOf } from "../../simulator/provider/refusals";
import { type AttributeType, type Schema } from "../../simulator/provider/schema";
import { type TypeRules } from "../../simulator/provider/type-rules";
import { anyConfiguration, type Extent } from "../support/any-configuration";
import { type Json, type JsonObject } from "../support/conformance";
import { EXHAUSTIVE } from "../support/exhaustive";
import { inAzure } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";

/**
 * Terraform itself checks what a provider plans and applies against its schema and against what it said before: every
 * resource type of azurerm goes through the life cycle with as much as its schema lets one write. Where the newest release
 * is different, it begins with as little, and goes back to that.
 */
type Schemas = Readonly<Record<string, Schema>>;

const schemasOf = (version: string): Schemas =>
  servedReleases({ [AZURERM]: version })[0]?.schema.resource_schemas ?? {};

const [older, newer] = [schemasOf(OLDEST.azurerm), schemasOf(NEWEST.azurerm)];
const changed = Object.fromEntries(
  Object.entries(newer).filter(([type, schema]) => !isDeepStrictEqual(schema, older[type])),
);

/** Types whose arguments mean something to the simulator: tests of their own are about them. */
const MEANINGFUL = [
  "azurerm_federated_identity_credential",
  "azurerm_key_vault_access_policy",
  "azurerm_linux_virtual_machine",
  "azurerm_logic_app_action_custom",
  "azurerm_logic_app_action_http",
  "azurerm_logic_app_trigger_custom",
  "azurerm_logic_app_trigger_http_request",
  "azurerm_logic_app_trigger_recurrence",
  "azurerm_logic_app_workflow",
  "azurerm_resource_group_template_deployment",
  "azurerm_role_assignment",
  "azurerm_role_definition",
];

const GROUP = "rg-all";

/** Tests that are not exhaustive take every eighth type, always the same ones. */
const SHARE = 8;

/** How many types one configuration has: Terraform writes the whole state after every resource. */
const AT_ONCE = 60;

describe.each([
  ["resource types of all kinds", OLDEST.azurerm, older, ["most"]],
  ["those that another release has, or has otherwise", NEWEST.azurerm, changed, ["least", "most", "least"]],
] as const)("%s", (_, version, schemas, extents) => {
  const all = Object.keys(schemas).filter((type) => !MEANINGFUL.includes(type));
  const types = EXHAUSTIVE ? all : all.filter((_type, index) => index % SHARE === 0);
  const portions = chunks(types, AT_ONCE);

  portions.forEach((portion) => {
    testWithTerraform(`${portion[0] ?? ""} to ${portion.at(-1) ?? ""} live, change and leave nothing`, () =>
      inAzure(async (simulator, session) => {
        const deploy = session({});
        for (const extent of extents) {
          deploy.change(configurationOf(simulator, version, portion, extent));
          await expectApplied(deploy);
          expect(simulator.resources()).toHaveLength(portion.length);
        }
        expect(await deploy.destroy()).toMatchObject({ ok: true, diagnostics: [] });
        expect(simulator.resources()).toEqual([]);
      }),
    );
  });
});

async function expectApplied(session: TerraformSession): Promise<void> {
  const { diagnostics } = await session.apply();
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(await session.plan()).toMatchObject({ isEmpty: true, changes: [] });
}

function configurationOf(simulator: Simulator, version: string, types: readonly string[], extent: Extent): JsonObject {
  const identity = present(simulator, "azurerm_user_assigned_identity", "id");
  present(simulator, "azurerm_storage_account", "text");
  const resource = Object.fromEntries(
    types.map((type) => [type, { any: configured(simulator, version, type, extent, identity) }]),
  );
  return {
    terraform: { required_providers: { azurerm: { source: "hashicorp/azurerm", version } } },
    provider: { azurerm: [{ features: [{}] }] },
    resource,
  };
}

function configured(
  simulator: Simulator,
  pinned: string,
  type: string,
  extent: Extent,
  identityId: string,
): JsonObject {
  const [release] = servedReleases({ [AZURERM]: pinned });
  const rules = release?.resourceRules[type] ?? {};
  const valueOf = (path: string, attribute: AttributeType): Json | undefined => {
    if (attribute !== "string") {
      return undefined;
    }
    return path === "resource_group_name" ? GROUP : path === "name" ? nameFor(type, rules) : undefined;
  };
  const config = anyConfiguration(release!.schema.resource_schemas[type]!, rules, extent, valueOf);
  const primary = "primary_user_assigned_identity_id";
  const complete: JsonObject = {
    ...inGroup(simulator, type, config),
    ...(config.identity && { identity: anyIdentity(rules, identityId) }),
    ...(config[primary] !== undefined && { [primary]: identityId }),
  };
  declareParent(simulator, filledTemplate(type, complete, simulator.account, () => "guid") ?? "");
  return complete;
}

/** A name that is different for every type. */
function nameFor(type: string, { values = {}, refusal = {} }: TypeRules): string | undefined {
  const names = [type, type.replaceAll("_", "-"), `t${nameGuid(type).replaceAll("-", "").slice(0, 11)}`];
  return values.name ? undefined : names.find((name) => refusalOf(name, refusal.name ?? "", "name") === undefined);
}

function anyIdentity({ values = {} }: TypeRules, identityId: string): Json {
  return values["identity.type"]?.includes("SystemAssigned")
    ? [{ type: "SystemAssigned" }]
    : [{ type: "UserAssigned", identity_ids: [identityId] }];
}

/** Where examples of ids stand, ids of things in the subscription, which are there: others of every type. */
function inGroup(simulator: Simulator, type: string, config: JsonObject): JsonObject {
  const text = JSON.stringify(config).replaceAll(/"\/subscriptions\/12345678[^"]*"/g, (example) =>
    example
      .replace(/12345678(-\w+){4}/, simulator.account.subscriptionId)
      .replace(/(?<=\/resourceGroups\/)[^/"]+/, GROUP)
      .replaceAll(/\/\w+(?:Name|Value|Id|Alias)(?=["/])/g, `/of-${type}`),
  );
  for (const [, id = ""] of text.matchAll(/"(\/subscriptions\/[^"]+\/providers\/[^"]+)"/g)) {
    const { resource, rest } = armParts(id) ?? {};
    [resource, ...(rest === undefined ? [] : [id])].forEach((one) =>
      present(simulator, "azurerm_key_vault", `of-${type}`, one),
    );
  }
  return JSON.parse(text) as JsonObject;
}

/** Where the parent is named and not given by its id, it has to exist under that name. */
function declareParent(simulator: Simulator, id: string): void {
  for (const { resource, rest } of id
    .split("|")
    .map((one) => armParts(one) ?? { resource: undefined, rest: undefined })) {
    const [, kind = "", name = ""] = /\/providers\/(.+)\/([^/]+)$/.exec(resource ?? "") ?? [];
    if (rest !== undefined && !name.startsWith("of-")) {
      const [type = "azurerm_key_vault"] = Object.keys(older).filter((one) => templateOf(one) === `${kind}/{name}`);
      present(simulator, type, name, resource);
    }
  }
}

const templateOf = (type: string): string | readonly string[] | undefined =>
  servedReleases({})[0]?.resourceRules[type]?.id;

const declared = new WeakMap<Simulator, Map<string, string>>();

/** The id of something that exists beforehand. */
function present(simulator: Simulator, type: string, name: string, id?: string): string {
  const ids = declared.get(simulator) ?? new Map<string, string>();
  declared.set(simulator, ids);
  const key = id?.toLowerCase() ?? `${type} ${name}`;
  const attributes = { name, resource_group_name: GROUP, ...(id !== undefined && { id }) };
  const found = ids.get(key) ?? String(simulator.declare(type, attributes).id);
  ids.set(key, found);
  return found;
}
