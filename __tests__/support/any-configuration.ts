import * as fc from "./fast-check";
import { type AttributeType, type Block, type Schema } from "../../simulator/provider/schema";
import { type TypeRules } from "../../simulator/provider/type-rules";
import { PUBLIC_KEY } from "./azure";
import { type Json, type JsonObject } from "./conformance";

/** How much of a type is configured: what it demands, or everything that its rules let stand together. */
export type Extent = "least" | "most";

/** A configuration of a resource type that its schema and rules allow. */
export function anyConfiguration(schema: Schema, rules: TypeRules, extent: Extent, special: ValueOf): JsonObject {
  const valueOf = (path: string, type: AttributeType): Json => special(path, type) ?? allowedValue(path, type, rules);
  const config = anyBlock(schema.block, extent, valueOf);
  delete config.id;
  delete config.timeouts;
  const groups = (kind: "exactlyOneOf" | "atLeastOneOf" | "conflictsWith" | "requiredWith"): string[][] =>
    Object.entries(rules[kind] ?? {}).map(([own, others]) => [...new Set([own, ...others.map(withoutPositions)])]);
  for (const [own = "", ...others] of [...groups("exactlyOneOf"), ...groups("conflictsWith")]) {
    if (has(config, own)) {
      others.forEach((name) => {
        remove(config, name);
      });
    }
  }
  const [needed, excluding] = [[...groups("exactlyOneOf"), ...groups("atLeastOneOf")], groups("conflictsWith")];
  const uses = (name: string): number => [...needed, ...excluding].filter((names) => names.includes(name)).length;
  for (const names of needed.filter((group) => !group.some((name) => has(config, name)))) {
    const [first = ""] = names.filter((name) => parentIsThere(config, name)).sort((a, b) => uses(a) - uses(b));
    if (first !== "" && !names.some((name) => has(config, name))) {
      add(config, schema.block, first.split("."), valueOf);
    }
  }
  for (const [own = "", ...others] of groups("requiredWith")) {
    const missing = has(config, own) ? others.filter((name) => !has(config, name)) : [];
    if (needed.some((names) => names.every((name) => has(config, name) === (name === own)))) {
      missing.forEach((name) => {
        add(config, schema.block, name.split("."), valueOf);
      });
    } else if (missing.length > 0) {
      remove(config, own);
    }
  }
  return config;
}

const withoutPositions = (path: string): string => path.replaceAll(/\.\d+/g, "");

type Mutable = Record<string, Json>;
type ValueOf = (path: string, type: AttributeType) => Json | undefined;

function anyBlock(
  { attributes = {}, block_types: blocks = {} }: Block,
  extent: Extent,
  valueOf: ValueOf,
  prefix = "",
): Mutable {
  const config: Mutable = {};
  for (const [name, { type = "string", required = false, optional = false, deprecated = false }] of Object.entries(
    attributes,
  )) {
    if (required || (extent === "most" && optional && !deprecated)) {
      config[name] = valueOf(prefix + name, type)!;
    }
  }
  for (const [name, { block, min_items: min = 0 }] of Object.entries(blocks)) {
    if (min > 0 || extent === "most") {
      const inside = (): Mutable => anyBlock(block, extent, valueOf, `${prefix}${name}.`);
      config[name] = Array.from({ length: Math.max(1, min) }, inside);
    }
  }
  return config;
}

/** In the form of the examples that rules have. */
const EXAMPLE_ID =
  "/subscriptions/12345678-1234-9876-4563-123456789012/resourceGroups/example-resource-group/providers/Microsoft.Text/texts/textValue";

/** Something that a provider accepts, for each of its refusals. */
const ACCEPTED: readonly (readonly [RegExp, (words: RegExpExecArray) => Json])[] = [
  [/^expected x to be (?:in the range|at least|at most) \((-?[\d.]+)/, ([, limit]) => Number(limit)],
  [/^expected x to be one of \[([-\d.]+)/, ([, first]) => Number(first)],
  [/to be a valid UUID/, () => "11111111-2222-3333-4444-555555555555"],
  [/^decoding "x" for public key data/, () => PUBLIC_KEY],
  [/to be a base64 string/, () => "dGV4dA=="],
  [/to be a valid RFC3339 date/, () => "2030-01-01T00:00:00Z"],
  [/^expected 'P' period mark/, () => "PT1H"],
  [/to have a host/, () => "https://text.example/"],
  [/to be a valid CIDR Value|must start with IPV4 address/, () => "10.0.0.0/16"],
  [/a valid IP/, () => "10.0.0.4"],
  [/is not a valid IPv4 address/, () => "10.0.0.4"],
  [/contains an invalid JSON/, () => "{}"],
  [/parsing Azure ID|cannot parse Azure ID/, () => EXAMPLE_ID],
  [/cannot parse azure key vault child ID/, () => "https://text.vault.azure.net/keys/text/1"],
  [/did not match regex "(.*)"$/, ([, pattern = ""]) => matching(pattern.replaceAll("\\\\", "\\"))],
  [/^expected length of x to be in the range \((\d+)/, ([, shortest]) => "x".repeat(Math.max(1, Number(shortest)))],
  [/must be between (\d+)(?:-| and )\d+ char/, ([, shortest]) => "x".repeat(Number(shortest))],
];

const matching = (pattern: string): string =>
  fc.sample(fc.stringMatching(new RegExp(pattern)), { numRuns: 1, seed: 1 })[0] ?? "";

function allowedValue(path: string, type: AttributeType, rules: TypeRules): Json {
  const { values = {}, idFormats = {}, refusal = {}, minItems = {} } = rules;
  const [value] = [
    values[path]?.[0],
    idFormats[path],
    ...ACCEPTED.flatMap(([words, accepted]) => {
      const matched = words.exec(refusal[path] ?? "");
      return matched ? [accepted(matched)] : [];
    }),
  ].filter((one) => one !== undefined);
  if (typeof type !== "string" && type[0] !== "object" && type[0] !== "map") {
    const element = value ?? anyValue(type[1] as AttributeType, path, rules);
    return Array.from({ length: Math.max(1, type[0] === "list" ? (minItems[path] ?? 1) : 1) }, () => element);
  }
  return value !== undefined && (type === "string" || type === "number") ? value : anyValue(type, path, rules);
}

function anyValue(type: AttributeType, path: string, rules: TypeRules): Json {
  if (typeof type !== "string") {
    const [kind, inner] = type;
    return kind === "object"
      ? Object.fromEntries(
          Object.entries(inner).map(([name, one]) => [
            name,
            allowedValue(`${path}.${name}`, one as AttributeType, rules),
          ]),
        )
      : kind === "map"
        ? { key: anyValue(inner as AttributeType, path, rules) }
        : [anyValue(inner as AttributeType, path, rules)];
  }
  return type === "number" ? 1 : type === "bool" ? true : "text";
}

function add(
  config: Mutable,
  { attributes = {}, block_types: blocks = {} }: Block,
  path: string[],
  valueOf: ValueOf,
  prefix = "",
): void {
  const [name = "", ...rest] = path;
  const block = blocks[name]?.block;
  if (!block) {
    config[name] = valueOf(prefix + name, attributes[name]?.type ?? "string")!;
    return;
  }
  const present = config[name] ?? [anyBlock(block, "least", valueOf, `${prefix}${name}.`)];
  config[name] = present;
  if (rest.length > 0 && Array.isArray(present)) {
    add(present[0] as Mutable, block, rest, valueOf, `${prefix}${name}.`);
  }
}

/** Whether the block that an argument is in is configured: those of others are of no concern. */
const parentIsThere = (config: Mutable, path: string): boolean =>
  !path.includes(".") || has(config, path.split(".").slice(0, -1).join("."));

function has(config: Mutable, path: string): boolean {
  const [first = "", ...rest] = path.split(".");
  const value = config[first];
  return (
    value !== undefined &&
    value !== null &&
    (rest.length === 0 || !Array.isArray(value) || has((value[0] ?? {}) as Mutable, rest.join(".")))
  );
}

function remove(config: Mutable, path: string): void {
  const [first = "", ...rest] = path.split(".");
  const value = config[first];
  if (rest.length > 0 && Array.isArray(value)) {
    value.forEach((element) => {
      remove(element as Mutable, rest.join("."));
    });
  } else {
    config[first] = null;
  }
}
