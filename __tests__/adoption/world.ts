import { adopt, type AppAdoption } from "../../lib/adoption/adopt";
import { existingIn, stateIn } from "../../lib/adoption/input/inputs";
import { type Configuration } from "../../lib/adoption/input/configuration";

/** Stacks and states as JSON, with as much in them as a test is about. */

export const SUBSCRIPTION = "/subscriptions/00000000-1111-2222-3333-444444444444";
export const OTHER_SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-00000000000b";
export const GROUP = `${SUBSCRIPTION}/resourceGroups/rg-shop`;
export const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv-shop`;
export const PRINCIPAL = "aaaaaaaa-0000-4000-8000-000000000001";
export const OTHER_PRINCIPAL = "aaaaaaaa-0000-4000-8000-000000000002";
export const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
export const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

export const roleId = (guid: string, subscription = SUBSCRIPTION): string =>
  `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;

export const identityId = (name: string, group = GROUP): string =>
  `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;

/** A role assignment as a state has it. */
export const assignment = (values: Record<string, unknown> = {}): Record<string, unknown> => {
  const { scope = VAULT, name = "bbbbbbbb-0000-4000-8000-000000000001" } = values as Record<string, string>;
  return {
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    name,
    scope,
    principal_id: PRINCIPAL,
    principal_type: "ServicePrincipal",
    role_definition_id: roleId(READER),
    role_definition_name: "Reader",
    condition: null,
    condition_version: "",
    delegated_managed_identity_resource_id: null,
    description: null,
    skip_service_principal_aad_check: null,
    ...values,
  };
};

/** An identity as a state has it. */
export const identity = (name: string, principal: string, group = GROUP): Record<string, unknown> => ({
  id: identityId(name, group),
  name,
  resource_group_name: group.split("/").at(-1),
  location: "westeurope",
  principal_id: principal,
  client_id: principal.replace("aaaaaaaa", "cccccccc"),
  tags: {},
});

export interface Resource {
  readonly address: string;
  readonly values?: Record<string, unknown>;
  readonly more?: Record<string, unknown>;
}

/** What `terraform show -json` prints about some resources; those of modules stand in their modules. */
export function show(resources: readonly Resource[]): Record<string, unknown> {
  const written = resources.map(({ address, values = {}, more = {} }) => {
    const own = address.replace(/^(module\.[^.[]+(\[[^\]]*\])?\.)*/, "");
    const [, data, type = "", name = ""] = /^(data\.)?([^.]+)\.([^.[]+)/.exec(own) ?? [];
    return {
      module: address.slice(0, address.length - own.length - 1),
      resource: { address, mode: data === undefined ? "managed" : "data", type, name, values, ...more },
    };
  });
  const modules = [...new Set(written.map(({ module }) => module))].filter((module) => module !== "");
  const inModule = (wanted: string): unknown[] =>
    written.filter(({ module }) => module === wanted).map(({ resource }) => resource);
  return {
    format_version: "1.0",
    terraform_version: "1.11.4",
    values: {
      root_module: {
        resources: inModule(""),
        child_modules: modules.map((address) => ({ address, resources: inModule(address) })),
      },
    },
  };
}

export interface World {
  /** The resources that the code declares: type, name, arguments. */
  readonly resource?: Record<string, Record<string, Record<string, unknown>>>;
  /** Other blocks of the code. */
  readonly more?: Record<string, unknown>;
  readonly state?: readonly Resource[];
  /** What files with what exists have. */
  readonly existing?: readonly unknown[];
}

/** What becomes of one stack, "shop". */
export const adopted = (world: World): AppAdoption => adoptedApp({ shop: world }, world.existing);

export function adoptedApp(stacks: Readonly<Record<string, World>>, existing: readonly unknown[] = []): AppAdoption {
  return adopt(
    Object.entries(stacks).map(([name, { resource = {}, more = {}, state = [] }]) => ({
      name,
      configuration: { resource, ...more } as Configuration,
      state: state.length === 0 ? [] : stateIn(show(state), name, `${name}.json`),
    })),
    existing.flatMap((json, index) => existingIn(JSON.stringify(json), `existing-${String(index)}.json`)),
  );
}

/** The findings, a line each: "moved from to: detail", with a mark where they need attention. */
export const findingsOf = ({ findings, problems }: AppAdoption): string[] => [
  ...findings.map(({ fate, from, address, detail, needsAttention, stack }) =>
    [
      needsAttention ? "! " : "",
      stack === "shop" ? "" : `${stack}: `,
      [fate, ...(from === undefined ? [] : [from, "->"]), address].join(" "),
      detail === undefined ? "" : `: ${detail}`,
    ].join(""),
  ),
  ...problems.map(({ rule }) => `problem: ${rule}`),
];

export const findings = (world: World): string[] => findingsOf(adopted(world));
