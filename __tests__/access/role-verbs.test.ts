import { type ITerraformResource } from "cdktf";
import * as azmi from "../../lib";
import { type Access } from "../../lib";
import { armTypeOf } from "../../lib/catalog/arm-types";
import { reaches } from "../../lib/catalog/role-reach";
import { RoleService } from "../../lib/access/role-service";
import { identity, keyVault, virtualMachine } from "../support/azure";
import { type JsonObject } from "../support/conformance";
import { AZURERM_VERSION } from "../support/release";
import { messagesOf, onlyResource, problemsOf, testStack, warningsOf } from "../support/synth";
import { schemaOfType, targetOf } from "../support/targets";
import facts from "./role-verbs.json";

/**
 * Which role each verb gives, and on what: role-verbs.json has it from the tables of the services in
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
type Verbs = Readonly<Record<string, (target: ITerraformResource) => Access>>;

const accessOf = (access: string, verb: string, target: ITerraformResource): Access => {
  const verbs = azmi[access as keyof typeof azmi] as unknown as Verbs;
  return verbs[verb]!(target);
};

const SERVICES = Object.values(azmi)
  .map((exported) => (exported as unknown as { readonly _service?: unknown })._service)
  .filter((service) => service instanceof RoleService);

const IS_OLD = AZURERM_VERSION.startsWith("4.55");

/** What names a target in role assignments, where that is not its id: the documentation of azurerm_role_assignment and of the types. */
const SCOPES: Readonly<Record<string, string>> = {
  azurerm_key_vault_certificate: "resource_manager_versionless_id",
  azurerm_key_vault_key: "resource_versionless_id",
  azurerm_key_vault_secret: "resource_versionless_id",
  azurerm_storage_table: "resource_manager_id",
};

function scopeOf(type: string, reference: string): string {
  const name = `\${${type}.${reference}`;
  switch (type) {
    case "azurerm_storage_data_lake_gen2_filesystem":
      return `${name}.storage_account_id}/blobServices/default/containers/${name}.name}`;
    case "azurerm_storage_share":
      return AZURERM_VERSION.startsWith("5.")
        ? `${name}.storage_account_id}/fileServices/default/fileshares/${name}.name}`
        : `${name}.resource_manager_id}`;
    default:
      return `${name}.${SCOPES[type] ?? "id"}}`;
  }
}

const CASES = facts.flatMap(({ access, verb, role, id, targets }) =>
  targets.map((type) => ({ access, verb, role, id, type })),
);

/** Registries honour roles on repositories in this mode only, where azurerm can set it. */
const settingsFor = (verb: string, type: string): JsonObject =>
  verb.endsWith("Repositories") && schemaOfType(type)?.block.attributes?.role_assignment_mode
    ? { role_assignment_mode: "AbacRepositoryPermissions" }
    : {};

/** Types without a schema at hand cannot be synthesized to conform to it. */
const SYNTHESIZED = CASES.filter(({ type }) => schemaOfType(type) !== undefined);

describe("a verb gives the role that Microsoft documents for it", () => {
  test.each(SYNTHESIZED)("$access: $verb on $type", ({ access, verb, id, type }) => {
    const stack = testStack();
    const target = targetOf(stack, type, settingsFor(verb, type));
    accessOf(access, verb, target).grantTo(stack, "grant", identity(stack));

    const { scope, role_definition_id: role } = onlyResource(stack, "azurerm_role_assignment");
    expect((role as string).slice(-36)).toBe(id);
    expect(scope).toBe(scopeOf(type, target.friendlyUniqueId));
    expect(warningsOf(stack).filter((warning) => warning.includes("has no action on"))).toEqual([]);
  });

  test.each(CASES)("$role reaches $type", ({ id, type }) => {
    const armType = armTypeOf(type);
    expect(armType === undefined ? undefined : reaches(id, armType)).not.toBe(false);
  });

  test("and there are no others", () => {
    const documented = facts.map(({ access, verb }) => `${access}.${verb}`);
    const offered = SERVICES.flatMap(({ access, table }) =>
      Object.keys(table.verbs).map((verb) => `${access}.${verb}`),
    );
    expect(offered.sort()).toEqual(documented.sort());
  });
});

describe("a verb on something else is refused with what it takes", () => {
  test.each(facts)("$access: $verb", ({ access, verb, targets }) => {
    const stack = testStack();
    accessOf(access, verb, virtualMachine(stack)).grantTo(stack, "grant", identity(stack));
    expect(problemsOf(stack)).toEqual(["[stack] wrong-resource-type"]);
    expect(messagesOf(stack)).toEqual([
      expect.stringContaining(`target of ${access}.${verb} must be an ${targets.join(" or ")}; got `),
    ]);
  });

  test("of another service, though the role exists", () => {
    const stack = testStack();
    accessOf("QueueStorageAccess", "read", keyVault(stack)).grantTo(stack, "grant", identity(stack));
    expect(problemsOf(stack)).toEqual(["[stack] wrong-resource-type"]);
  });
});

test("what one type allows and its parent does not is refused on the parent", () => {
  const stack = testStack();
  const subscription = targetOf(stack, "azurerm_servicebus_subscription");
  accessOf("ServiceBusAccess", "send", subscription).grantTo(stack, "grant", identity(stack));
  expect(problemsOf(stack)).toEqual(["[stack] wrong-resource-type"]);
});

test("types that this release does not have are the only ones that are not synthesized", () => {
  const skipped = new Set(CASES.map(({ type }) => type).filter((type) => schemaOfType(type) === undefined));
  const later =
    IS_OLD || AZURERM_VERSION.startsWith("4.") ? ["azurerm_eventgrid_namespace_topic"] : ["azurerm_ai_services"];
  expect([...skipped].sort()).toEqual(later);
});
