import { type TerraformStack } from "cdktf";
import { BuiltInRole, ObjectId, Principal, RoleAccess, UserAssignedManagedIdentity } from "../../lib";
import { releaseOf, releaseProblems } from "../../lib/core/provider-release";
import { identity, keyVault, resourceGroup, sqlServer } from "../support/azure";
import { messagesOf, problemsOf, testStack } from "../support/synth";

const pin = (stack: TerraformStack, name: string, version: string): void => {
  stack.addOverride(`terraform.required_providers.${name}.version`, version);
};

describe("the release of a provider", () => {
  test("is that of the bindings, where the stack says nothing else", () => {
    expect(releaseOf(keyVault(testStack()))).toEqual({ major: 4, minor: 55 });
  });

  test.each([
    ["4.60.1", { major: 4, minor: 60 }],
    ["= 5.2.0", { major: 5, minor: 2 }],
    ["v4.70", { major: 4, minor: 70 }],
    ["~> 5.0", { major: 5, minor: 0 }],
    ["~> 4.60.0", { major: 4, minor: 60 }],
    [">= 5.1, < 6", { major: 5, minor: 1 }],
    ["< 6.0.0,>=4.58", { major: 4, minor: 58 }],
  ])("is what the stack pins, which is the lowest that %s allows", (version, release) => {
    const stack = testStack();
    pin(stack, "azurerm", version);
    expect(releaseOf(keyVault(stack))).toEqual(release);
  });

  test("is that of the bindings where the stack only leaves more open", () => {
    const stack = testStack();
    pin(stack, "azurerm", ">= 4.0, < 5");
    expect(releaseOf(keyVault(stack))).toEqual({ major: 4, minor: 55 });
  });
});

describe("a release that is not supported", () => {
  test.each([
    ["azurerm", "4.54.0", "4.54"],
    ["azurerm", "~> 3.116", "3.116"],
    ["azurerm", "6.0.0", "6.0"],
  ])("is told once, with those that are: %s %s", (name, version, release) => {
    const stack = testStack();
    pin(stack, name, version);
    const principal = new UserAssignedManagedIdentity(stack, "identity", {
      name: "id-app",
      resourceGroup: resourceGroup(stack),
    });
    RoleAccess.at(keyVault(stack).id, BuiltInRole.READER).grantTo(stack, "grant", principal);
    RoleAccess.at(sqlServer(stack).id, BuiltInRole.READER).grantTo(stack, "other", principal);
    expect(problemsOf(stack)).toEqual(["[stack] unsupported-provider-release"]);
    expect(messagesOf(stack)[0]).toContain(`${name} ${release};`);
  });

  test.each(["3.6.0", "2.53.1", "4.0.0"])("of azuread is told where the directory is used: %s", (version) => {
    const stack = testStack();
    pin(stack, "azuread", version);
    RoleAccess.at(keyVault(stack).id, BuiltInRole.READER).grantTo(
      stack,
      "grant",
      Principal.fromGroupName(stack, "group", "Admins"),
    );
    expect(problemsOf(stack)).toEqual(["[stack] unsupported-provider-release"]);
  });

  test("is no matter where nothing of the provider is used", () => {
    const stack = testStack();
    pin(stack, "azuread", "2.53.1");
    RoleAccess.at(keyVault(stack).id, BuiltInRole.READER).grantTo(stack, "grant", identity(stack));
    expect(problemsOf(stack)).toEqual([]);
  });

  test.each(["5.99.0", "4.55.0"])("is none of those in between: %s", (version) => {
    const stack = testStack();
    pin(stack, "azurerm", version);
    expect(releaseProblems(stack, "azurerm")).toEqual([]);
  });
});

test("a principal that is given by its id needs no azuread", () => {
  const stack = testStack();
  pin(stack, "azuread", "2.0.0");
  const group = Principal.group(ObjectId.of("11111111-aaaa-bbbb-cccc-dddddddddddd"));
  RoleAccess.at(keyVault(stack).id, BuiltInRole.READER).grantTo(stack, "grant", group);
  expect(problemsOf(stack)).toEqual([]);
});
