import { OTHER_SECRET_DATA, OTHER_SECRETS } from "./other-secrets";
import { SENSITIVE_ATTRIBUTES, SENSITIVE_DATA } from "./sensitive-attributes.generated";

/** The attributes of a type that are secrets. Paths as "site_credential.password", without indexes. */
export interface SensitiveAttributes {
  /** Secrets that are configured, and the argument beside each that has to be true for it; empty if none has to. */
  readonly configured: ReadonlyMap<string, string>;
  /** Configured texts that may have a secret in them. */
  readonly texts: ReadonlySet<string>;
  /** Secrets that the provider computes. */
  readonly computed: ReadonlySet<string>;
  /** Secrets that are configured and never kept. */
  readonly writeOnly: ReadonlySet<string>;
}

const TABLES = {
  resource: { ...OTHER_SECRETS, ...SENSITIVE_ATTRIBUTES },
  data: { ...OTHER_SECRET_DATA, ...SENSITIVE_DATA },
} as const;

const parsed = new Map<string, SensitiveAttributes>();

/** What is known of a type; undefined if nothing is. */
export function sensitiveAttributes(kind: "resource" | "data", type: string): SensitiveAttributes | undefined {
  if (!Object.hasOwn(TABLES[kind], type)) {
    return undefined;
  }
  const key = `${kind} ${type}`;
  const known = parsed.get(key) ?? parse((TABLES[kind] as Readonly<Record<string, string>>)[type]!.split(" "));
  parsed.set(key, known);
  return known;
}

function parse(attributes: readonly string[]): SensitiveAttributes {
  const marked = (mark: string): Set<string> =>
    new Set(attributes.filter((one) => one.startsWith(mark)).map((one) => one.slice(1)));
  const configured = attributes.filter((one) => !/^[=~!]/.test(one)).map((one) => one.split("?"));
  return {
    configured: new Map(configured.map(([path = "", condition = ""]) => [path, condition])),
    texts: marked("~"),
    computed: marked("="),
    writeOnly: marked("!"),
  };
}
