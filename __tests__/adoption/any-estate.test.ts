import * as fc from "../support/fast-check";
import { adopted, assignment, GROUP, identity, type Resource, roleId, type World } from "./world";

/** Estates of any shape: what was made by hand has any address, and what becomes of each thing is known from the start. */

type Where = "at its address" | "by hand" | "in a list" | "nowhere";

interface Estate {
  readonly identities: readonly Where[];
  /** Which identity has which role at which scope, and where that is known from. */
  readonly grants: readonly {
    readonly identity: number;
    readonly scope: number;
    readonly role: number;
    readonly where: Where;
  }[];
  /** Grants that the code does not say. */
  readonly others: readonly { readonly scope: number; readonly role: number }[];
  readonly modules: boolean;
}

const ROLES = [
  "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  "b24988ac-6180-42a0-ab88-20f7382dd24c",
];
const scopeId = (index: number): string => `${GROUP}/providers/Microsoft.Storage/storageAccounts/st${String(index)}`;
const principal = (index: number): string => `aaaaaaaa-0000-4000-8000-${String(index).padStart(12, "0")}`;
const stranger = (index: number): string => `dddddddd-0000-4000-8000-${String(index).padStart(12, "0")}`;

const where = fc.constantFrom<Where>("at its address", "by hand", "in a list", "nowhere");

const estates: fc.Arbitrary<Estate> = fc.record({
  identities: fc.array(where, { minLength: 1, maxLength: 5 }),
  grants: fc.uniqueArray(fc.record({ identity: fc.nat(4), scope: fc.nat(3), role: fc.nat(2), where }), {
    selector: ({ identity: who, scope, role }) => `${String(who)} ${String(scope)} ${String(role)}`,
    maxLength: 20,
  }),
  others: fc.uniqueArray(fc.record({ scope: fc.nat(3), role: fc.nat(2) }), {
    selector: ({ scope, role }) => `${String(scope)} ${String(role)}`,
    maxLength: 5,
  }),
  modules: fc.boolean(),
});

interface Expected {
  readonly world: World;
  readonly findings: ReadonlySet<string>;
}

function worldOf({ identities, grants, others, modules }: Estate): Expected {
  const findings = new Set<string>();
  const state: Resource[] = [
    { address: "azurerm_resource_group.group", values: { id: GROUP, name: "rg-shop", location: "westeurope" } },
    ...[0, 1, 2, 3].map((index) => ({
      address: `azurerm_storage_account.s${String(index)}`,
      values: { id: scopeId(index), name: `st${String(index)}` },
    })),
  ];
  const lists: unknown[] = [];
  const byHand = (type: string, index: number): string =>
    `${modules ? `module.old["${String(index % 2)}"].` : ""}${type}.hand[${String(index)}]`;
  const exists = (
    place: Where,
    address: string,
    hand: string,
    values: Record<string, unknown>,
    item: unknown,
  ): void => {
    if (place === "at its address") {
      state.push({ address, values });
    } else if (place === "by hand") {
      state.push({ address: hand, values });
      findings.add(`moved ${hand} -> ${address}`);
    } else if (place === "in a list") {
      lists.push(item);
      findings.add(`imported ${String(values.id)} -> ${address}`);
    } else {
      findings.add(`created  -> ${address}`);
    }
  };

  identities.forEach((place, index) => {
    const values = identity(`id-${String(index)}`, principal(index));
    const item = {
      id: values.id,
      name: values.name,
      location: "westeurope",
      tags: {},
      principalId: principal(index),
      type: "Microsoft.ManagedIdentity/userAssignedIdentities",
    };
    exists(
      place,
      `azurerm_user_assigned_identity.i${String(index)}`,
      byHand("azurerm_user_assigned_identity", index),
      values,
      item,
    );
  });
  const declared = grants.filter((grant) => grant.identity < identities.length);
  declared.forEach((grant, index) => {
    const guid = ROLES[grant.role] ?? "";
    const values = assignment({
      scope: scopeId(grant.scope),
      principal_id: principal(grant.identity),
      role_definition_id: roleId(guid),
      role_definition_name: `Role ${String(grant.role)}`,
      name: `bbbbbbbb-0000-4000-8000-${String(index).padStart(12, "0")}`,
    });
    const item = {
      id: values.id,
      name: values.name,
      scope: values.scope,
      principalId: values.principal_id,
      principalType: "ServicePrincipal",
      roleDefinitionId: values.role_definition_id,
      roleDefinitionName: values.role_definition_name,
    };
    const address = `azurerm_role_assignment.g${String(index)}`;
    const isNew = identities[grant.identity] === "nowhere";
    // An identity that does not exist has nothing.
    exists(isNew ? "nowhere" : grant.where, address, byHand("azurerm_role_assignment", index), values, item);
  });
  others.forEach(({ scope, role }, index) => {
    const address = `azurerm_role_assignment.stranger${String(index)}`;
    state.push({
      address,
      values: assignment({
        scope: scopeId(scope),
        principal_id: stranger(index),
        role_definition_id: roleId(ROLES[role] ?? ""),
        name: `eeeeeeee-0000-4000-8000-${String(index).padStart(12, "0")}`,
      }),
    });
    findings.add(`destroyed  -> ${address}`);
  });

  const world: World = {
    resource: {
      azurerm_resource_group: { group: { name: "rg-shop", location: "westeurope" } },
      azurerm_storage_account: Object.fromEntries(
        [0, 1, 2, 3].map((index) => [`s${String(index)}`, { name: `st${String(index)}` }]),
      ),
      azurerm_user_assigned_identity: Object.fromEntries(
        identities.map((_, index) => [
          `i${String(index)}`,
          {
            name: `id-${String(index)}`,
            resource_group_name: "${azurerm_resource_group.group.name}",
            location: "${azurerm_resource_group.group.location}",
          },
        ]),
      ),
      azurerm_role_assignment: Object.fromEntries(
        declared.map(({ identity: who, scope, role }, index) => [
          `g${String(index)}`,
          {
            scope: `\${azurerm_storage_account.s${String(scope)}.id}`,
            principal_id: `\${azurerm_user_assigned_identity.i${String(who)}.principal_id}`,
            role_definition_id: `/subscriptions/\${element(split("/", azurerm_storage_account.s${String(scope)}.id), 2)}/providers/Microsoft.Authorization/roleDefinitions/${ROLES[role] ?? ""}`,
          },
        ]),
      ),
    },
    state,
    existing: lists.length > 0 ? [lists] : [],
  };
  return { world, findings };
}

test("each thing of any estate meets its fate, and no other", () => {
  fc.assert(
    fc.property(estates, (estate) => {
      const { world, findings } = worldOf(estate);
      const { findings: found, problems } = adopted(world);
      expect(problems).toEqual([]);
      expect(new Set(found.map(({ fate, from = "", address }) => `${fate} ${from} -> ${address}`))).toEqual(findings);
      expect(found.some(({ needsAttention }) => needsAttention)).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test("what is moved is at its address afterwards, and there is nothing left to move", () => {
  fc.assert(
    fc.property(estates, (estate) => {
      const { world } = worldOf(estate);
      const moves = new Map(
        adopted(world).findings.flatMap(({ fate, from = "", address }) =>
          fate === "moved" ? [[from, address] as const] : [],
        ),
      );
      const state = (world.state ?? []).map((resource) => ({
        ...resource,
        address: moves.get(resource.address) ?? resource.address,
      }));
      expect(new Set(state.map(({ address }) => address)).size).toBe(state.length);
      expect(adopted({ ...world, state }).findings.filter(({ fate }) => fate === "moved")).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
