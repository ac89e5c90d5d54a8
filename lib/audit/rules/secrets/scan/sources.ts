import { sensitiveAttributes } from "../../../data/sensitive-attributes";
import { type Origin } from "../../../terraform/analysis";
import { nested } from "../../../terraform/values";

/** A secret that a resource, a data source or an action gives away. */
export interface Source {
  /** For people: "primary_access_key of azurerm_storage_account.store". */
  readonly what: string;
  /** Whether it only lets telemetry in. */
  readonly telemetry: boolean;
}

/** Actions of Azure that list keys. */
const LISTS_KEYS = /^list\w*(keys?|secrets?|connectionstrings|credentials?|sas)$/i;

/** Attributes by which a provider without a known schema gives secrets away. */
const COMPUTED =
  /(^|[._])(primary|secondary|default_primary|default_secondary)_(\w+_)?(key|connection_string)$|(^|[._])(token|password|secret|api_key|secret_key|secret_access_key|private_key_pem)$/;

/** The secrets in an expression. What is ephemeral is in no plan and in no state. */
export const sourcesIn = (text: string, origins: readonly Origin[]): Source[] =>
  origins.map((origin) => sourceOf(origin) ?? inLoop(text, origin)).filter((source) => source !== undefined);

/** "[for account in azurerm_storage_account.all : account.primary_access_key]" */
function inLoop(text: string, origin: Origin): Source | undefined {
  if (origin.exact || !/\bfor\b|\*/.test(text)) {
    return undefined;
  }
  const attribute = secretsOf(origin).find((one) => text.includes(`.${one}`));
  return attribute === undefined ? undefined : sourceOf({ ...origin, attribute });
}

function sourceOf(origin: Origin): Source | undefined {
  const { kind, attribute } = origin;
  if (kind !== "resource" && kind !== "data") {
    return undefined;
  }
  const found = attribute === "" ? undefined : secretAttribute(origin);
  return found === undefined
    ? undefined
    : { what: `${attribute} of ${addressOf(origin)}`, telemetry: isTelemetry(origin, origin.type) };
}

/** The secrets of a resource, where it is passed on as a whole. */
export function secretsOf({ kind, type, attribute }: Origin): readonly string[] {
  if (attribute !== "" || (kind !== "resource" && kind !== "data")) {
    return [];
  }
  const known = sensitiveAttributes(kind, type);
  return [...(known?.computed ?? []), ...(known?.configured.keys() ?? [])];
}

export const addressOf = ({ block, kind, type, name }: Origin): string =>
  block?.address ?? `${kind === "data" ? "data." : ""}${type}.${name}`;

function secretAttribute({ kind, type, attribute, block, exact }: Origin): string | undefined {
  const path = attribute.replace(/\.\d+(?=\.|$)/g, "");
  if (/^azapi_resource_(action|list)$/.test(type) && /^(sensitive_)?output(\.|$)/.test(path)) {
    return LISTS_KEYS.test(typeof block?.values.action === "string" ? block.values.action : "") ? path : undefined;
  }
  const known = sensitiveAttributes(kind as "resource" | "data", type);
  if (!known) {
    return COMPUTED.test(path) ? path : undefined;
  }
  return known.computed.has(path) || isConfigured(known.configured, path, block?.values)
    ? path
    : ([...known.computed].find((one) => one.startsWith(`${path}.`) || path.startsWith(`${one}.`)) ??
        (exact ? [...known.configured.keys()].find((one) => one.startsWith(`${path}.`)) : undefined));
}

/** Whether an argument is a secret, or an entry of a map of secrets. */
export function isConfigured(
  configured: ReadonlyMap<string, string>,
  path: string,
  values: Readonly<Record<string, unknown>> | undefined,
): boolean {
  const condition = configured.get(path);
  if (condition !== undefined) {
    return condition === "" || isTrueBeside(path, condition, values);
  }
  const map = path.slice(0, path.lastIndexOf("."));
  return map !== "" && map !== path && configured.get(map) === "";
}

function isTrueBeside(path: string, condition: string, values: Readonly<Record<string, unknown>> = {}): boolean {
  const [block = "", ...rest] = path.split(".");
  const owners = rest.length === 0 ? [values] : nested(values, block);
  return owners.some((owner) => owner[condition] === true || owner[condition] === "true");
}

/** The keys of Application Insights let telemetry in, and nothing out. */
export const isTelemetry = ({ block, attribute }: Pick<Origin, "block" | "attribute">, type = block?.type): boolean =>
  type === "azurerm_application_insights" && /^(connection_string|instrumentation_key)$/.test(attribute);
