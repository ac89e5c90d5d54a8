import type { ARM_TYPES } from "./arm-types.generated";

/** The ARM type of an azurerm type, such as "Microsoft.KeyVault/vaults"; undefined for other types. */
export function armTypeOf(type: string): string | undefined {
  const types = armTypes();
  return Object.hasOwn(types, type) ? types[type] : undefined;
}

/**
 * The ARM type that an ARM id is of, such as "Microsoft.KeyVault/vaults"; undefined for the ids of management groups,
 * subscriptions and resource groups, which contain all others.
 */
export function armTypeOfId(id: string): string | undefined {
  const segments = id.split("/");
  const at = segments.map((segment) => segment.toLowerCase()).lastIndexOf("providers");
  const [namespace, ...path] = at < 0 ? [] : segments.slice(at + 1);
  const types = path.filter((_, index) => index % 2 === 0);
  return namespace === undefined || types.length === 0 || namespace.toLowerCase() === "microsoft.management"
    ? undefined
    : [namespace, ...types].join("/");
}

/** All ARM types by azurerm type. Loaded on demand, because most apps never need them. */
export function armTypes(): typeof ARM_TYPES {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (loaded ??= (require("./arm-types.generated") as { readonly ARM_TYPES: typeof ARM_TYPES }).ARM_TYPES);
}

/** In a bundle, each `require` makes another copy. */
let loaded: typeof ARM_TYPES | undefined;

/** Azure's spelling of the words in ARM ids, and of the names of providers and types, by their lower-case form. */
let spellings: ReadonlyMap<string, string> | undefined;

/**
 * An ARM id, or the end of one, in Azure's spelling, except for names. Azure ignores the case of ids, and returns its
 * own spelling.
 */
export function armSpelling(id: string): string {
  const segments = id.split("/");
  const providersAt = segments
    .map((segment, index) => index % 2 === 1 && /^providers$/i.test(segment))
    .lastIndexOf(true);
  const groups = providersAt < 0 ? segments : segments.slice(0, providersAt);
  return [...groups.map(wordOfGroups), ...(providersAt < 0 ? [] : inProvider(segments.slice(providersAt)))].join("/");
}

/** Before the provider: /subscriptions/<id>/resourceGroups/<name>. */
function wordOfGroups(segment: string, index: number): string {
  return index % 2 === 1 ? (WORDS[segment.toLowerCase()] ?? segment) : segment;
}

const WORDS: Readonly<Record<string, string>> = {
  subscriptions: "subscriptions",
  resourcegroups: "resourceGroups",
  providers: "providers",
};

/** After it: providers/<namespace>/<type>/<name>/<type>/<name>. */
function inProvider([, namespace = "", ...rest]: readonly string[]): string[] {
  const known = (spellings ??= allSpellings());
  const path = [namespace];
  const spelled = rest.map((segment, index) => {
    if (index % 2 === 1) {
      return segment;
    }
    path.push(segment);
    return known.get(path.join("/").toLowerCase()) ?? segment;
  });
  return ["providers", known.get(namespace.toLowerCase()) ?? namespace, ...spelled];
}

function allSpellings(): Map<string, string> {
  return new Map(
    Object.values(armTypes()).flatMap((armType) =>
      armType.split("/").map(
        (segment, index, all) =>
          [
            all
              .slice(0, index + 1)
              .join("/")
              .toLowerCase(),
            segment,
          ] as const,
      ),
    ),
  );
}
