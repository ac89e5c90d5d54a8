import { Group } from "@cdktf/provider-azuread/lib/group";
import { type TerraformStack } from "cdktf";
import {
  type Access,
  BlobStorageAccess,
  BuiltInRole,
  CustomRole,
  KeyVaultAccess,
  KeyVaultPolicyAccess,
  LogicAppSqlConnection,
  ManagedApi,
  ManagedIdentityApiConnection,
  ManagedIdentityBinding,
  ObjectId,
  Principal,
  RoleAccess,
  SqlAadLogin,
  SqlAccess,
  SqlDatabaseUser,
  SqlEndpoint,
  SqlServerDirectoryAccess,
  SystemAssignedManagedIdentity,
  UserAssignedManagedIdentity,
} from "../lib";
import {
  identity,
  keyVault,
  plainIdentity,
  resourceGroup,
  sqlDatabase,
  sqlServer,
  virtualMachine,
  workflow,
} from "./support/azure";
import { problemsOf, testStack } from "./support/synth";

/** What JavaScript gives where TypeScript would not compile. */
const untyped = (value: unknown): never => value as never;

const OBJECT = "11111111-aaaa-bbbb-cccc-dddddddddddd";
const NAME_RULE = "name must be 3 to 128 letters, digits, hyphens and underscores, the first one a letter or a digit";
const USE_A_PRINCIPAL = "use Principal, UserAssignedManagedIdentity or SystemAssignedManagedIdentity.of";

const readTo = (stack: TerraformStack, principal: unknown): void => {
  KeyVaultAccess.readSecrets(keyVault(stack)).grantTo(stack, "grant", untyped(principal));
};
const grant = (stack: TerraformStack, access: Access): void => {
  access.grantTo(stack, "grant", Principal.group(ObjectId.of(OBJECT), { displayName: "Admins" }));
};
const bind = (stack: TerraformStack, props: unknown): ManagedIdentityBinding =>
  new ManagedIdentityBinding(stack, "binding", untyped(props));

const CASES: readonly [what: string, use: (stack: TerraformStack) => void, ...problems: string[]][] = [
  [
    "a resource as scope",
    (stack) => {
      grant(stack, RoleAccess.at(untyped(keyVault(stack)), BuiltInRole.READER));
    },
    "[stack] scope must be an ARM id as text; got azurerm_key_vault (stack/vault); give its id",
  ],
  [
    "a role as text, with a condition that is none",
    (stack) => {
      grant(stack, RoleAccess.at(keyVault(stack).id, untyped("Reader"), untyped({ condition: {}, description: 4 })));
    },
    '[stack] role must be a BuiltInRole or a CustomRole; got "Reader"; use a constant such as BuiltInRole.READER, ' +
      "BuiltInRole.fromName or CustomRole.fromId",
    "[stack] condition must be text; got object",
    "[stack] description must be text; got number",
  ],
  [
    "neither scope nor role",
    (stack) => {
      grant(stack, RoleAccess.at(untyped(undefined), untyped(undefined)));
    },
    "[stack] scope must be an ARM id as text; got undefined; give its id",
    "[stack] role must be a BuiltInRole or a CustomRole; got undefined; use a constant such as BuiltInRole.READER, " +
      "BuiltInRole.fromName or CustomRole.fromId",
  ],
  [
    "the id of a role as a number",
    (stack) => {
      grant(stack, RoleAccess.at(keyVault(stack).id, CustomRole.fromId(untyped(4))));
    },
    '[stack] role "number" is not a role definition id; give its GUID, or the ARM id that ends in it',
  ],
  [
    "a resource as the identity of a binding",
    (stack) => {
      bind(stack, { identity: plainIdentity(stack, "plain"), sources: [virtualMachine(stack)] });
    },
    "[stack/binding] identity must be a managed identity; got azurerm_user_assigned_identity (stack/plain); " +
      "use UserAssignedManagedIdentity.fromResource",
  ],
  [
    "a group as the identity of a binding",
    (stack) => {
      bind(stack, { identity: Principal.group(ObjectId.of(OBJECT)), sources: [virtualMachine(stack)] });
    },
    "[stack/binding] identity must be a managed identity; got Principal; what no source can carry is given as principal",
  ],
  [
    "a resource as the principal of a binding",
    (stack) => {
      bind(stack, { principal: new Group(stack, "group", { displayName: "Admins", securityEnabled: true }) });
    },
    `[stack/binding] principal must be a principal; got azuread_group (stack/group); ${USE_A_PRINCIPAL}`,
  ],
  [
    "sources and access that are no lists",
    (stack) => {
      bind(stack, { sources: virtualMachine(stack), access: KeyVaultAccess.readSecrets(keyVault(stack)) });
    },
    "[stack/binding] sources must be a list; got azurerm_linux_virtual_machine (stack/vm)",
    "[stack/binding] access must be a list; got RoleAccess",
  ],
  [
    "sources, accesses and consumers that are none",
    (stack) => {
      const binding = bind(stack, { identity: identity(stack), sources: ["vm"], access: ["read"] });
      binding.addAccess(untyped(undefined));
      binding.addSource(untyped(4));
      binding.applyBefore(untyped("app"));
    },
    '[stack/binding] source must be a resource or data source; got "vm"',
    "[stack/binding] access must be an Access, such as KeyVaultAccess.readSecrets(vault) or RoleAccess.at(vault.id, role); " +
      'got "read"',
    "[stack/binding] access must be an Access, such as KeyVaultAccess.readSecrets(vault) or RoleAccess.at(vault.id, role); " +
      "got undefined",
    "[stack/binding] source must be a resource or data source; got number",
    '[stack/binding] applyBefore takes constructs; got "app"',
  ],
  [
    "an identity in the name of a resource group",
    (stack) => {
      new UserAssignedManagedIdentity(stack, "id", { name: "id shop!", resourceGroup: untyped("rg-shop") });
    },
    `[stack/id] ${NAME_RULE}; got "id shop!"`,
    '[stack/id] resourceGroup must be an azurerm_resource_group; got "rg-shop"',
  ],
  [
    "an identity of nothing, and one looked up by nothing",
    (stack) => {
      new UserAssignedManagedIdentity(stack, "id", untyped(undefined));
      UserAssignedManagedIdentity.fromLookup(stack, "found", untyped(undefined));
    },
    `[stack/id] ${NAME_RULE}; got undefined`,
    "[stack/id] resourceGroup must be an azurerm_resource_group; got undefined",
    "[stack/found] name must be text; got undefined",
    "[stack/found] resourceGroupName must be text; got undefined",
  ],
  [
    "something else for a principal",
    (stack) => {
      readTo(stack, OBJECT);
    },
    `[stack] principal must be a principal; got "${OBJECT}"; ${USE_A_PRINCIPAL}`,
  ],
  ...(
    [
      [
        "text for an object id",
        () => Principal.group(untyped(OBJECT)),
        `object id must be made with ObjectId.of; got "${OBJECT}"`,
      ],
      [
        "a number for an object id",
        () => Principal.group(ObjectId.of(untyped(4))),
        "object id must be text; got number; give an attribute such as principal_id",
      ],
      [
        "text for a client id",
        () => Principal.servicePrincipal(ObjectId.of(OBJECT), { clientId: untyped("app") }),
        'client id must be made with ClientId.of; got "app"',
      ],
      [
        "text for an identity",
        () => UserAssignedManagedIdentity.fromResource(untyped("id-shop")),
        'identity must be an azurerm_user_assigned_identity; got "id-shop"',
      ],
      [
        "text for a source",
        () => SystemAssignedManagedIdentity.of(untyped("vm")),
        'source must be a resource or data source; got "vm"',
      ],
      [
        "nothing for a cluster",
        () => Principal.kubelet(untyped(undefined)),
        "cluster must be an azurerm_kubernetes_cluster; got undefined",
      ],
    ] as const
  ).map(
    ([what, principal, problem]) =>
      [
        what,
        (stack: TerraformStack) => {
          readTo(stack, principal());
        },
        `[stack] ${problem}`,
      ] as [string, (stack: TerraformStack) => void, string],
  ),
  [
    "names that are none",
    (stack) => {
      Principal.fromGroupName(stack, "group", untyped(4));
      Principal.fromClientId(stack, "app", untyped("orders"));
    },
    "[stack/group] display_name must be text; got number",
    '[stack/app] client id must be made with ClientId.of; got "orders"',
  ],
  [
    "names for targets",
    (stack) => {
      [
        KeyVaultAccess.readSecrets(untyped("kv")),
        KeyVaultPolicyAccess.readSecrets(untyped("kv")),
        BlobStorageAccess.read(untyped(undefined)),
      ].forEach((access) => {
        grant(stack, access);
      });
    },
    '[stack] target of KeyVaultAccess.readSecrets must be an azurerm_key_vault or azurerm_key_vault_secret; got "kv"',
    '[stack] target of KeyVaultPolicyAccess.readSecrets must be an azurerm_key_vault; got "kv"',
    "[stack] target of BlobStorageAccess.read must be an azurerm_storage_account or azurerm_storage_container or " +
      "azurerm_storage_data_lake_gen2_filesystem; got undefined",
  ],
  [
    "permissions that are no list, or none at all",
    (stack) => {
      const vault = keyVault(stack, "vault", { rbacAuthorizationEnabled: false });
      [{ secrets: "Get" }, {}, undefined].forEach((permissions) => {
        grant(stack, KeyVaultPolicyAccess.permissions(vault, untyped(permissions)));
      });
    },
    '[stack] secrets must be a list of permissions such as "Get"; got "Get"',
    "[stack] gives no permission; give permissions on secrets, keys or certificates",
  ],
  [
    "a login of nothing",
    (stack) => {
      new SqlAadLogin(stack, "login", untyped(undefined));
    },
    `[stack/login] principal must be a principal; got undefined; ${USE_A_PRINCIPAL}`,
    "[stack/login] endpoint must be an SqlEndpoint; got undefined; use SqlEndpoint.server or SqlEndpoint.at",
  ],
  [
    "a login by names",
    (stack) => {
      const login = new SqlAadLogin(
        stack,
        "login",
        untyped({
          endpoint: sqlServer(stack),
          principal: "ada@contoso.com",
          serverRoles: "dbmanager",
          databases: [undefined],
        }),
      );
      login.addServerRole(untyped("##MS_DatabaseManager##"));
    },
    '[stack/login] server role must be one of SqlServerRole; got "##MS_DatabaseManager##"',
    `[stack/login] principal must be a principal; got "ada@contoso.com"; ${USE_A_PRINCIPAL}`,
    "[stack/login] endpoint must be an SqlEndpoint; got azurerm_mssql_server (stack/server); use SqlEndpoint.server or SqlEndpoint.at",
    '[stack/login] serverRoles must be a list; got "dbmanager"',
    `[stack/login/database-] principal must be a principal; got "ada@contoso.com"; ${USE_A_PRINCIPAL}`,
    "[stack/login/database-] needs database or databaseName, one of them; give the resource where it is in the app",
  ],
  [
    "a host as a number",
    (stack) => {
      new SqlAadLogin(stack, "login", { endpoint: SqlEndpoint.at(untyped(4)), principal: identity(stack) });
    },
    '[stack/login] server "number" is not a DNS name; give one such as "orders.database.windows.net"',
  ],
  [
    "a user by names",
    (stack) => {
      new SqlDatabaseUser(
        stack,
        "user",
        untyped({ database: "shop", principal: "ada", login: "ada", roles: ["db_owner"] }),
      );
    },
    '[stack/user] role must be one of SqlDatabaseRole; got "db_owner"',
    `[stack/user] principal must be a principal; got "ada"; ${USE_A_PRINCIPAL}`,
    '[stack/user] login must be an SqlAadLogin; got "ada"',
    '[stack/user] database must be an azurerm_mssql_database or azurerm_mssql_managed_database; got "shop"',
  ],
  [
    "access to SQL by names",
    (stack) => {
      grant(stack, SqlAccess.database(sqlDatabase(stack, "shop"), untyped({ roles: "db_owner", permissions: 4 })));
    },
    '[stack/grant 1] roles must be a list; got "db_owner"',
    "[stack/grant 1] permissions must be a list; got number",
  ],
  [
    "directory access of a name",
    (stack) => {
      new SqlServerDirectoryAccess(
        stack,
        "directory",
        untyped({ server: "orders", identity: plainIdentity(stack, "plain") }),
      );
    },
    '[stack/directory] server must be an azurerm_mssql_server or azurerm_mssql_managed_instance; got "orders"',
    "[stack/directory] identity must be a managed identity; got azurerm_user_assigned_identity (stack/plain); " +
      "use UserAssignedManagedIdentity.fromResource",
  ],
  [
    "an API connection of nothing",
    (stack) => {
      new ManagedIdentityApiConnection(stack, "connection", untyped(undefined));
    },
    "[stack/connection] api must be one of ManagedApi; got undefined",
    "[stack/connection] needs resourceGroup or resourceGroupName, one of them; give the resource where it is in the app",
  ],
  [
    "an API connection of names",
    (stack) => {
      const connection = new ManagedIdentityApiConnection(
        stack,
        "connection",
        untyped({ api: "sql", resourceGroup: "rg-shop", parameters: "none" }),
      );
      connection.addTo(untyped("workflow"));
    },
    '[stack/connection] logicApp must be an azurerm_logic_app_workflow or azurerm_logic_app_standard; got "workflow"',
    '[stack/connection] api must be one of ManagedApi; got "sql"',
    '[stack/connection] resourceGroup must be an azurerm_resource_group; got "rg-shop"',
  ],
  [
    "an SQL connection of names",
    (stack) => {
      new LogicAppSqlConnection(stack, "sql", untyped({ logicApp: "workflow", endpoint: "orders", databases: "all" }));
    },
    '[stack/sql/Default] logicApp must be an azurerm_logic_app_workflow or azurerm_logic_app_standard; got "workflow"',
    '[stack/sql/login] endpoint must be an SqlEndpoint; got "orders"; use SqlEndpoint.server or SqlEndpoint.at',
    '[stack/sql/login] source must be a resource or data source; got "workflow"',
    '[stack/sql/login] databases must be a list; got "all"',
  ],
  [
    "an identity that is none, for a connection",
    (stack) => {
      new ManagedIdentityApiConnection(stack, "connection", {
        api: ManagedApi.KEY_VAULT,
        resourceGroup: resourceGroup(stack),
        parameters: { vaultName: keyVault(stack).name },
      }).addTo(workflow(stack, "flow"), untyped({ identity: "id" }));
    },
    '[stack/connection] identity must be a managed identity; got "id"; use UserAssignedManagedIdentity or ' +
      "SystemAssignedManagedIdentity.of",
  ],
];

describe("what JavaScript lets pass is reported at synth, all at once:", () => {
  test.each(CASES)("%s", (_what, use, ...problems) => {
    const stack = testStack();
    use(stack);
    expect(problemsOf(stack).sort()).toEqual([...problems].sort());
  });
});
