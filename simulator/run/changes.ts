import { type ResourceInState, type StateContent } from "./state-file";

/** A planned or applied change of a resource or an output. */
export interface Change {
  /** "azurerm_key_vault.vault"; for an output, "output.host". */
  readonly address: string;
  readonly action: "create" | "read" | "update" | "replace" | "delete" | "move" | "import" | "remove";
  /** The differences. For a creation or deletion, everything that is set. */
  readonly attributes: readonly AttributeChange[];
  /** The paths that cannot be changed in place, for replacements only. */
  readonly replacedBecauseOf?: readonly string[];
}

export interface AttributeChange {
  /** "identity[0].type"; empty for the value of an output. */
  readonly path: string;
  /** A value, or "(sensitive value)". */
  readonly before: unknown;
  /** A value, "(known after apply)" or "(sensitive value)". */
  readonly after: unknown;
}

/** What the events of a command contain about a change. */
export type ChangeHeader = Pick<Change, "address" | "action">;

export const KNOWN_AFTER_APPLY = "(known after apply)";
export const SENSITIVE = "(sensitive value)";

/** A change in the JSON form of a plan: https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
interface PlannedChange {
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  readonly replace_paths?: readonly (readonly (string | number)[])[];
}

interface PlanJson {
  readonly resource_changes?: readonly { readonly address: string; readonly change: PlannedChange }[];
  readonly output_changes?: Readonly<Record<string, PlannedChange>>;
}

/**
 * Completes the changes of a plan with their differences and with outputs, from the output of `terraform show -json`.
 */
export function plannedChanges(headers: readonly ChangeHeader[], json: string): Change[] {
  const { resource_changes: resources = [], output_changes: outputs = {} } = JSON.parse(json) as PlanJson;
  const ofResources = headers.map((header): Change => {
    const change = resources.find(({ address }) => address === header.address)?.change;
    const replacing = change?.replace_paths?.map(pathText) ?? [];
    return { ...header, attributes: change ? differences(change) : [], ...replacedBecauseOf(replacing) };
  });
  const ofOutputs = Object.entries(outputs).flatMap(([name, change]): Change[] => {
    const [action = "no-op"] = change.actions;
    return action === "no-op"
      ? []
      : [{ address: `output.${name}`, action: action as Change["action"], attributes: differences(change) }];
  });
  return [...ofResources, ...ofOutputs];
}

/** Returns the paths whose change replaces a resource. */
export type ForcedPaths = (
  type: string,
  before: ResourceInState["attributes"],
  after: ResourceInState["attributes"],
) => readonly (readonly (string | number)[])[];

/** Completes the changes of an apply from the states before and after. */
export function appliedChanges(
  headers: readonly ChangeHeader[],
  before: StateContent | undefined,
  after: StateContent | undefined,
  forcedPaths: ForcedPaths,
): Change[] {
  return headers.map((header): Change => {
    const [was, is] = [before, after].map((state) => state?.resources.get(header.address));
    const replacing =
      header.action === "replace" && was && is ? forcedPaths(was.type, was.attributes, is.attributes) : [];
    const change = {
      actions: [],
      before: was?.attributes,
      after: is?.attributes,
      before_sensitive: marked(was?.sensitive),
      after_sensitive: marked(is?.sensitive),
    };
    return { ...header, attributes: differences(change), ...replacedBecauseOf(replacing.map(pathText)) };
  });
}

const replacedBecauseOf = (paths: readonly string[]): Pick<Change, "replacedBecauseOf"> =>
  paths.length > 0 ? { replacedBecauseOf: paths } : {};

/** An object that has `true` at these paths, as in the JSON form of a plan. */
function marked(paths: ResourceInState["sensitive"] = []): object {
  const root: Record<string, unknown> = {};
  for (const path of paths) {
    let at = root;
    path.slice(0, -1).forEach((step) => {
      at = (at[step] ??= {}) as Record<string, unknown>;
    });
    at[path.at(-1) ?? ""] = true;
  }
  return root;
}

function differences(change: PlannedChange): AttributeChange[] {
  const {
    before,
    after,
    after_unknown: unknown,
    before_sensitive: wasSensitive,
    after_sensitive: isSensitive,
  } = change;
  return compare({ before, after, unknown, wasSensitive, isSensitive }, []);
}

/** A value before and after, with its unknown and sensitive parts marked by `true`. */
interface Compared {
  readonly before: unknown;
  readonly after: unknown;
  readonly unknown: unknown;
  readonly wasSensitive: unknown;
  readonly isSensitive: unknown;
}

function compare(compared: Compared, path: readonly (string | number)[]): AttributeChange[] {
  const { before, after, unknown, wasSensitive, isSensitive } = compared;
  const isLeaf = unknown === true || wasSensitive === true || isSensitive === true;
  const keys = isLeaf ? [] : keysOf(before, after, unknown);
  if (keys.length > 0) {
    return keys.flatMap((key) =>
      compare(
        mapValues(compared, (value) => child(value, key)),
        [...path, key],
      ),
    );
  }
  const isChanged = unknown === true || JSON.stringify(before ?? null) !== JSON.stringify(after ?? null);
  const isNothing = isEmpty(before) && isEmpty(after) && unknown !== true;
  if (!isChanged || isNothing) {
    return [];
  }
  const shownAfter = unknown === true ? KNOWN_AFTER_APPLY : shown(after, isSensitive);
  return [{ path: pathText(path), before: shown(before, wasSensitive), after: shownAfter }];
}

/** Shows whether a value exists, even if it is secret. */
const shown = (value: unknown, sensitive: unknown): unknown =>
  isEmpty(value) ? (value ?? null) : sensitive === true ? SENSITIVE : value;

/** Terraform's values for things that are not configured. */
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

function keysOf(...values: readonly unknown[]): (string | number)[] {
  const structures = values.filter((value) => typeof value === "object" && value !== null);
  const areLists = structures.length > 0 && structures.every(Array.isArray);
  const keys = [...new Set(structures.flatMap((value) => Object.keys(value)))];
  return areLists ? keys.map(Number) : keys;
}

const child = (value: unknown, key: string | number): unknown =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;

const mapValues = (compared: Compared, to: (value: unknown) => unknown): Compared => ({
  before: to(compared.before),
  after: to(compared.after),
  unknown: to(compared.unknown),
  wasSensitive: to(compared.wasSensitive),
  isSensitive: to(compared.isSensitive),
});

/** identity[0].type, tags["cost center"] */
function pathText(path: readonly (string | number)[]): string {
  const steps = path.map((step) =>
    typeof step === "number" ? `[${String(step)}]` : /^[\w-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`,
  );
  return steps.join("").replace(/^\./, "");
}
