import { isNoSecret, isSecretName } from "../../../../lib/audit/rules/secrets/scan/names";
import { assignedSecret, hasPasswordOfExpression, secretShape } from "../../../../lib/audit/rules/secrets/scan/shapes";

test.each([
  "DB_PASSWORD",
  "adminPassword",
  "SMTP_PASS",
  "ClientSecret",
  "AZURE_CLIENT_SECRET",
  "secret_value",
  "MICROSOFT_PROVIDER_AUTHENTICATION_SECRET",
  "GITHUB_TOKEN",
  "PAYMENT_API_KEY",
  "storageAccountKey",
  "COSMOS_KEY",
  "NEW_RELIC_LICENSE_KEY",
  "password1",
  "Mail:Password",
  "auth.rootPassword",
])("%s is the name of a secret", (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each([
  "KEY_VAULT_URL",
  "KEY_VAULT_SECRET",
  "SECRET_NAME",
  "secretId",
  "password_length",
  "PASSWORD_RESET_URL",
  "TOKEN_AUDIENCE",
  "ACCESS_TOKEN_LIFETIME",
  "PARTITION_KEY",
  "PUBLIC_KEY",
  "APPINSIGHTS_INSTRUMENTATIONKEY",
  "AzureWebJobsSecretStorageType",
  "AzureWebJobsStorage__credential",
  "auth.existingSecret",
  "clientSecretSettingName",
  "bypass",
  "",
])("%s is not", (name) => {
  expect(isSecretName(name)).toBe(false);
});

test.each([
  "",
  "true",
  "https://kv-shop.vault.azure.net/secrets/pay",
  "@Microsoft.KeyVault(VaultName=kv-shop;SecretName=pay)",
  "@parameters('password')",
  "[parameters('password')]",
  "{{named-value}}",
  "<password>",
  "/run/secrets/password",
  "managedidentity",
  "__PASSWORD__",
])("%j is no secret", (text) => {
  expect(isNoSecret(text)).toBe(true);
});

test.each(["Winter2026!", "hunter2", "https://shop.blob.core.windows.net/a?sv=2020&sig=abc", "a@b"])(
  "%j may be one",
  (text) => {
    expect(isNoSecret(text)).toBe(false);
  },
);

test.each([
  ["DefaultEndpointsProtocol=https;AccountName=a;AccountKey=c2hvcGtlZXBlcg==", "an account key"],
  [`${"A".repeat(86)}==`, "an account key"],
  ["Endpoint=sb://a.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=c2hvcA==", "a shared access key"],
  ["https://a.blob.core.windows.net/b?sv=2022-11-02&sp=r&sig=c2hvcGtlZXBlcmtlZXBzaG9w%3D", "a shared access signature"],
  ["-----BEGIN RSA PRIVATE KEY-----", "a private key"],
  ["-----BEGIN PRIVATE KEY-----", "a private key"],
  ["Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl", "a token"],
  [`ghp_${"a".repeat(36)}`, "a GitHub token"],
  [`abc8Q~${"k".repeat(34)}`, "a client secret"],
  ["Server=a;Database=b;User ID=c;Password=Winter2026!;", "a password in a connection string"],
  ["postgres://shop:Winter2026!@psql-shop.postgres.database.azure.com/shop", "a password in an address"],
])("%s has %s in it", (text, what) => {
  expect(secretShape(text)).toBe(what);
});

test.each([
  "AccountEndpoint=https://a.documents.azure.com:443/;",
  "Server=tcp:a.database.windows.net;Database=b;Authentication=Active Directory Default;",
  "Server=some-server.mydomain.com;Integrated Security=SSPI",
  "Endpoint=https://a.service.signalr.net;AuthType=azure.msi;Version=1.0;",
  "-----BEGIN PUBLIC KEY-----",
  "-----BEGIN CERTIFICATE-----",
  "https://shop@dev.azure.com/shop/_git/shop",
  "docker://registry.azurecr.io/shop:1.0@sha256:0123456789abcdef",
  "Server=a;User ID=b;Password=${var.password};",
  "/subscriptions/0/resourceGroups/a/providers/Microsoft.KeyVault/vaults/b/secrets/password",
  "${azurerm_key_vault_secret.password.versionless_id}",
])("%s has no secret in it", (text) => {
  expect(secretShape(text)).toBeUndefined();
});

test.each([
  ["Server=a;User ID=b;Password=${var.password};", true],
  ["postgres://${var.user}:${var.password}@${azurerm_postgresql_flexible_server.a.fqdn}:5432/b", true],
  ["postgres://${var.user}@${azurerm_postgresql_flexible_server.a.fqdn}:5432/b", false],
])("%s has the password of an expression: %s", (text, expected) => {
  expect(hasPasswordOfExpression(text)).toBe(expected);
});

test.each([
  ["export DB_PASSWORD=Winter2026!", "DB_PASSWORD"],
  ['{"adminPassword":{"value":"Winter2026!"}}', "adminPassword"],
  ['jsonencode({ "Password" = "Winter2026!" })', "Password"],
  ["mysql --user root --password Winter2026! shop", "password"],
  ["chpasswd:\n  password: Winter2026!", "password"],
])("%s assigns %s", (text, name) => {
  expect(assignedSecret(text)).toBe(name);
});

test.each([
  "export DB_PASSWORD=$(az keyvault secret show --query value)",
  'DB_PASSWORD="${var.password}"',
  '{"adminPassword":{"type":"securestring"}}',
  '{"adminPassword":"[parameters(\'adminPassword\')]"}',
  "PasswordAuthentication no",
  "az keyvault secret show --name shop",
])("%s assigns no secret", (text) => {
  expect(assignedSecret(text)).toBeUndefined();
});
