import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DataAzurermKeyVault } from "@cdktf/provider-azurerm/lib/data-azurerm-key-vault";
import { type KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { KeyVaultCertificate } from "@cdktf/provider-azurerm/lib/key-vault-certificate";
import { KeyVaultKey } from "@cdktf/provider-azurerm/lib/key-vault-key";
import { KeyVaultSecret } from "@cdktf/provider-azurerm/lib/key-vault-secret";
import { StorageDataLakeGen2Filesystem } from "@cdktf/provider-azurerm/lib/storage-data-lake-gen2-filesystem";
import { type TerraformResourceLifecycle, type TerraformStack } from "cdktf";
import {
  type Access,
  BlobStorageAccess,
  KeyVaultAccess,
  KeyVaultPolicyAccess,
  SqlAccess,
  SqlDatabaseRole,
  SqlServerRole,
} from "../../lib";
import { container, identity, keyVault, sqlDatabase, sqlServer, storageAccount, TENANT } from "../support/azure";
import ROLES from "../support/published/roles-of-services.json";
import { testOnAzurerm4 } from "../support/release";
import { facts } from "../support/sql";
import { onlyResource, problemsOf, resources, synthesize, testStack } from "../support/synth";

/** What Microsoft publishes of the built-in roles. */
const ROLE_ACTIONS = JSON.parse(
  readFileSync(join(__dirname, "../../tools/catalog/built-in-role-actions.json"), "utf8"),
) as { readonly id: string; readonly permissions: readonly { readonly dataActions?: readonly string[] }[] }[];

/** What a role assignment for the access says, beside the principal. */
function assigned(stack: TerraformStack, access: Access): { scope: unknown; role: string } {
  access.grantTo(stack, access.grantId(stack), identity(stack));
  const { scope, role_definition_id } = onlyResource(stack, "azurerm_role_assignment");
  return { scope, role: (role_definition_id as string).slice(-36) };
}

describe("access to a key vault with roles", () => {
  test.each([
    ["readSecrets", ROLES.readSecrets],
    ["manageSecrets", ROLES.manageSecrets],
    ["useKeys", ROLES.useKeys],
    ["wrapKeys", ROLES.wrapKeys],
    ["manageKeys", ROLES.manageKeys],
    ["readCertificates", ROLES.readCertificates],
    ["useCertificates", ROLES.useCertificates],
    ["manageCertificates", ROLES.manageCertificates],
    ["readMetadata", ROLES.readMetadata],
    ["administer", ROLES.administer],
  ] as const)("%s is a role on the vault", (verb, role) => {
    const stack = testStack();
    expect(assigned(stack, KeyVaultAccess[verb](keyVault(stack)))).toEqual({
      scope: "${azurerm_key_vault.vault.id}",
      role,
    });
  });

  test("can be limited to one secret, in all its versions", () => {
    const stack = testStack();
    const secret = new KeyVaultSecret(stack, "secret", { name: "s", keyVaultId: keyVault(stack).id });
    expect(assigned(stack, KeyVaultAccess.readSecrets(secret)).scope).toBe(
      "${azurerm_key_vault_secret.secret.resource_versionless_id}",
    );
  });

  test("can be limited to one key or certificate", () => {
    const stack = testStack();
    const keyVaultId = keyVault(stack).id;
    const key = new KeyVaultKey(stack, "key", { name: "k", keyVaultId, keyType: "RSA", keyOpts: ["sign"] });
    expect(assigned(stack, KeyVaultAccess.useKeys(key)).scope).toBe(
      "${azurerm_key_vault_key.key.resource_versionless_id}",
    );

    const other = testStack();
    const certificate = new KeyVaultCertificate(other, "cert", { name: "c", keyVaultId: keyVault(other).id });
    expect(assigned(other, KeyVaultAccess.readCertificates(certificate)).scope).toBe(
      "${azurerm_key_vault_certificate.cert.resource_manager_versionless_id}",
    );
  });

  test("can be to a vault that is looked up", () => {
    const stack = testStack();
    const vault = new DataAzurermKeyVault(stack, "theirs", { name: "v", resourceGroupName: "rg" });
    expect(assigned(stack, KeyVaultAccess.readSecrets(vault)).scope).toBe("${data.azurerm_key_vault.theirs.id}");
  });
});

describe("reading and using certificates", () => {
  const VALUE_OF_SECRET = "Microsoft.KeyVault/vaults/secrets/getSecret/action";
  const CERTIFICATE = "Microsoft.KeyVault/vaults/certificates/read";

  /** Whether an access reads certificates, and whether it reads the secrets that their private keys are. */
  const withRole = (access: (vault: KeyVault) => Access): object => {
    const stack = testStack();
    const { role } = assigned(stack, access(keyVault(stack)));
    const actions = ROLE_ACTIONS.find(({ id }) => id === role)?.permissions.flatMap((one) => one.dataActions ?? []);
    const covers = (action: string): boolean =>
      actions?.some((pattern) => new RegExp(`^${pattern.replaceAll("*", ".+")}$`, "i").test(action)) === true;
    return { certificates: covers(CERTIFICATE), privateKeys: covers(VALUE_OF_SECRET) };
  };
  const withPolicy = (access: (vault: KeyVault) => Access): object => {
    const stack = testStack();
    access(keyVault(stack, "vault", { rbacAuthorizationEnabled: false })).grantTo(stack, "grant", identity(stack));
    const { certificate_permissions = [], secret_permissions = [] } = onlyResource(
      stack,
      "azurerm_key_vault_access_policy",
    ) as { certificate_permissions?: string[]; secret_permissions?: string[] };
    return { certificates: certificate_permissions.includes("Get"), privateKeys: secret_permissions.includes("Get") };
  };

  test.each([
    ["readCertificates", { certificates: true, privateKeys: false }],
    ["useCertificates", { certificates: true, privateKeys: true }],
  ] as const)("%s means the same with roles and with access policies", (verb, meaning) => {
    expect(withRole((vault) => KeyVaultAccess[verb](vault))).toEqual(meaning);
    expect(withPolicy((vault) => KeyVaultPolicyAccess[verb](vault))).toEqual(meaning);
  });
});

describe("access to a key vault with access policies", () => {
  test.each([
    ["readSecrets", { secret_permissions: ["Get", "List"] }],
    ["manageSecrets", { secret_permissions: ["Delete", "Get", "List", "Set"] }],
    ["useKeys", { key_permissions: ["Decrypt", "Encrypt", "Get", "Sign", "UnwrapKey", "Verify", "WrapKey"] }],
    ["wrapKeys", { key_permissions: ["Get", "UnwrapKey", "WrapKey"] }],
    ["readCertificates", { certificate_permissions: ["Get", "List"] }],
    ["useCertificates", { certificate_permissions: ["Get", "List"], secret_permissions: ["Get"] }],
  ] as const)("%s is a policy for the principal", (verb, permissions) => {
    const stack = testStack();
    const vault = keyVault(stack, "vault", { rbacAuthorizationEnabled: false });
    KeyVaultPolicyAccess[verb](vault).grantTo(stack, "grant", identity(stack));

    expect(onlyResource(stack, "azurerm_key_vault_access_policy")).toEqual({
      key_vault_id: "${azurerm_key_vault.vault.id}",
      tenant_id: "${azurerm_key_vault.vault.tenant_id}",
      object_id: "${azurerm_user_assigned_identity.orders.principal_id}",
      ...permissions,
    });
  });

  test("of one principal to one vault share a policy, and its address does not tell who came first", () => {
    const grantBoth = (order: (accesses: Access[]) => Access[]): object => {
      const stack = testStack();
      const vault = keyVault(stack, "vault", { rbacAuthorizationEnabled: false });
      const principal = identity(stack);
      order([
        KeyVaultPolicyAccess.readSecrets(vault),
        KeyVaultPolicyAccess.permissions(vault, { secrets: ["Set"], keys: ["Get"] }),
      ]).forEach((access, index) => access.grantTo(stack, `grant${String(index)}`, principal));
      return resources(stack, "azurerm_key_vault_access_policy");
    };
    const policies = grantBoth((accesses) => accesses);
    expect(Object.values(policies)).toEqual([
      expect.objectContaining({ secret_permissions: ["Get", "List", "Set"], key_permissions: ["Get"] }),
    ]);
    expect(grantBoth((accesses) => accesses.reverse())).toEqual(policies);
  });
});

describe("a vault with access policies of its own", () => {
  const shared = (stack: TerraformStack, lifecycle?: TerraformResourceLifecycle): KeyVault => {
    const accessPolicy = [
      { tenantId: TENANT, objectId: "11111111-aaaa-bbbb-cccc-dddddddddddd", secretPermissions: ["Get"] },
    ];
    return keyVault(stack, "vault", { rbacAuthorizationEnabled: false, accessPolicy, lifecycle });
  };

  test("would undo those that are beside it", () => {
    const stack = testStack();
    KeyVaultPolicyAccess.readSecrets(shared(stack)).grantTo(stack, "grant", identity(stack));
    expect(problemsOf(stack)).toEqual([
      "[stack] vault stack/vault has access_policy blocks of its own, which undo every other policy; remove them, or add " +
        'lifecycle.ignoreChanges: ["access_policy"]',
    ]);
  });

  test.each<TerraformResourceLifecycle>([{ ignoreChanges: ["access_policy"] }, { ignoreChanges: "all" }])(
    "is shared where it ignores changes: %j",
    (lifecycle) => {
      const stack = testStack();
      KeyVaultPolicyAccess.readSecrets(shared(stack, lifecycle)).grantTo(stack, "grant", identity(stack));
      expect(onlyResource(stack, "azurerm_key_vault_access_policy")).toMatchObject({
        secret_permissions: ["Get", "List"],
      });
    },
  );
});

describe("access to SQL", () => {
  test("in a database is a contained user with its roles", () => {
    const stack = testStack();
    const access = SqlAccess.database(sqlDatabase(stack, "shop"), { roles: [SqlDatabaseRole.DATA_READER] });
    const grant = access.grantTo(stack, "grant", identity(stack));

    expect(Object.values(facts(stack))).toEqual([
      expect.objectContaining({ kind: "database-user", database: "shop", name: "id-orders" }),
      expect.objectContaining({ kind: "database-role-member", role: "db_datareader", member: "id-orders" }),
    ]);
    expect(grant.resources.map(({ node }) => node.path)).toEqual([
      "stack/azmi/sql_server_shop_user_id-orders",
      "stack/azmi/sql_server_shop_user_id-orders_role_db_datareader",
      "stack/azmi/sql_server_run",
    ]);
  });

  test("on a server is a login with its roles", () => {
    const stack = testStack();
    const access = SqlAccess.server(sqlServer(stack), { roles: [SqlServerRole.DEFINITION_READER] });
    expect(access.grantId(stack)).toBe("server_login");
    access.grantTo(stack, "grant", identity(stack));

    expect(Object.values(facts(stack))).toEqual([
      expect.objectContaining({ kind: "login", name: "id-orders" }),
      expect.objectContaining({ kind: "server-role-member", role: "##MS_DefinitionReader##", member: "id-orders" }),
    ]);
  });
});

describe("access to blobs", () => {
  test.each([
    ["read", ROLES.readBlobs],
    ["readWrite", ROLES.readWriteBlobs],
    ["own", ROLES.ownBlobs],
    ["delegateSas", ROLES.delegateSas],
  ] as const)("%s is a role on the account", (verb, role) => {
    const stack = testStack();
    expect(assigned(stack, BlobStorageAccess[verb](storageAccount(stack)))).toEqual({
      scope: "${azurerm_storage_account.account.id}",
      role,
    });
  });

  test("names a container by its ARM id", () => {
    const stack = testStack();
    const byId = container(stack, "in", { storageAccountId: storageAccount(stack).id });
    expect(assigned(stack, BlobStorageAccess.read(byId)).scope).toBe("${azurerm_storage_container.in.id}");
  });

  testOnAzurerm4("names a container that was created by the name of its account by its ARM id", () => {
    const stack = testStack();
    const byName = container(stack, "in", { storageAccountName: "account" });
    expect(assigned(stack, BlobStorageAccess.read(byName)).scope).toBe(
      "${azurerm_storage_container.in.resource_manager_id}",
    );
  });

  test("names a Data Lake file system by the container behind it", () => {
    const stack = testStack();
    const lake = new StorageDataLakeGen2Filesystem(stack, "lake", {
      name: "lake",
      storageAccountId: storageAccount(stack).id,
    });
    expect(assigned(stack, BlobStorageAccess.readWrite(lake)).scope).toBe(
      "${azurerm_storage_data_lake_gen2_filesystem.lake.storage_account_id}/blobServices/default/containers/" +
        "${azurerm_storage_data_lake_gen2_filesystem.lake.name}",
    );
  });

  test("takes a condition", () => {
    const stack = testStack();
    const condition = "@Resource[…] StringEquals 'in'";
    assigned(stack, BlobStorageAccess.read(storageAccount(stack), { condition, description: "why" }));
    expect(onlyResource(stack, "azurerm_role_assignment")).toMatchObject({
      condition,
      condition_version: "2.0",
      description: "why",
    });
    expect(synthesize(stack)).toBeDefined();
  });
});
