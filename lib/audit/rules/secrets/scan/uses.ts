import { type SensitiveAttributes, sensitiveAttributes } from "../../../data/sensitive-attributes";
import { type Block, type Values } from "../../../terraform/document";
import { isBesideSecret, isSecretArgument, isSecretName } from "./names";
import { isConfigured } from "./sources";

/**
 * What a text is used for. "secret": as a secret, says the provider's schema, or the argument's name where there is no schema;
 * "script": text that may assign secrets; "user-data": the same for a machine; "setting": configuration of an app.
 */
export interface Use {
  readonly as: "secret" | "write-only" | "computed" | "text" | "script" | "user-data" | "setting" | "other";
  /** The name of the setting. */
  readonly name?: string;
  /** Whether only the name says so: then addresses, switches and the like are none. */
  readonly byName?: boolean;
}

const OTHER: Use = { as: "other" };

const USER_DATA = /^(custom_data|user_data|user_data_base64|custom_data_base64|userData|customData)$/;

const SCRIPT =
  /^(body|sensitive_body|command|commandToExecute|content|inline|parameters_content|protected_settings|script|script_content|settings|template_content)$/;

/** Blocks and maps of settings: app_settings of web apps, env of containers, parameters of templates. */
const SETTINGS =
  /^(app_?settings|appSettings|(common_|secure_)?environment_(variables?|settings)|environmentVariables|env|environment|parameters|set|variables|vars)$/;

/** Blocks of Terraform itself in resources. */
const OF_TERRAFORM = /(^|\.)(connection|provisioner)\./;

/** What is known of the type of a block. */
export const knownOf = ({ kind, type }: Block): SensitiveAttributes | undefined =>
  kind === "resource" || kind === "data" ? sensitiveAttributes(kind, type) : undefined;

export function useOf(
  block: Block,
  known: SensitiveAttributes | undefined,
  key: string,
  path: string,
  owner: Values,
): Use {
  if (USER_DATA.test(key)) {
    return { as: "user-data" };
  }
  if (known && !OF_TERRAFORM.test(path)) {
    const use = usedAs(known, key, path, block.values);
    if (use) {
      return use;
    }
  } else if (isSecretArgument(key) || (block.kind === "provider" && /^(token|secret)$/.test(key))) {
    return { as: "secret", byName: true };
  }
  if (SCRIPT.test(key)) {
    return { as: "script" };
  }
  const name = settingName(key, path, owner);
  return name === undefined ? OTHER : { as: "setting", name };
}

function usedAs(known: SensitiveAttributes, key: string, path: string, values: Values): Use | undefined {
  if (known.writeOnly.has(path)) {
    return { as: "write-only" };
  }
  if (known.configured.has(path) && isConfigured(known.configured, path, values)) {
    return { as: "secret" };
  }
  if (isConfigured(known.configured, path, values)) {
    return isBesideSecret(key) ? OTHER : { as: "secret", byName: true };
  }
  if (known.computed.has(path)) {
    return { as: "computed" };
  }
  return known.texts.has(path) ? { as: SCRIPT.test(key) ? "script" : "text" } : undefined;
}

/** The name that a setting has: the key in a map of settings, or what the block calls it. */
function settingName(key: string, path: string, owner: Values): string | undefined {
  if (key === "value" || key === "default_value") {
    const name = owner.name ?? owner.key;
    return typeof name === "string" ? name : undefined;
  }
  const map = path.slice(0, -key.length - 1);
  return map !== "" && SETTINGS.test(map.slice(map.lastIndexOf(".") + 1)) ? key : undefined;
}

export const isSecretSetting = ({ as, name }: Use): boolean => as === "setting" && isSecretName(name ?? "");
