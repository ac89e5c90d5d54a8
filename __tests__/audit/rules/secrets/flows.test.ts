import { SECRET_RULES } from "../../../../lib/audit/rules/secrets";
import { analyse } from "../../../../lib/audit/terraform/analyse";
import { readConfiguration } from "../../../../lib/audit/terraform/read-configuration";
import { readDocument } from "../../../../lib/audit/terraform/read-document";
import { computedSecretInUse } from "../../../../lib/audit/rules/secrets/computed-secret-in-use";
import { type TerraformDocument } from "../../../../lib/audit/terraform/document";
import { type AuditFacts } from "../../../../lib/audit/rules/rule";

function found(...documents: readonly TerraformDocument[]): string[] {
  const facts = { analysis: analyse(documents) } as unknown as AuditFacts;
  const all: string[] = [];
  for (const { check, id } of SECRET_RULES) {
    check(facts, ({ block, path, message }) =>
      all.push(`${id}: ${block.document.name} ${block.address} ${path ?? ""}: ${message}`),
    );
  }
  return all.sort();
}

const KEY = "${azurerm_redis_cache.shop.primary_access_key}";

test("a key is followed from one stack of an app to another", () => {
  const output = "cross-stack-output-azurerm_redis_cacheshopprimary_access_key";
  const data = readDocument("data", { output: { [output]: { value: KEY, sensitive: true } } });
  const app = readDocument("app", {
    data: { terraform_remote_state: { "cross-stack-reference-input-data": { backend: "local" } } },
    resource: {
      azurerm_linux_web_app: {
        shop: {
          app_settings: { CACHE: `\${data.terraform_remote_state.cross-stack-reference-input-data.outputs.${output}}` },
        },
      },
    },
  });
  expect(found(data, app)).toEqual([
    "computed-secret-in-use: app azurerm_linux_web_app.shop app_settings.CACHE: primary_access_key of azurerm_redis_cache.shop flows into this argument",
    `secret-in-output: data output.${output} value: the output contains primary_access_key of azurerm_redis_cache.shop`,
  ]);
});

test("a key is followed into a module and out of it again, and is found where it ends", () => {
  const document = readConfiguration("shop", [
    {
      json: {
        module: { names: { source: "./names", secret: KEY } },
        resource: { azurerm_linux_web_app: { shop: { app_settings: { CACHE: "${module.names.again}" } } } },
      },
    },
    { json: { variable: { secret: {} }, output: { again: { value: "${var.secret}" } } }, module: "module.names" },
  ]);
  expect(found(document)).toEqual([
    "computed-secret-in-use: shop azurerm_linux_web_app.shop app_settings.CACHE: primary_access_key of azurerm_redis_cache.shop flows into this argument",
  ]);
});

test("a literal that a module is called with is found at the resource in it", () => {
  const document = readConfiguration("shop", [
    { json: { module: { user: { source: "./user", login: "Winter2026!" } } } },
    {
      json: { variable: { login: {} }, resource: { azuread_user: { jo: { password: "${var.login}" } } } },
      module: "module.user",
    },
  ]);
  expect(found(document)).toEqual([
    "literal-in-sensitive-attribute: shop module.user.azuread_user.jo password: the secret is written in the configuration",
  ]);
});

test("what is asked twice of one analysis is told twice", () => {
  const analysis = analyse([readDocument("shop", { resource: { azuread_user: { jo: { password: KEY } } } })]);
  const counts = [1, 2].map(() => {
    let count = 0;
    computedSecretInUse.check({ analysis } as unknown as AuditFacts, () => count++);
    return count;
  });
  expect(counts).toEqual([1, 1]);
});
