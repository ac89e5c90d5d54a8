import * as cdktf from "cdktf";
import * as constructs from "constructs";
import * as one from "../../lib";
import {
  container,
  identity,
  keyVault,
  sqlDatabase,
  sqlServer,
  standardLogicApp,
  storageAccount,
  virtualMachine,
} from "../support/azure";
import { problemsOf, resources, synthesize, testStack, warningsOf } from "../support/synth";

type Library = typeof one;

/** The package as an app has it a second time, such as by a construct library that brings its own; CDKTF is there once. */
const other = ((): Library => {
  let loaded = one;
  jest.isolateModules(() => {
    jest.doMock("cdktf", () => cdktf);
    jest.doMock("constructs", () => constructs);
    loaded = jest.requireActual<Library>("../../lib");
  });
  return loaded;
})();

test("the copies are two", () => {
  expect(other.ManagedIdentityBinding).not.toBe(one.ManagedIdentityBinding);
});

test.each([
  ["second", one, other],
  ["first", other, one],
])("two copies synthesize what one does, whichever is asked first: %s", (_which, first, second) => {
  expect(synthesize(shop(first, second))).toEqual(synthesize(shop(one, one)));
});

test("two copies merge the identities of a source, grant once, and have one run and one ledger of facts", () => {
  const stack = shop(one, other);
  expect(Object.values(resources(stack, "azurerm_linux_virtual_machine"))).toMatchObject([
    { identity: { type: "SystemAssigned, UserAssigned" } },
  ]);
  expect(Object.keys(resources(stack, "azurerm_role_assignment"))).toHaveLength(2);
  const names = Object.keys(resources(stack, "terraform_data"));
  expect(names.filter((name) => /_run(_sources)?$/.test(name))).toHaveLength(2);
  expect(names.filter((name) => /sql-ledger(_sources)?$/.test(name))).toHaveLength(2);
});

test("actions of one copy take values and connections of the other", () => {
  const app = standardLogicApp(testStack());
  const parts = (library: Library): object[] => {
    const time = library.WorkflowValue.expression("utcNow()");
    const connector = library.BuiltInConnector.SERVICE_BUS;
    const values = { fullyQualifiedNamespace: "sb-shop.servicebus.windows.net" };
    const connection = one.BuiltInConnection.of(connector, values).addTo(app, {
      key: library === one ? "first" : "second",
    });
    return [
      one.DataAction.compose({ time }),
      one.ControlAction.condition(time, { then: {} }),
      other.ServiceProviderAction.sendMessage(connection, { entity: "orders", content: time }),
    ].map(({ _definition: definition }) => definition);
  };
  const [compose, condition, send] = parts(one);
  expect(parts(other)).toEqual([
    compose,
    condition,
    {
      ...send,
      inputs: expect.objectContaining({
        serviceProviderConfiguration: expect.objectContaining({ connectionName: "second" }) as object,
      }) as object,
    },
  ]);
  expect(compose).toMatchObject({ inputs: { time: "@utcNow()" } });
});

test("what two copies say of one user in two ways is told once", () => {
  const stack = testStack();
  const database = sqlDatabase(stack);
  const [principal, another] = groups(one);
  new one.SqlDatabaseUser(stack, "one", { database, principal, userName: "app" });
  new other.SqlDatabaseUser(stack, "two", { database, principal: another, userName: "app" });
  expect(problemsOf(stack)).toEqual(["[stack/two] sql-fact-declared-differently"]);
});

test("what two copies declare at two addresses of one server is told once", () => {
  const stack = testStack();
  const server = sqlServer(stack, "server", { name: "orders" });
  const [principal] = groups(one);
  const at = { databaseName: "shop", principal };
  new one.SqlDatabaseUser(stack, "one", { ...at, endpoint: one.SqlEndpoint.server(server) });
  new other.SqlDatabaseUser(stack, "two", { ...at, endpoint: other.SqlEndpoint.at("orders.database.windows.net") });
  expect(problemsOf(stack)).toEqual(["[stack] duplicate-sql-fact"]);
});

test("a built-in role of another copy has its warnings, and an unknown one is a problem", () => {
  const stack = testStack();
  const access = one.RoleAccess.at(keyVault(stack).id, other.BuiltInRole.OWNER);
  access.grantTo(stack, "grant", groups(other)[0]);
  expect(warningsOf(stack)).toEqual(["[stack] privileged-role"]);

  one.RoleAccess.at(keyVault(stack, "v2").id, other.BuiltInRole.fromName("Nobody")).grantTo(stack, "x", groups(one)[0]);
  expect(problemsOf(stack)).toEqual(["[stack] role-not-definition-id"]);
});

/** A virtual machine that each copy gives something: an identity, a grant that both ask for, users. */
function shop(first: Library, second: Library): cdktf.TerraformStack {
  const stack = testStack();
  const sources = [virtualMachine(stack)];
  const blobs = container(stack, "blobs", { storageAccountId: storageAccount(stack).id });
  const database = sqlDatabase(stack);
  const roles = [first.SqlDatabaseRole.DATA_READER];
  new first.ManagedIdentityBinding(stack, "first", {
    sources,
    access: [first.BlobStorageAccess.read(blobs), first.SqlAccess.database(database)],
  });
  new second.ManagedIdentityBinding(stack, "second", { sources, access: [second.BlobStorageAccess.read(blobs)] });
  new second.ManagedIdentityBinding(stack, "third", {
    sources,
    identity: identity(stack),
    access: [first.BlobStorageAccess.read(blobs), second.SqlAccess.database(database, { roles })],
  });
  return stack;
}

function groups({ Principal, ObjectId }: Library): [one.Principal, one.Principal] {
  const group = (id: string): one.Principal => Principal.group(ObjectId.of(id), { displayName: "readers" });
  return [group("11111111-aaaa-bbbb-cccc-dddddddddddd"), group("22222222-aaaa-bbbb-cccc-dddddddddddd")];
}
