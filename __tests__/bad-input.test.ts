import { KeyVaultSecret } from "@cdktf/provider-azurerm/lib/key-vault-secret";
import { RoleDefinition } from "@cdktf/provider-azurerm/lib/role-definition";
import { Subscription } from "@cdktf/provider-azurerm/lib/subscription";
import { DataAzurermVirtualNetwork } from "@cdktf/provider-azurerm/lib/data-azurerm-virtual-network";
import { Group } from "@cdktf/provider-azuread/lib/group";
import { TerraformIterator, type TerraformStack } from "cdktf";
import {
  type Access,
  BlobStorageAccess,
  BuiltInRole,
  ClientId,
  CustomRole,
  KeyVaultAccess,
  KeyVaultPolicyAccess,
  ManagedIdentityBinding,
  ObjectId,
  Principal,
  RoleAccess,
  SqlAadLogin,
  SqlDatabaseRole,
  SqlDatabaseUser,
  SqlEndpoint,
  SqlPermission,
  SqlServerDirectoryAccess,
  SqlServerRole,
  SystemAssignedManagedIdentity,
  UserAssignedManagedIdentity,
} from "../lib";
import {
  container,
  identity,
  keyVault,
  resourceGroup,
  sqlDatabase,
  sqlServer,
  storageAccount,
  SUBSCRIPTION,
  virtualMachine,
  workflow,
} from "./support/azure";
import { problemsOf, testApp, testStack } from "./support/synth";

const OBJECT = "11111111-aaaa-bbbb-cccc-dddddddddddd";
const CLIENT = "22222222-aaaa-bbbb-cccc-dddddddddddd";

function grantTo(
  stack: TerraformStack,
  access: Access,
  principal = Principal.servicePrincipal(ObjectId.of(OBJECT)),
): void {
  access.grantTo(stack, "grant", principal);
}

function grantAt(stack: TerraformStack, scope: string): void {
  grantTo(stack, RoleAccess.at(scope, BuiltInRole.READER));
}

function login(stack: TerraformStack, props: Partial<ConstructorParameters<typeof SqlAadLogin>[2]>): SqlAadLogin {
  return new SqlAadLogin(stack, "login", {
    endpoint: SqlEndpoint.at("orders.database.windows.net"),
    principal: identity(stack, "login-principal"),
    ...props,
  });
}

/** What the user does, and the whole of what the user reads. */
const CASES: readonly [string, (stack: TerraformStack) => void, ...(string | RegExp)[]][] = [
  [
    "a type that cannot carry an identity",
    (stack) => new ManagedIdentityBinding(stack, "app", { sources: [keyVault(stack)], identity: identity(stack) }),
    /^\[stack\/vault\] azurerm_key_vault cannot carry a managed identity; what is called belongs in access, and what calls can be: (azurerm_\w+, ){11}azurerm_\w+ and \d+ more \(docs\/sources\.generated\.md lists them\)$/,
  ],
  [
    "a system-assigned identity for a type that takes user-assigned ones only",
    (stack) => SystemAssignedManagedIdentity.of(sqlDatabase(stack)),
    "[stack/database] azurerm_mssql_database takes user-assigned identities only, no system-assigned one; give the binding a user-assigned identity",
  ],
  [
    "both kinds on a type that takes one",
    (stack) => {
      const logicApp = workflow(stack, "workflow", { identity: { type: "SystemAssigned" } });
      new ManagedIdentityBinding(stack, "app", { sources: [logicApp], identity: identity(stack) });
    },
    /^\[stack\/workflow\] azurerm_logic_app_workflow takes a system-assigned or a user-assigned identity, never both; use one kind for all its bindings \(types that take both: azurerm_logic_app_standard, /,
  ],
  [
    "two user-assigned identities on a Consumption Logic App",
    (stack) => {
      const logicApp = workflow(stack);
      new ManagedIdentityBinding(stack, "one", { sources: [logicApp], identity: identity(stack, "orders") });
      new ManagedIdentityBinding(stack, "two", { sources: [logicApp], identity: identity(stack, "billing") });
    },
    "[stack/workflow] azurerm_logic_app_workflow takes 1 user-assigned identity, not 2 (id of stack/billing/Default, id of stack/orders/Default); grant all its accesses to one identity",
  ],
  [
    "a system-assigned identity shared by two sources",
    (stack) => {
      const vm1 = virtualMachine(stack, "vm1");
      const own = SystemAssignedManagedIdentity.of(vm1);
      new ManagedIdentityBinding(stack, "app", { sources: [vm1, virtualMachine(stack, "vm2")], identity: own });
    },
    "[stack/vm2] cannot use the system-assigned identity of stack/vm1: Azure ties it to that one resource; leave out the identity of the binding, or share a user-assigned identity",
  ],
  [
    "an identity in a resource group that is none",
    (stack) => new UserAssignedManagedIdentity(stack, "orders", { name: "id-orders", resourceGroup: keyVault(stack) }),
    "[stack/orders] resourceGroup must be an azurerm_resource_group; got azurerm_key_vault (stack/vault)",
  ],
  [
    "the resource that carries an identity, given as the identity",
    (stack) => UserAssignedManagedIdentity.fromResource(virtualMachine(stack, "vm")),
    "[stack/vm] identity must be an azurerm_user_assigned_identity; got azurerm_linux_virtual_machine (stack/vm)",
  ],
  [
    "a user-assigned identity for something that is only looked up",
    (stack) => {
      const found = new DataAzurermVirtualNetwork(stack, "network", { name: "n", resourceGroupName: "rg" });
      new ManagedIdentityBinding(stack, "app", { sources: [found], identity: identity(stack) });
    },
    "[stack/network] a data source cannot be given a user-assigned identity; attach it where the resource is managed",
  ],
  [
    "a data source that does not tell its identity",
    (stack) => {
      const found = new DataAzurermVirtualNetwork(stack, "network", { name: "n", resourceGroupName: "rg" });
      SystemAssignedManagedIdentity.of(found);
    },
    "[stack/network] data source azurerm_virtual_network does not tell the principal of a system-assigned identity; look it up with Principal.fromServicePrincipalName and grant access to that",
  ],
  [
    "the client id of an identity where an object id belongs",
    (stack) => {
      grantTo(
        stack,
        KeyVaultAccess.readSecrets(keyVault(stack)),
        Principal.servicePrincipal(ObjectId.of(identity(stack).clientId.value)),
      );
    },
    "[stack] object id client_id of stack/orders/Default is a client id; give the object id (principal_id or object_id) of the same principal",
  ],
  [
    "the client id of a Microsoft application where an object id belongs",
    (stack) => {
      const graph = Principal.servicePrincipal(ObjectId.of("00000003-0000-0000-c000-000000000000"));
      grantTo(stack, KeyVaultAccess.readSecrets(keyVault(stack)), graph);
    },
    '[stack] object id "00000003-0000-0000-c000-000000000000" is the client id of a Microsoft application; give the object id of its service principal in your tenant',
  ],
  [
    "one GUID as object id and client id",
    (stack) => {
      const principal = Principal.servicePrincipal(ObjectId.of(OBJECT), { clientId: ClientId.of(OBJECT) });
      grantTo(stack, KeyVaultAccess.readSecrets(keyVault(stack)), principal);
    },
    `[stack] object id "${OBJECT}" is given as client id too; they are two GUIDs of the same principal, give each as Entra ID shows it`,
  ],
  [
    "something else than a GUID where an object id belongs",
    (stack) => {
      grantTo(stack, KeyVaultAccess.readSecrets(keyVault(stack)), Principal.group(ObjectId.of("admins")));
    },
    '[stack] object id "admins" is not a GUID; give the object id that Entra ID shows for the principal',
  ],
  [
    "another attribute where an object id belongs",
    (stack) => {
      const group = new Group(stack, "admins", { displayName: "Admins", securityEnabled: true });
      grantTo(stack, KeyVaultAccess.readSecrets(keyVault(stack)), Principal.group(ObjectId.of(group.id)));
    },
    "[stack] object id id of stack/admins is not an object id; give the attribute principal_id or object_id",
  ],
  [
    "a client id that is none",
    (stack) => {
      const principal = Principal.servicePrincipal(ObjectId.of(OBJECT), {
        clientId: ClientId.of("app"),
        displayName: "x",
      });
      login(stack, { principal });
    },
    '[stack/login] client id "app" is not a GUID; give the client id (application id) of the identity',
  ],
  [
    "an unknown role by id",
    (stack) => {
      grantTo(stack, RoleAccess.at(resourceGroup(stack).id, BuiltInRole.fromId(CLIENT)));
    },
    `[stack] built-in role "${CLIENT}" is not known; for a role of your own use CustomRole.fromId`,
  ],
  [
    "an unknown role by name",
    (stack) => {
      grantTo(stack, RoleAccess.at(resourceGroup(stack).id, BuiltInRole.fromName("Key Vault Secret Users")));
    },
    /^\[stack\] built-in role "Key Vault Secret Users" is not known; did you mean "Key Vault Secrets User" or .*\? for a role of your own use CustomRole\.fromId$/,
  ],
  [
    "a custom role that is no id",
    (stack) => {
      grantTo(stack, RoleAccess.at(resourceGroup(stack).id, CustomRole.fromId("Operators")));
    },
    '[stack] role "operators" is not a role definition id; give its GUID, or the ARM id that ends in it',
  ],
  ...(
    [
      ["a name as scope", () => "rg-orders", '"rg-orders" is not an ARM id; give'],
      [
        "a URL as scope",
        () => "https://orders.vault.azure.net/",
        '"https://orders.vault.azure.net/" is not an ARM id; give',
      ],
      ["an empty scope", () => "", '"" is not an ARM id; give'],
      [
        "a subscription that is no GUID as scope",
        () => "/subscriptions/production",
        '"/subscriptions/production" names subscription "production", which is not a GUID; give',
      ],
      [
        "half an ARM id as scope",
        () => `/subscriptions/${SUBSCRIPTION}/resourceGroups`,
        `"/subscriptions/${SUBSCRIPTION}/resourceGroups" is not a complete ARM id; give`,
      ],
      [
        "another attribute as scope",
        (stack) => keyVault(stack).vaultUri,
        "vault_uri of stack/vault is not an ARM id; give",
      ],
      [
        "a principal as scope",
        (stack) => identity(stack).objectId.value,
        "principal_id of stack/orders/Default is not an ARM id; give",
      ],
    ] satisfies [string, (stack: TerraformStack) => string, string][]
  ).map(([what, scope, message]): [string, (stack: TerraformStack) => void, string] => [
    what,
    (stack) => {
      grantAt(stack, scope(stack));
    },
    `[stack] scope ${message} an ARM id, such as the id of a resource, a resource group or a subscription`,
  ]),
  [
    "the URL of a secret as scope",
    (stack) => {
      grantAt(stack, new KeyVaultSecret(stack, "secret", { name: "s", keyVaultId: keyVault(stack).id }).id);
    },
    "[stack] scope id of stack/secret is not an ARM id; give resource_versionless_id",
  ],
  [
    "the URL of a container as scope",
    (stack) => {
      grantAt(stack, container(stack, "in", { storageAccountName: "account" }).id);
    },
    "[stack] scope id of stack/in is not an ARM id; give its resource_manager_id, or create it with storage_account_id",
  ],
  [
    "the alias of a subscription as scope",
    (stack) => {
      grantAt(stack, new Subscription(stack, "new", { subscriptionName: "new" }).id);
    },
    '[stack] scope id of stack/new is not an ARM id; give "/subscriptions/${subscription.subscriptionId}"',
  ],
  [
    "a role definition as scope",
    (stack) => {
      grantAt(stack, new RoleDefinition(stack, "role", { name: "r", scope: "/subscriptions/x" }).id);
    },
    "[stack] scope id of stack/role is not an ARM id; give the scope that the role is defined at",
  ],
  [
    "roles on a vault with access policies",
    (stack) => {
      grantTo(stack, KeyVaultAccess.readSecrets(keyVault(stack, "vault", { rbacAuthorizationEnabled: false })));
    },
    "[stack] vault stack/vault decides by access policies (rbac_authorization_enabled is not true); grant KeyVaultPolicyAccess, or set rbac_authorization_enabled = true",
  ],
  [
    "a data role on a vault with access policies",
    (stack) => {
      const vault = keyVault(stack, "vault", { rbacAuthorizationEnabled: false });
      grantTo(stack, RoleAccess.at(vault.id, BuiltInRole.KEY_VAULT_SECRETS_USER));
    },
    /^\[stack\] vault stack\/vault decides by access policies/,
  ],
  [
    "roles on a secret of a vault with access policies",
    (stack) => {
      const vault = keyVault(stack, "vault", { rbacAuthorizationEnabled: undefined });
      grantTo(stack, KeyVaultAccess.readSecrets(new KeyVaultSecret(stack, "s", { name: "s", keyVaultId: vault.id })));
    },
    /^\[stack\] vault stack\/vault decides by access policies/,
  ],
  [
    "access policies on a vault with roles",
    (stack) => {
      grantTo(stack, KeyVaultPolicyAccess.readSecrets(keyVault(stack)));
    },
    "[stack] vault stack/vault decides by role assignments (rbac_authorization_enabled = true); grant KeyVaultAccess instead",
  ],
  [
    "access policies beside those in the vault itself",
    (stack) => {
      const accessPolicy = [{ tenantId: CLIENT, objectId: OBJECT }];
      const vault = keyVault(stack, "vault", { rbacAuthorizationEnabled: false, accessPolicy });
      grantTo(stack, KeyVaultPolicyAccess.readSecrets(vault));
    },
    '[stack] vault stack/vault has access_policy blocks of its own, which undo every other policy; remove them, or add lifecycle.ignoreChanges: ["access_policy"]',
  ],
  [
    "a target of another service",
    (stack) => {
      grantTo(stack, KeyVaultAccess.readSecrets(storageAccount(stack)));
    },
    "[stack] target of KeyVaultAccess.readSecrets must be an azurerm_key_vault or azurerm_key_vault_secret; got azurerm_storage_account (stack/account)",
  ],
  [
    "a container where an account is needed",
    (stack) => {
      grantTo(stack, BlobStorageAccess.delegateSas(container(stack, "in", { storageAccountName: "account" })));
    },
    "[stack] target of BlobStorageAccess.delegateSas must be an azurerm_storage_account; got azurerm_storage_container (stack/in)",
  ],
  [
    "accesses for nobody",
    (stack) => new ManagedIdentityBinding(stack, "app", { access: [KeyVaultAccess.readSecrets(keyVault(stack))] }),
    "[stack/app] has accesses and nobody to grant them to; give it sources, an identity, or a principal",
  ],
  [
    "a source that waits for the grants of its own identity",
    (stack) => {
      const vm = virtualMachine(stack);
      const access = [KeyVaultAccess.readSecrets(keyVault(stack))];
      new ManagedIdentityBinding(stack, "app", { sources: [vm], access }).applyBefore(vm);
    },
    "[stack/app] stack/vm cannot wait for grants to its own system-assigned identity; give the binding a user-assigned identity, or let something else wait",
  ],
  [
    "a condition version without a condition",
    (stack) => {
      grantTo(stack, RoleAccess.at(resourceGroup(stack).id, BuiltInRole.READER, { conditionVersion: "2.0" }));
    },
    '[stack] condition version "2.0" is given without a condition; give the condition, or neither',
  ],
  [
    "an empty login name",
    (stack) => login(stack, { loginName: "" }),
    '[stack/login] login "" is empty; give the name that Entra ID shows',
  ],
  [
    "an over-long login name",
    (stack) => login(stack, { loginName: "x".repeat(129) }),
    `[stack/login] login "${"x".repeat(129)}" has 129 characters; SQL allows 128`,
  ],
  [
    "a login name that Terraform would change",
    (stack) => login(stack, { loginName: "Ame\u0301lie" }),
    /^\[stack\/login\] login "Amélie" is not in Unicode normal form C; /,
  ],
  [
    "half a surrogate pair in a login name",
    (stack) => login(stack, { loginName: "x\ud83d" }),
    /^\[stack\/login\] login "x\\ud83d" is no well-formed Unicode; /,
  ],
  [
    "a login for a principal without a name",
    (stack) => login(stack, { principal: Principal.group(ObjectId.of(OBJECT)) }),
    "[stack/login] login has no name, and the principal tells none; give a name",
  ],
  [
    "an unknown server role",
    (stack) => login(stack, { serverRoles: [SqlServerRole.of("sysadmin")] }),
    '[stack/login] server role "sysadmin" does not exist in Azure SQL Database; use one of ##MS_DatabaseConnector##, ##MS_DatabaseManager##, ##MS_DefinitionReader##, ##MS_LoginManager##, ##MS_SecurityDefinitionReader##, ##MS_ServerStateReader##, ##MS_ServerStateManager##',
  ],
  [
    "the server role that every login is in",
    (stack) => login(stack, { serverRoles: [SqlServerRole.of("Public")] }),
    /^\[stack\/login\] server role "Public" does not exist in Azure SQL Database; use one of /,
  ],
  [
    "the role that every user is in",
    (stack) => login(stack, { databases: [{ databaseName: "shop", roles: [SqlDatabaseRole.custom("PUBLIC")] }] }),
    '[stack/login/database-shop] role "PUBLIC" has every user as a member, and nobody can change that; leave it out, or grant permissions to the user',
  ],
  [
    "a server role for a group",
    (stack) =>
      login(stack, {
        principal: Principal.group(ObjectId.of(OBJECT), { displayName: "Admins" }),
        serverRoles: [SqlServerRole.LOGIN_MANAGER],
      }),
    "[stack/login] server role ##MS_LoginManager## cannot be given to a group; give it to the members, or a database role to the group",
  ],
  [
    "a server that is no host name",
    (stack) => login(stack, { endpoint: SqlEndpoint.at("tcp:orders,1433") }),
    '[stack/login] server "tcp:orders,1433" is not a DNS name; give one such as "orders.database.windows.net"',
  ],
  [
    "a server that is something else",
    (stack) => login(stack, { endpoint: SqlEndpoint.server(keyVault(stack)) }),
    "[stack/login] server must be an azurerm_mssql_server or azurerm_mssql_managed_instance; got azurerm_key_vault (stack/vault)",
  ],
  [
    "a user without a database",
    (stack) => new SqlDatabaseUser(stack, "user", { principal: identity(stack) }),
    "[stack/user] needs database or databaseName, one of them; give the resource where it is in the app",
  ],
  [
    "a database that does not tell its server",
    (stack) => new SqlDatabaseUser(stack, "user", { principal: identity(stack), databaseName: "shop" }),
    "[stack/user] databaseName alone does not tell the server; give endpoint as well",
  ],
  [
    "servers and databases that stand for several",
    (stack) => {
      const server = sqlServer(stack, "server", { forEach: TerraformIterator.fromList(["a", "b"]) });
      const database = sqlDatabase(stack, "shop", sqlServer(stack, "one"));
      database.count = 2;
      login(stack, { endpoint: SqlEndpoint.server(server) });
      new SqlDatabaseUser(stack, "user", { principal: identity(stack), database });
    },
    "[stack/login] stack/server has count or for_each, so it stands for several; create each in code, or give SqlEndpoint.at the DNS name of one",
    "[stack/user] stack/shop has count or for_each, so it stands for several; create each in code, or give databaseName and endpoint",
  ],
  [
    "a user from a login of another server",
    (stack) => {
      const [server, other] = ["server", "other"].map((name) => SqlEndpoint.server(sqlServer(stack, name)));
      const principal = identity(stack);
      const props = { login: login(stack, { endpoint: server, principal }), principal, databaseName: "shop" };
      new SqlDatabaseUser(stack, "user", { ...props, endpoint: other });
      new SqlDatabaseUser(stack, "same", { ...props, endpoint: SqlEndpoint.at("alias.database.windows.net") });
    },
    "[stack/user] login stack/login is on another server than the user; leave endpoint out, or give a login of that server",
  ],
  [
    "a user from the login of another principal",
    (stack) => {
      const [mine, other] = [identity(stack, "mine"), identity(stack, "other")];
      const props = { login: login(stack, { principal: mine }), databaseName: "shop" };
      new SqlDatabaseUser(stack, "user", { ...props, principal: other });
    },
    "[stack/user] the principal is principal_id of stack/other/Default, and login stack/login is of principal_id of stack/mine/Default; give the principal of the login, or leave login out",
  ],
  [
    "a permission that does not exist",
    (stack) =>
      new SqlDatabaseUser(stack, "user", {
        principal: identity(stack, "login-principal"),
        database: sqlDatabase(stack),
        permissions: [SqlPermission.onSchema("SELECT; DROP TABLE x", "dbo")],
      }),
    /^\[stack\/user\] permission "SELECT; DROP TABLE X" cannot be granted on a schema; use one of ALTER, CONTROL, /,
  ],
  [
    "a second Entra administrator",
    (stack) => {
      const server = sqlServer(stack, "server", { azureadAdministrator: { loginUsername: "a", objectId: OBJECT } });
      const administrator = Principal.group(ObjectId.of(CLIENT), { displayName: "Admins" });
      new SqlServerDirectoryAccess(stack, "directory", { server, administrator });
    },
    "[stack/directory] server stack/server has an Entra administrator already, and a server has one; leave out administrator, or remove azuread_administrator",
  ],
  ...[undefined, "other"].map((other): (typeof CASES)[number] => [
    `${other ?? "a system-assigned"} identity that is not the primary one of the server`,
    (stack) => {
      const server = sqlServer(stack, "server", { azureadAdministrator: { loginUsername: "a", objectId: OBJECT } });
      identity(stack, "primary").attachTo(server);
      const mine = other === undefined ? undefined : identity(stack, other);
      new SqlServerDirectoryAccess(stack, "directory", { server, identity: mine });
    },
    "[stack/directory] server stack/server looks principals up with its primary identity, id of stack/primary/Default, and not with the one that may read the directory; give that one as identity, or set primary_user_assigned_identity_id",
  ]),
  [
    "no Entra administrator",
    (stack) => new SqlServerDirectoryAccess(stack, "directory", { server: sqlServer(stack) }),
    "[stack/directory] server stack/server has no Entra administrator, and only one can create logins for Entra principals; give administrator",
  ],
];

describe("wrong use fails at synth and says what to do:", () => {
  test.each(CASES)("%s", (_what, use, ...messages) => {
    const stack = testStack();
    use(stack);
    expect(problemsOf(stack)).toEqual(
      messages.map((message) => (typeof message === "string" ? message : (expect.stringMatching(message) as unknown))),
    );
  });

  test("all problems of all stacks at once", () => {
    const app = testApp();
    const first = testStack("first", app);
    const second = testStack("second", app);
    const vault = keyVault(first);
    new ManagedIdentityBinding(first, "app", {
      sources: [vault],
      identity: identity(first),
      access: [KeyVaultAccess.readSecrets(storageAccount(first))],
    });
    login(first, { loginName: "" });
    grantAt(second, "rg-orders");

    expect(problemsOf(first)).toEqual([
      expect.stringMatching(/^\[first\/vault\] azurerm_key_vault cannot carry/),
      "[first/vault] other stacks have problems too",
      expect.stringMatching(/^\[second\] scope "rg-orders" is not an ARM id/),
      expect.stringMatching(/^\[first\/app\] target of KeyVaultAccess\.readSecrets must be an azurerm_key_vault/),
      expect.stringMatching(/^\[first\/login\] login "" is empty/),
    ]);
    expect(problemsOf(first)).toHaveLength(5);
    expect(() => {
      app.synth();
    }).toThrow(/rg-orders/);
  });
});
