import { type ITerraformResource } from "cdktf";
import { asConstruct } from "../../core/attributes";
import { type Problem, rules } from "../../core/rules";
import { MapAttribute } from "../../source/map-attribute";
import { LOST_BY_LOGIC_APP } from "../map-of-logic-app";

type Settings = Readonly<Record<string, string>>;

/** Adds the settings that a connection needs, or tells why it cannot. */
export function addSettings(app: ITerraformResource, key: string, settings: Settings): Problem[] {
  const appSettings = MapAttribute.of(app, "app_settings");
  const problems = Object.keys(settings)
    .filter((name) => appSettings.has(name))
    .flatMap((name) => settingTaken(name, asConstruct(app).node.path, key));
  if (problems.length === 0) {
    Object.entries(settings).forEach(([name, value]) => {
      appSettings.set(name, value, LOST_BY_LOGIC_APP);
    });
  }
  return problems;
}

/**
 * A key as part of the name of a setting. Apps on Linux allow letters, digits and underscores:
 * https://learn.microsoft.com/azure/app-service/reference-app-settings
 */
export function inSettingName(key: string): string {
  return key.replace(/[^A-Za-z0-9]/g, "_");
}

/** The value of a setting, in connections.json. */
export function appSetting(name: string): string {
  return `@appsetting('${name}')`;
}

const settingTaken = rules<[setting: string, logicApp: string, key: string]>("ManagedIdentityApiConnection", [
  {
    rule: "app-setting-taken",
    message: (setting, logicApp, key) =>
      `${logicApp} already has the app setting "${setting}", which connection "${key}" needs; rename the setting, or give another key`,
  },
]);
