import { asText, isList, isObject, notKnownIn, type Value } from "../expression";
import { type Effect, type Kind } from "./kinds";
import { type Attributes } from "./parts";
import { type Thing } from "../input/thing";

/** An argument that differs from Azure, so that the plan has a change. */
export interface Difference {
  readonly argument: string;
  readonly effect: "replaces" | "updates";
  /** Azure's value, if it may be shown. */
  readonly actual?: string;
}

/**
 * Arguments that differ from the existing resource, if both values are known.
 *
 * @param release the azurerm version, if the stack pins it
 */
export function differencesBetween(
  { compared = {} }: Kind,
  declared: Attributes,
  { values, at }: Thing,
  release: string | undefined,
): Difference[] {
  const differences: Difference[] = [];
  for (const argument in compared) {
    const effect = compared[argument]!;
    const actual = values[argument] ?? null;
    const given = declared(argument);
    // Lists from Azure have fewer fields than a state.
    const isHidden = at.in === "list" && !Object.hasOwn(values, argument);
    if (
      !isHidden &&
      !isLeftOpen(effect, given) &&
      notKnownIn(given) === undefined &&
      !isSame(argument, given, actual)
    ) {
      differences.push({ argument, effect: effectIn(effect, release), ...shown(effect, actual) });
    }
  }
  return differences;
}

const isLeftOpen = (effect: Effect, given: Value | undefined): boolean =>
  effect.endsWith("if given") && given === undefined;

function effectIn(effect: Effect, release: string | undefined): Difference["effect"] {
  const [, major = "0", minor = "0"] = /(\d+)\.(\d+)/.exec(release ?? "") ?? [];
  const isInPlace = Number(major) > 5 || (Number(major) === 5 && Number(minor) >= 2);
  return effect === "replaces before 5.2"
    ? isInPlace
      ? "updates"
      : "replaces"
    : replaces(effect)
      ? "replaces"
      : "updates";
}

const replaces = (effect: Effect): boolean => effect.startsWith("replaces");

/** An argument that replaces is an id, a place or a description. An argument that updates can be a secret parameter. */
const shown = (effect: Effect, actual: Value): { readonly actual?: string } =>
  replaces(effect) && typeof actual === "string" ? { actual } : {};

function isSame(argument: string, given: Value | undefined, actual: Value): boolean {
  if (given === actual) {
    return true;
  }
  if (isEmpty(given) || isEmpty(actual)) {
    return isEmpty(given) === isEmpty(actual);
  }
  if (argument === "location") {
    return region(given) === region(actual);
  }
  if (argument.endsWith("_permissions")) {
    return JSON.stringify(given).toLowerCase() === JSON.stringify(actual).toLowerCase();
  }
  return canonical(argument, given ?? null) === canonical(argument, actual);
}

/** Azure treats "West Europe" and "westeurope" as the same. */
const region = (location: Value | undefined): string => (asText(location) ?? "").replaceAll(" ", "").toLowerCase();

/** The same text for values that Terraform treats as equal. */
export function canonical(argument: string, value: Value): string {
  if (typeof value === "string" && argument.endsWith("_content")) {
    try {
      return canonical("", JSON.parse(value) as Value);
    } catch {
      return value;
    }
  }
  return JSON.stringify(value, (_, member: Value) =>
    isObject(member)
      ? Object.fromEntries(
          Object.keys(member)
            .filter((name) => member[name] !== null)
            .sort()
            .map((name) => [name, member[name]]),
        )
      : member,
  );
}

const isEmpty = (value: Value | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  (isList(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0);
