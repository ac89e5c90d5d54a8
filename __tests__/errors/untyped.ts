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
} from "../../lib";
import {
  identity,
  keyVault,
  plainIdentity,
  resourceGroup,
  sqlDatabase,
  sqlServer,
  virtualMachine,
  workflow,
} from "../support/azure";
import { type Mistake } from "./mistake";

/** What JavaScript gives where TypeScript would not compile. */
const untyped = (value: unknown): never => value as never;

const OBJECT = "11111111-aaaa-bbbb-cccc-dddddddddddd";

const readTo = (stack: TerraformStack, principal: unknown): void => {
  KeyVaultAccess.readSecrets(keyVault(stack)).grantTo(stack, "grant", untyped(principal));
};
const grant = (stack: TerraformStack, access: Access): void => {
  access.grantTo(stack, "grant", Principal.group(ObjectId.of(OBJECT), { displayName: "Admins" }));
};
const bind = (stack: TerraformStack, props: unknown): ManagedIdentityBinding =>
  new ManagedIdentityBinding(stack, "binding", untyped(props));

/** What JavaScript lets pass, and what is wrong with it, as "[construct path] rule". */
export const UNTYPED: readonly Mistake[] = [
  [
    "a resource as scope",
    (stack) => {
      grant(stack, RoleAccess.at(untyped(keyVault(stack)), BuiltInRole.READER));
    },
    "[stack] role-scope-not-a-string",
  ],
  [
    "a role as text, with a condition that is none",
    (stack) => {
      grant(stack, RoleAccess.at(keyVault(stack).id, untyped("Reader"), untyped({ condition: {}, description: 4 })));
    },
    "[stack] not-a-role",
    "[stack] not-a-string",
    "[stack] not-a-string",
  ],
  [
    "neither scope nor role",
    (stack) => {
      grant(stack, RoleAccess.at(untyped(undefined), untyped(undefined)));
    },
    "[stack] role-scope-not-a-string",
    "[stack] not-a-role",
  ],
  [
    "the id of a role as a number",
    (stack) => {
      grant(stack, RoleAccess.at(keyVault(stack).id, CustomRole.fromId(untyped(4))));
    },
    "[stack] role-not-definition-id",
  ],
  [
    "a resource as the identity of a binding",
    (stack) => {
      bind(stack, { identity: plainIdentity(stack, "plain"), sources: [virtualMachine(stack)] });
    },
    "[stack/binding] not-a-managed-identity",
  ],
  [
    "a group as the identity of a binding",
    (stack) => {
      bind(stack, { identity: Principal.group(ObjectId.of(OBJECT)), sources: [virtualMachine(stack)] });
    },
    "[stack/binding] not-a-managed-identity",
  ],
  [
    "a resource as the principal of a binding",
    (stack) => {
      bind(stack, { principal: new Group(stack, "group", { displayName: "Admins", securityEnabled: true }) });
    },
    "[stack/binding] not-a-principal",
  ],
  [
    "sources and access that are no lists",
    (stack) => {
      bind(stack, { sources: virtualMachine(stack), access: KeyVaultAccess.readSecrets(keyVault(stack)) });
    },
    "[stack/binding] not-a-list",
    "[stack/binding] not-a-list",
  ],
  [
    "sources, accesses and consumers that are none",
    (stack) => {
      const binding = bind(stack, { identity: identity(stack), sources: ["vm"], access: ["read"] });
      binding.addAccess(untyped(undefined));
      binding.addSource(untyped(4));
      binding.applyBefore(untyped("app"));
    },
    "[stack/binding] not-a-resource",
    "[stack/binding] not-an-access",
    "[stack/binding] not-an-access",
    "[stack/binding] not-a-resource",
    "[stack/binding] not-a-consumer",
  ],
  [
    "an identity in the name of a resource group",
    (stack) => {
      new UserAssignedManagedIdentity(stack, "id", { name: "id shop!", resourceGroup: untyped("rg-shop") });
    },
    "[stack/id] impossible-identity-name",
    "[stack/id] wrong-resource-type",
  ],
  [
    "an identity of nothing, and one looked up by nothing",
    (stack) => {
      new UserAssignedManagedIdentity(stack, "id", untyped(undefined));
      UserAssignedManagedIdentity.fromLookup(stack, "found", untyped(undefined));
    },
    "[stack/id] impossible-identity-name",
    "[stack/id] wrong-resource-type",
    "[stack/found] not-a-string",
    "[stack/found] not-a-string",
  ],
  [
    "something else for a principal",
    (stack) => {
      readTo(stack, OBJECT);
    },
    "[stack] not-a-principal",
  ],
  ...(
    [
      ["text for an object id", () => Principal.group(untyped(OBJECT)), "[stack] not-of-class"],
      ["a number for an object id", () => Principal.group(ObjectId.of(untyped(4))), "[stack] not-a-string"],
      [
        "text for a client id",
        () => Principal.servicePrincipal(ObjectId.of(OBJECT), { clientId: untyped("app") }),
        "[stack] not-of-class",
      ],
      [
        "text for an identity",
        () => UserAssignedManagedIdentity.fromResource(untyped("id-shop")),
        "[stack] wrong-resource-type",
      ],
      ["text for a source", () => SystemAssignedManagedIdentity.of(untyped("vm")), "[stack] not-a-resource"],
      ["nothing for a cluster", () => Principal.kubelet(untyped(undefined)), "[stack] wrong-resource-type"],
    ] as const
  ).map(
    ([what, principal, problem]) =>
      [
        what,
        (stack: TerraformStack) => {
          readTo(stack, principal());
        },
        problem,
      ] as [string, (stack: TerraformStack) => void, string],
  ),
  [
    "names that are none",
    (stack) => {
      Principal.fromGroupName(stack, "group", untyped(4));
      Principal.fromClientId(stack, "app", untyped("orders"));
    },
    "[stack/group] not-a-string",
    "[stack/app] not-of-class",
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
    "[stack] wrong-resource-type",
    "[stack] wrong-resource-type",
    "[stack] wrong-resource-type",
  ],
  [
    "permissions that are no list, or none at all",
    (stack) => {
      const vault = keyVault(stack, "vault", { rbacAuthorizationEnabled: false });
      [{ secrets: "Get" }, {}, undefined].forEach((permissions) => {
        grant(stack, KeyVaultPolicyAccess.permissions(vault, untyped(permissions)));
      });
    },
    "[stack] not-a-list-of-permissions",
    "[stack] no-policy-permission",
  ],
  [
    "a login of nothing",
    (stack) => {
      new SqlAadLogin(stack, "login", untyped(undefined));
    },
    "[stack/login] not-a-principal",
    "[stack/login] not-of-class",
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
    "[stack/login] not-a-principal",
    "[stack/login] not-of-class",
    "[stack/login] not-a-list",
    "[stack/login] not-of-class",
    "[stack/login/database-] not-a-principal",
    "[stack/login/database-] database-or-name",
  ],
  [
    "a host as a number",
    (stack) => {
      new SqlAadLogin(stack, "login", { endpoint: SqlEndpoint.at(untyped(4)), principal: identity(stack) });
    },
    "[stack/login] server-not-dns-name",
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
    "[stack/user] not-of-class",
    "[stack/user] not-a-principal",
    "[stack/user] not-a-login",
    "[stack/user] wrong-resource-type",
  ],
  [
    "access to SQL by names",
    (stack) => {
      grant(stack, SqlAccess.database(sqlDatabase(stack, "shop"), untyped({ roles: "db_owner", permissions: 4 })));
    },
    "[stack/grant 1] not-a-list",
    "[stack/grant 1] not-a-list",
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
    "[stack/directory] wrong-resource-type",
    "[stack/directory] not-a-managed-identity",
  ],
  [
    "an API connection of nothing",
    (stack) => {
      new ManagedIdentityApiConnection(stack, "connection", untyped(undefined));
    },
    "[stack/connection] not-of-class",
    "[stack/connection] resource-group-or-name",
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
    "[stack/connection] not-of-class",
    "[stack/connection] wrong-resource-type",
    "[stack/connection] wrong-resource-type",
  ],
  [
    "an SQL connection of names",
    (stack) => {
      new LogicAppSqlConnection(stack, "sql", untyped({ logicApp: "workflow", endpoint: "orders", databases: "all" }));
    },
    "[stack/sql/Default] wrong-resource-type",
    "[stack/sql/login] not-a-resource",
    "[stack/sql/login] not-of-class",
    "[stack/sql/login] not-a-list",
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
    "[stack/connection] not-a-managed-identity",
  ],
  [
    "settings of the wrong types",
    (stack) => {
      bind(stack, { settings: { prefix: 1, names: { AZURE_KEYVAULT_CLIENTID: null } } });
    },
    "[stack/binding] not-a-string",
    "[stack/binding] not-a-string",
  ],
  [
    "a type of client that there is not",
    (stack) => {
      bind(stack, { settings: { clientType: "perl" } });
    },
    "[stack/binding] client-type-unknown",
  ],
];
