import { type ITerraformResource, Token } from "cdktf";
import { asConstruct, configured, isAuthoritative } from "../../core/attributes";
import { type Problem, rules } from "../../core/rules";

/** How connections.json names a setting. */
const SETTING = /@\{?appsetting\('([^']+)'\)/gi;

/** Settings that azurerm or Azure gives every Standard app. */
const GIVEN =
  /^(WEBSITE_.*|REGION_NAME|APP_KIND|FUNCTIONS_.*|AzureWebJobs.*|AzureFunctionsJobHost__extensionBundle__.*)$/i;

/** Settings that connections refer to, and the app does not have. Their names ignore letter case. */
export function missingSettings(connections: readonly unknown[], app: ITerraformResource): Problem[] {
  const settings = configured(app, "app_settings") ?? {};
  if (Token.isUnresolved(settings) || !isAuthoritative(app, "app_settings")) {
    return [];
  }
  const has = new Set(Object.keys(settings).map((name) => name.toLowerCase()));
  const used = [...JSON.stringify(connections).matchAll(SETTING)].map(([, name = ""]) => name);
  return [...new Set(used)]
    .filter((name) => !has.has(name.toLowerCase()) && !GIVEN.test(name))
    .flatMap((name) => settingMissing(name, asConstruct(app).node.path));
}

const settingMissing = rules<[name: string, app: string]>("LogicAppConnectionsFile", [
  {
    rule: "connection-setting-missing",
    message: (name, app) =>
      `connections.json refers to the app setting "${name}", which ${app} does not have; add it to appSettings`,
  },
]);
