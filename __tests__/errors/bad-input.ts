import { KeyVaultSecret } from "@cdktf/provider-azurerm/lib/key-vault-secret";
import { RoleDefinition } from "@cdktf/provider-azurerm/lib/role-definition";
import { Subscription } from "@cdktf/provider-azurerm/lib/subscription";
import { DataAzurermVirtualNetwork } from "@cdktf/provider-azurerm/lib/data-azurerm-virtual-network";
import { Group } from "@cdktf/provider-azuread/lib/group";
import { DataAzurermMssqlServer } from "@cdktf/provider-azurerm/lib/data-azurerm-mssql-server";
import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy";
import { DataAzureadApplicationTemplate } from "@cdktf/provider-azuread/lib/data-azuread-application-template";
import { TerraformIterator, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
  Access,
  BlobStorageAccess,
  BuiltInRole,
  ClientId,
  CustomRole,
  KeyVaultAccess,
  KeyVaultPolicyAccess,
  Grant,
  type IPrincipal,
  ManagedIdentityBinding,
  type ManagedIdentityBindingProps,
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
} from "../../lib";
import {
  container,
  identity,
  keyVault,
  resourceGroup,
  sqlDatabase,
  sqlServer,
  storageAccount,
  SUBSCRIPTION,
  TENANT,
  virtualMachine,
  workflow,
} from "../support/azure";
import { CONTAINER, containerApp, webApp } from "../settings/apps";
import { type Mistake } from "./mistake";

const OBJECT = "11111111-aaaa-bbbb-cccc-dddddddddddd";
const CLIENT = "22222222-aaaa-bbbb-cccc-dddddddddddd";

const bind = (stack: TerraformStack, props: ManagedIdentityBindingProps): ManagedIdentityBinding =>
  new ManagedIdentityBinding(stack, "app", props);

function grantTo(
  stack: TerraformStack,
  access: Access,
  principal = Principal.servicePrincipal(ObjectId.of(OBJECT)),
): void {
  access.grantTo(stack, "grant", principal);
}

export function grantAt(stack: TerraformStack, scope: string): void {
  grantTo(stack, RoleAccess.at(scope, BuiltInRole.READER));
}

export function login(
  stack: TerraformStack,
  props: Partial<ConstructorParameters<typeof SqlAadLogin>[2]>,
): SqlAadLogin {
  return new SqlAadLogin(stack, "login", {
    endpoint: SqlEndpoint.at("orders.database.windows.net"),
    principal: identity(stack, "login-principal"),
    ...props,
  });
}

/** What the user does, and what is wrong with it, as "[construct path] rule". */
export const BAD_INPUT: readonly Mistake[] = [
  [
    "a type that cannot carry an identity",
    (stack) => new ManagedIdentityBinding(stack, "app", { sources: [keyVault(stack)], identity: identity(stack) }),
    "[stack/vault] type-without-identity",
  ],
  [
    "a system-assigned identity for a type that takes user-assigned ones only",
    (stack) => SystemAssignedManagedIdentity.of(sqlDatabase(stack)),
    "[stack/database] system-assigned-identity-not-supported",
  ],
  [
    "both kinds on a type that takes one",
    (stack) => {
      const logicApp = workflow(stack, "workflow", { identity: { type: "SystemAssigned" } });
      new ManagedIdentityBinding(stack, "app", { sources: [logicApp], identity: identity(stack) });
    },
    "[stack/workflow] identity-kinds-exclude-each-other",
  ],
  [
    "two user-assigned identities on a Consumption Logic App",
    (stack) => {
      const logicApp = workflow(stack);
      new ManagedIdentityBinding(stack, "one", { sources: [logicApp], identity: identity(stack, "orders") });
      new ManagedIdentityBinding(stack, "two", { sources: [logicApp], identity: identity(stack, "billing") });
    },
    "[stack/workflow] too-many-user-assigned-identities",
  ],
  [
    "a system-assigned identity shared by two sources",
    (stack) => {
      const vm1 = virtualMachine(stack, "vm1");
      const own = SystemAssignedManagedIdentity.of(vm1);
      new ManagedIdentityBinding(stack, "app", { sources: [vm1, virtualMachine(stack, "vm2")], identity: own });
    },
    "[stack/vm2] system-assigned-identity-of-other-source",
  ],
  [
    "an identity in a resource group that is none",
    (stack) => new UserAssignedManagedIdentity(stack, "orders", { name: "id-orders", resourceGroup: keyVault(stack) }),
    "[stack/orders] wrong-resource-type",
  ],
  [
    "the resource that carries an identity, given as the identity",
    (stack) => UserAssignedManagedIdentity.fromResource(virtualMachine(stack, "vm")),
    "[stack/vm] wrong-resource-type",
  ],
  [
    "a user-assigned identity for something that is only looked up",
    (stack) => {
      const found = new DataAzurermVirtualNetwork(stack, "network", { name: "n", resourceGroupName: "rg" });
      new ManagedIdentityBinding(stack, "app", { sources: [found], identity: identity(stack) });
    },
    "[stack/network] identity-for-data-source",
  ],
  [
    "a data source that does not tell its identity",
    (stack) => {
      const found = new DataAzurermVirtualNetwork(stack, "network", { name: "n", resourceGroupName: "rg" });
      SystemAssignedManagedIdentity.of(found);
    },
    "[stack/network] data-source-without-principal",
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
    "[stack] client-id-as-object-id",
  ],
  [
    "the client id of a Microsoft application where an object id belongs",
    (stack) => {
      const graph = Principal.servicePrincipal(ObjectId.of("00000003-0000-0000-c000-000000000000"));
      grantTo(stack, KeyVaultAccess.readSecrets(keyVault(stack)), graph);
    },
    "[stack] client-id-of-microsoft-application",
  ],
  [
    "one GUID as object id and client id",
    (stack) => {
      const principal = Principal.servicePrincipal(ObjectId.of(OBJECT), { clientId: ClientId.of(OBJECT) });
      grantTo(stack, KeyVaultAccess.readSecrets(keyVault(stack)), principal);
    },
    "[stack] object-id-equals-client-id",
  ],
  [
    "something else than a GUID where an object id belongs",
    (stack) => {
      grantTo(stack, KeyVaultAccess.readSecrets(keyVault(stack)), Principal.group(ObjectId.of("admins")));
    },
    "[stack] object-id-not-guid",
  ],
  [
    "another attribute where an object id belongs",
    (stack) => {
      const group = new Group(stack, "admins", { displayName: "Admins", securityEnabled: true });
      grantTo(stack, KeyVaultAccess.readSecrets(keyVault(stack)), Principal.group(ObjectId.of(group.id)));
    },
    "[stack] not-an-object-id",
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
    "[stack/login] client-id-not-guid",
  ],
  [
    "an unknown role by id",
    (stack) => {
      grantTo(stack, RoleAccess.at(resourceGroup(stack).id, BuiltInRole.fromId(CLIENT)));
    },
    "[stack] unknown-built-in-role",
  ],
  [
    "an unknown role by name",
    (stack) => {
      grantTo(stack, RoleAccess.at(resourceGroup(stack).id, BuiltInRole.fromName("Key Vault Secret Users")));
    },
    "[stack] unknown-built-in-role",
  ],
  [
    "a custom role that is no id",
    (stack) => {
      grantTo(stack, RoleAccess.at(resourceGroup(stack).id, CustomRole.fromId("Operators")));
    },
    "[stack] role-not-definition-id",
  ],
  ...(
    [
      ["a name as scope", () => "rg-orders", "[stack] role-scope-not-arm-id"],
      ["a URL as scope", () => "https://orders.vault.azure.net/", "[stack] role-scope-not-arm-id"],
      ["an empty scope", () => "", "[stack] role-scope-not-arm-id"],
      [
        "a subscription that is no GUID as scope",
        () => "/subscriptions/production",
        "[stack] role-scope-subscription-not-guid",
      ],
      [
        "half an ARM id as scope",
        () => `/subscriptions/${SUBSCRIPTION}/resourceGroups`,
        "[stack] role-scope-incomplete",
      ],
      ["another attribute as scope", (stack) => keyVault(stack).vaultUri, "[stack] role-scope-not-arm-id"],
      ["a principal as scope", (stack) => identity(stack).objectId.value, "[stack] role-scope-not-arm-id"],
    ] satisfies [string, (stack: TerraformStack) => string, string][]
  ).map(([what, scope, problem]): Mistake => [
    what,
    (stack) => {
      grantAt(stack, scope(stack));
    },
    problem,
  ]),
  [
    "the URL of a secret as scope",
    (stack) => {
      grantAt(stack, new KeyVaultSecret(stack, "secret", { name: "s", keyVaultId: keyVault(stack).id }).id);
    },
    "[stack] role-scope-not-arm-id",
  ],
  [
    "the URL of a container as scope",
    (stack) => {
      grantAt(stack, container(stack, "in", { storageAccountName: "account" }).id);
    },
    "[stack] role-scope-not-arm-id",
  ],
  [
    "the alias of a subscription as scope",
    (stack) => {
      grantAt(stack, new Subscription(stack, "new", { subscriptionName: "new" }).id);
    },
    "[stack] role-scope-not-arm-id",
  ],
  [
    "a role definition as scope",
    (stack) => {
      grantAt(stack, new RoleDefinition(stack, "role", { name: "r", scope: "/subscriptions/x" }).id);
    },
    "[stack] role-scope-not-arm-id",
  ],
  [
    "roles on a vault with access policies",
    (stack) => {
      grantTo(stack, KeyVaultAccess.readSecrets(keyVault(stack, "vault", { rbacAuthorizationEnabled: false })));
    },
    "[stack] role-on-vault-with-policies",
  ],
  [
    "a data role on a vault with access policies",
    (stack) => {
      const vault = keyVault(stack, "vault", { rbacAuthorizationEnabled: false });
      grantTo(stack, RoleAccess.at(vault.id, BuiltInRole.KEY_VAULT_SECRETS_USER));
    },
    "[stack] role-on-vault-with-policies",
  ],
  [
    "roles on a secret of a vault with access policies",
    (stack) => {
      const vault = keyVault(stack, "vault", { rbacAuthorizationEnabled: undefined });
      grantTo(stack, KeyVaultAccess.readSecrets(new KeyVaultSecret(stack, "s", { name: "s", keyVaultId: vault.id })));
    },
    "[stack] role-on-vault-with-policies",
  ],
  [
    "access policies on a vault with roles",
    (stack) => {
      grantTo(stack, KeyVaultPolicyAccess.readSecrets(keyVault(stack)));
    },
    "[stack] policy-on-vault-with-roles",
  ],
  [
    "access policies beside those in the vault itself",
    (stack) => {
      const accessPolicy = [{ tenantId: CLIENT, objectId: OBJECT }];
      const vault = keyVault(stack, "vault", { rbacAuthorizationEnabled: false, accessPolicy });
      grantTo(stack, KeyVaultPolicyAccess.readSecrets(vault));
    },
    "[stack] inline-access-policies",
  ],
  [
    "a target of another service",
    (stack) => {
      grantTo(stack, KeyVaultAccess.readSecrets(storageAccount(stack)));
    },
    "[stack] wrong-resource-type",
  ],
  [
    "a container where an account is needed",
    (stack) => {
      grantTo(stack, BlobStorageAccess.delegateSas(container(stack, "in", { storageAccountName: "account" })));
    },
    "[stack] wrong-resource-type",
  ],
  [
    "accesses for nobody",
    (stack) => new ManagedIdentityBinding(stack, "app", { access: [KeyVaultAccess.readSecrets(keyVault(stack))] }),
    "[stack/app] access-for-nobody",
  ],
  [
    "a source that waits for the grants of its own identity",
    (stack) => {
      const vm = virtualMachine(stack);
      const access = [KeyVaultAccess.readSecrets(keyVault(stack))];
      new ManagedIdentityBinding(stack, "app", { sources: [vm], access }).applyBefore(vm);
    },
    "[stack/app] source-waits-for-itself",
  ],
  [
    "a condition version without a condition",
    (stack) => {
      grantTo(stack, RoleAccess.at(resourceGroup(stack).id, BuiltInRole.READER, { conditionVersion: "2.0" }));
    },
    "[stack] condition-version-without-condition",
  ],
  ["an empty login name", (stack) => login(stack, { loginName: "" }), "[stack/login] name-empty"],
  [
    "an over-long login name",
    (stack) => login(stack, { loginName: "x".repeat(129) }),
    "[stack/login] sql-name-too-long",
  ],
  [
    "a login name that Terraform would change",
    (stack) => login(stack, { loginName: "Ame\u0301lie" }),
    "[stack/login] name-not-normalized",
  ],
  [
    "half a surrogate pair in a login name",
    (stack) => login(stack, { loginName: "x\ud83d" }),
    "[stack/login] name-with-lone-surrogate",
  ],
  [
    "a login for a principal without a name",
    (stack) => login(stack, { principal: Principal.group(ObjectId.of(OBJECT)) }),
    "[stack/login] name-missing",
  ],
  [
    "an unknown server role",
    (stack) => login(stack, { serverRoles: [SqlServerRole.of("sysadmin")] }),
    "[stack/login] unknown-server-role",
  ],
  [
    "the server role that every login is in",
    (stack) => login(stack, { serverRoles: [SqlServerRole.of("Public")] }),
    "[stack/login] unknown-server-role",
  ],
  [
    "the role that every user is in",
    (stack) => login(stack, { databases: [{ databaseName: "shop", roles: [SqlDatabaseRole.custom("PUBLIC")] }] }),
    "[stack/login/database-shop] public-database-role",
  ],
  [
    "a server role for a group",
    (stack) =>
      login(stack, {
        principal: Principal.group(ObjectId.of(OBJECT), { displayName: "Admins" }),
        serverRoles: [SqlServerRole.LOGIN_MANAGER],
      }),
    "[stack/login] server-role-for-group",
  ],
  [
    "a server that is no host name",
    (stack) => login(stack, { endpoint: SqlEndpoint.at("tcp:orders,1433") }),
    "[stack/login] server-not-dns-name",
  ],
  [
    "a server that is something else",
    (stack) => login(stack, { endpoint: SqlEndpoint.server(keyVault(stack)) }),
    "[stack/login] wrong-resource-type",
  ],
  [
    "a user without a database",
    (stack) => new SqlDatabaseUser(stack, "user", { principal: identity(stack) }),
    "[stack/user] database-or-name",
  ],
  [
    "a database that does not tell its server",
    (stack) => new SqlDatabaseUser(stack, "user", { principal: identity(stack), databaseName: "shop" }),
    "[stack/user] database-without-server",
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
    "[stack/login] target-has-several-instances",
    "[stack/user] target-has-several-instances",
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
    "[stack/user] login-on-other-server",
  ],
  [
    "a user from the login of another principal",
    (stack) => {
      const [mine, other] = [identity(stack, "mine"), identity(stack, "other")];
      const props = { login: login(stack, { principal: mine }), databaseName: "shop" };
      new SqlDatabaseUser(stack, "user", { ...props, principal: other });
    },
    "[stack/user] login-of-other-principal",
  ],
  [
    "a permission that does not exist",
    (stack) =>
      new SqlDatabaseUser(stack, "user", {
        principal: identity(stack, "login-principal"),
        database: sqlDatabase(stack),
        permissions: [SqlPermission.onSchema("SELECT; DROP TABLE x", "dbo")],
      }),
    "[stack/user] permission-not-on-securable",
  ],
  [
    "a second Entra administrator",
    (stack) => {
      const server = sqlServer(stack, "server", { azureadAdministrator: { loginUsername: "a", objectId: OBJECT } });
      const administrator = Principal.group(ObjectId.of(CLIENT), { displayName: "Admins" });
      new SqlServerDirectoryAccess(stack, "directory", { server, administrator });
    },
    "[stack/directory] second-entra-administrator",
  ],
  ...[undefined, "other"].map((other): Mistake => [
    `${other ?? "a system-assigned"} identity that is not the primary one of the server`,
    (stack) => {
      const server = sqlServer(stack, "server", { azureadAdministrator: { loginUsername: "a", objectId: OBJECT } });
      identity(stack, "primary").attachTo(server);
      const mine = other === undefined ? undefined : identity(stack, other);
      new SqlServerDirectoryAccess(stack, "directory", { server, identity: mine });
    },
    "[stack/directory] directory-reader-not-primary",
  ]),
  [
    "no Entra administrator",
    (stack) => new SqlServerDirectoryAccess(stack, "directory", { server: sqlServer(stack) }),
    "[stack/directory] no-entra-administrator",
  ],
  [
    "an access policy beside one that is written by hand",
    (stack) => {
      const vault = keyVault(stack, "vault", { rbacAuthorizationEnabled: false });
      const orders = identity(stack);
      const ids = { keyVaultId: vault.id, tenantId: TENANT, objectId: orders.objectId.value };
      new KeyVaultAccessPolicyA(stack, "by-hand", ids);
      KeyVaultPolicyAccess.readSecrets(vault).grantTo(stack, "grant", orders);
    },
    "[stack] duplicate-access-policy",
  ],
  [
    "an identity and a principal",
    (stack) => bind(stack, { identity: identity(stack), principal: identity(stack, "other") }),
    "[stack/app] identity-and-principal",
  ],
  [
    "sources and a principal",
    (stack) => bind(stack, { sources: [virtualMachine(stack)], principal: identity(stack) }),
    "[stack/app] sources-and-principal",
  ],
  [
    "a source for a binding with a principal",
    (stack) => {
      bind(stack, { principal: identity(stack) }).addSource(virtualMachine(stack));
    },
    "[stack/app] source-with-principal",
  ],
  [
    "two accesses of one grant id",
    (stack) => {
      class SameId extends Access {
        public grantId(): string {
          return "same";
        }
        public grantTo(scope: Construct, id: string, principal: IPrincipal): Grant {
          new Construct(scope, id);
          return new Grant(principal, []);
        }
      }
      bind(stack, { principal: identity(stack), access: [new SameId(), new SameId()] });
    },
    "[stack/app] duplicate-access",
  ],
  [
    "the object id of an application where that of a principal belongs",
    (stack) => {
      const assignment = new DataAzureadApplicationTemplate(stack, "template", { displayName: "x" });
      grantTo(
        stack,
        KeyVaultAccess.readSecrets(keyVault(stack)),
        Principal.servicePrincipal(ObjectId.of(assignment.getStringAttribute("application_object_id"))),
      );
    },
    "[stack] object-id-of-application",
  ],
  [
    "an object id where a client id belongs",
    (stack) => {
      const clientId = ClientId.of(identity(stack).objectId.value);
      login(stack, { principal: Principal.servicePrincipal(ObjectId.of(OBJECT), { clientId, displayName: "x" }) });
    },
    "[stack/login] not-a-client-id",
  ],
  [
    "the identity of a server that is only looked up",
    (stack) => {
      const server = new DataAzurermMssqlServer(stack, "found", { name: "sql", resourceGroupName: "rg" });
      new SqlServerDirectoryAccess(stack, "directory", { server });
    },
    "[stack/directory] server-is-data-source",
  ],
  [
    "a setting that is there with another value",
    (stack) => {
      const appSettings = { AZURE_KEYVAULT_RESOURCEENDPOINT: "https://other.vault.azure.net/" };
      bind(stack, {
        sources: [webApp(stack, "web", { appSettings })],
        access: [KeyVaultAccess.readSecrets(keyVault(stack))],
      });
    },
    "[stack/app] setting-taken",
  ],
  [
    "a setting that is there with a value that may be secret",
    (stack) => {
      const appSettings = { AZURE_KEYVAULT_RESOURCEENDPOINT: "Server=shop;Password=secret" };
      bind(stack, {
        sources: [webApp(stack, "web", { appSettings })],
        access: [KeyVaultAccess.readSecrets(keyVault(stack))],
      });
    },
    "[stack/app] setting-taken",
  ],
  [
    "a setting that two accesses of one prefix give",
    (stack) => {
      bind(stack, {
        sources: [webApp(stack)],
        access: [KeyVaultAccess.readSecrets(keyVault(stack)), KeyVaultAccess.readSecrets(keyVault(stack, "other"))],
        settings: { prefix: "VAULT" },
      });
    },
    "[stack/app] setting-taken",
  ],
  [
    "a variable of a container that is there as a secret",
    (stack) => {
      const env = [{ name: "AZURE_KEYVAULT_RESOURCEENDPOINT", secretName: "vault" }];
      bind(stack, {
        sources: [containerApp(stack, "apps", { template: { container: [{ ...CONTAINER, env }] } })],
        access: [KeyVaultAccess.readSecrets(keyVault(stack))],
      });
    },
    "[stack/app] setting-taken",
  ],
  [
    "settings for containers that only Terraform knows",
    (stack) => {
      const container = TerraformIterator.fromList(["a", "b"]).dynamic({ ...CONTAINER });
      bind(stack, {
        sources: [containerApp(stack, "apps", { template: { container } })],
        access: [KeyVaultAccess.readSecrets(keyVault(stack))],
      });
    },
    "[stack/app] containers-unknown-at-synth",
  ],
  [
    "settings that differ between instances, for one app",
    (stack) => {
      const forEach = TerraformIterator.fromList(["eu", "us"]);
      bind(stack, {
        identity: identity(stack),
        access: [KeyVaultAccess.readSecrets(keyVault(stack, "vault", { forEach }))],
      });
      new ManagedIdentityBinding(stack, "web-app", {
        sources: [webApp(stack)],
        access: [KeyVaultAccess.readSecrets(keyVault(stack, "vaults", { forEach }))],
      });
    },
    "[stack/web-app] setting-of-other-instances",
  ],
  [
    "settings that ignore_changes keeps from an app",
    (stack) => {
      bind(stack, {
        sources: [webApp(stack, "web", { lifecycle: { ignoreChanges: ["app_settings"] } })],
        access: [KeyVaultAccess.readSecrets(keyVault(stack))],
      });
    },
    "[stack/web] changed-attribute-ignored",
  ],
  [
    "settings that are replaced afterwards",
    (stack) => {
      const [web, app] = [webApp(stack), containerApp(stack, "apps")];
      bind(stack, { sources: [web, app], access: [KeyVaultAccess.readSecrets(keyVault(stack))] });
      web.appSettings = { REGION: "eu" };
      app.putTemplate({ container: [CONTAINER] });
    },
    "[stack/web] settings-replaced-after-binding",
    "[stack/apps] settings-replaced-after-binding",
  ],
  [
    "settings that are overridden",
    (stack) => {
      const [web, app] = [webApp(stack), containerApp(stack, "apps")];
      bind(stack, { sources: [web, app], access: [KeyVaultAccess.readSecrets(keyVault(stack))] });
      web.addOverride("app_settings", "${var.settings}");
      app.addOverride("template", { container: [] });
    },
    "[stack/web] settings-overridden",
    "[stack/apps] settings-overridden",
  ],
  [
    "a prefix that no platform takes",
    (stack) => {
      bind(stack, { sources: [webApp(stack)], settings: { prefix: "1 ORDERS" } });
    },
    "[stack/app] setting-name-impossible",
  ],
];
