import { type SensitiveAttributes } from "../../../data/sensitive-attributes";
import { type BlockKind, type Values } from "../../../terraform/document";
import { isBesideSecret, isSecretArgument, isSecretName } from "./names";

/** A kind of block, as far as its arguments are concerned. */
export interface Arguments {
  readonly kind: BlockKind;
  readonly type: string;
  /** What the schema of the type says. */
  readonly known?: SensitiveAttributes;
}

/**
 * What a text is used for. "secret": as a secret, says the provider's schema, or the argument's name where there is no schema;
 * "script": text that may assign secrets; "user-data": the same for a machine; "setting": configuration of an app.
 */
export interface Use {
  readonly as:
    | "secret"
    | "write-only"
    | "credential"
    | "computed"
    | "text"
    | "script"
    | "user-data"
    | "setting"
    | "pair"
    | "other";
  /** Whether only the name says so: then addresses, switches and the like are none. */
  readonly byName?: boolean;
  /** The argument beside it that has to be true for it. */
  readonly condition?: string;
}

const OTHER: Use = { as: "other" };

const USER_DATA = /^(custom_data|user_data|user_data_base64|custom_data_base64|userData|customData)$/;

const SCRIPT =
  /^(body|sensitive_body|command|commandToExecute|content|inline|parameters_content|protected_settings|script|script_content|settings|template_content)$/;

/** Blocks and maps of settings: app_settings of web apps, env of containers, parameters of templates. */
const SETTINGS =
  /^(app_?settings|appSettings|(common_|secure_)?environment_(variables?|settings)|environmentVariables|env|environment|parameters|set|variables|vars)$/;

/** Maps whose keys the user makes up. */
const LABELS = /^(annotations|labels|tags)$/;

/** Blocks of Terraform itself in resources. */
const OF_TERRAFORM = /(^|\.)(connection|provisioner)\./;

/** Providers that sign in to Azure, and the secrets that they do it with. */
const SIGNS_IN = /^(azapi|azuread|azuredevops|azurerm|azurestack|msgraph)$/;
const CREDENTIAL = /^(client_secret|client_certificate_password)$/;

/** What an argument is used for. */
export function useOf({ kind, type, known }: Arguments, key: string, path: string): Use {
  if (kind === "provider" && CREDENTIAL.test(key) && SIGNS_IN.test(type)) {
    return { as: "credential" };
  }
  if (type === "terraform_data" && key === "output") {
    return { as: "computed" };
  }
  if (USER_DATA.test(key)) {
    return { as: "user-data" };
  }
  const ofTerraform = OF_TERRAFORM.test(path);
  const use = known && !ofTerraform ? usedAs(known, key, path) : undefined;
  if (use) {
    return use;
  }
  const map = lastOf(mapOf(path, key));
  if (SCRIPT.test(key)) {
    return { as: "script" };
  }
  if (LABELS.test(map)) {
    return OTHER;
  }
  if (!ofTerraform && (key === "value" || key === "default_value")) {
    return { as: "pair" };
  }
  if (!ofTerraform && SETTINGS.test(map)) {
    return { as: "setting" };
  }
  // What no schema has: types of other providers, arguments of former releases, connections and provisioners.
  const isSecret = isSecretArgument(key) || (kind === "provider" && /^(token|secret)$/.test(key));
  return isSecret ? { as: "secret", byName: true } : OTHER;
}

function usedAs(known: SensitiveAttributes, key: string, path: string): Use | undefined {
  const condition = known.configured.get(path);
  if (condition !== undefined) {
    return condition === "" ? { as: "secret" } : { as: "secret", condition };
  }
  if (known.writeOnly.has(path)) {
    return { as: "write-only" };
  }
  if (known.configured.has(mapOf(path, key))) {
    return isBesideSecret(key) ? OTHER : { as: "secret", byName: true };
  }
  if (known.computed.has(path)) {
    return { as: "computed" };
  }
  return known.texts.has(path) ? { as: SCRIPT.test(key) ? "script" : "text" } : undefined;
}

/** The map or block that an argument is in; keys of maps may have periods. */
const mapOf = (path: string, key: string): string => path.slice(0, Math.max(0, path.length - key.length - 1));

const lastOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** Whether an argument is a setting, a connection string, or an expression that gives a whole map of settings. */
export const takesSettings = ({ as }: Use, key: string): boolean =>
  as === "setting" || as === "pair" || as === "text" || (as === "other" && SETTINGS.test(key));

/** What a value is called: the name in a pair of name and value, or else the key of the argument. */
export function nameOfValue({ as }: Use, key: string, owner: Values): string {
  const name = as === "pair" ? (owner.name ?? owner.key) : undefined;
  return typeof name === "string" ? name : key;
}

/** The name of the secret that a setting is by its name: the key in a map, or the name in a pair of name and value. */
export function secretSetting(use: Use, key: string, owner: Values): string | undefined {
  const name = nameOfValue(use, key, owner);
  const isSetting = use.as === "setting" || (use.as === "pair" && name !== key);
  return isSetting && isSecretName(name) ? name : undefined;
}
