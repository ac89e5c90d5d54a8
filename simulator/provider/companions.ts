import { type Diagnostic, type Path } from "../protocol/provider";
import { isList, type ObjectValue } from "../protocol/values";
import { type Block } from "./schema";
import { type Paths, type TypeRules } from "./type-rules";
import { configuredAt, upToSet, valuesAt } from "./values-at";

/**
 * Arguments that exclude or need each other, in the words of Terraform's plug-in SDK. An argument that is known only
 * after apply can still turn out to be null.
 *
 * https://github.com/hashicorp/terraform-plugin-sdk/blob/main/helper/schema/schema.go
 */
export function companionProblems(block: Block, config: ObjectValue, rules: TypeRules): Diagnostic[] {
  const state = (path: string): string => configuredAt(block, config, path);
  const listed = (paths: readonly string[]): string => paths.join(",");
  const check = (paths: Paths | undefined, problem: Problem): Diagnostic[] =>
    Object.entries(paths ?? {}).flatMap(([name, others]) =>
      placesOf(config, name).flatMap((path) => {
        const own = path.join(".");
        const found = problem(own, others, [...new Set([...others, own])].sort());
        return found ? [{ severity: "error", ...found, path: upToSet(block, path) }] : [];
      }),
    );
  return [
    ...check(rules.exactlyOneOf, (own, _, all) => {
      const present = all.filter((path) => state(path) === "set");
      const isOpen = all.some((path) => state(path) === "unknown");
      if (present.length > 1) {
        const detail = `"${own}": only one of \`${listed(all)}\` can be specified, but \`${listed(present)}\` were specified.`;
        return { summary: INVALID_COMBINATION, detail };
      }
      return present.length === 1 || isOpen
        ? undefined
        : { summary: INVALID_COMBINATION, detail: `"${own}": one of \`${listed(all)}\` must be specified` };
    }),
    ...check(rules.atLeastOneOf, (own, _, all) =>
      all.some((path) => state(path) !== "unset")
        ? undefined
        : { summary: MISSING_ARGUMENT, detail: `"${own}": one of \`${listed(all)}\` must be specified` },
    ),
    ...check(rules.requiredWith, (own, _, all) =>
      state(own) === "unset" || all.every((path) => state(path) !== "unset")
        ? undefined
        : { summary: MISSING_ARGUMENT, detail: `"${own}": all of \`${listed(all)}\` must be specified` },
    ),
    ...check(rules.conflictsWith, (own, others) => {
      const other = state(own) === "unset" ? undefined : others.find((path) => state(path) === "set");
      return other === undefined
        ? undefined
        : { summary: "Conflicting configuration arguments", detail: `"${own}": conflicts with ${other}` };
    }),
  ];
}

const INVALID_COMBINATION = "Invalid combination of arguments";
const MISSING_ARGUMENT = "Missing required argument";

type Problem = (
  own: string,
  others: readonly string[],
  all: readonly string[],
) => Pick<Diagnostic, "summary" | "detail"> | undefined;

/** The places of an argument: once in the resource, or once in each block. */
function placesOf(config: ObjectValue, dotted: string): Path[] {
  const names = dotted.split(".");
  const [name = ""] = names.slice(-1);
  if (names.length === 1) {
    return [[name]];
  }
  return valuesAt(config, names.slice(0, -1).join(".")).flatMap(({ path, value }) =>
    isList(value) ? value.map((_, index) => [...path, index, name]) : value === null ? [] : [[...path, name]],
  );
}
