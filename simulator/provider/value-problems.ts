import { type Diagnostic } from "../protocol/provider";
import { isList, isUnknown, type ObjectValue, type Value } from "../protocol/values";
import { idProblem } from "./arm-id-format";
import { refusalOf, shown } from "./refusals";
import { type Block } from "./schema";
import { type TypeRules } from "./type-rules";
import { eachElement, type Found, upToSet, valuesAt } from "./values-at";

/** Values that the provider rejects, in its words: values that are not listed, ids, ranges, lengths of lists. */
export function valueProblems(block: Block, config: ObjectValue, rules: TypeRules): Diagnostic[] {
  const { values = {}, idFormats = {}, refusal = {}, minItems = {}, maxItems = {} } = rules;
  const paths = new Set([values, idFormats, refusal].flatMap((one) => Object.keys(one)));
  const at = (path: string): Found[] => valuesAt(config, path).filter(({ value }) => isKnown(value));
  const problem = ({ path }: Found, text: Pick<Diagnostic, "summary" | "detail">): Diagnostic => ({
    severity: "error",
    ...text,
    path: upToSet(block, path),
  });
  const inValue = (path: string, { path: place, value }: Found): string | undefined => {
    const key = place.join(".");
    const answers = [
      values[path] && notListed(value, values[path], key),
      idFormats[path] !== undefined && typeof value === "string" ? idProblem(value, idFormats[path]) : undefined,
    ].filter((_, index) => [values, idFormats][index]![path] !== undefined);
    if (answers.length > 0) {
      return answers.includes(undefined) ? undefined : answers.at(-1);
    }
    return refusal[path] === undefined ? undefined : refusalOf(value, refusal[path], key);
  };
  const counts = (
    limits: Readonly<Record<string, number>>,
    isWrong: (count: number, limit: number) => boolean,
    text: Text,
  ): Diagnostic[] =>
    Object.entries(limits).flatMap(([path, limit]) =>
      at(path).flatMap((found) => {
        const count = isList(found.value) ? found.value.length : limit;
        return isWrong(count, limit) ? [problem(found, text(limit, count))] : [];
      }),
    );
  return [
    ...[...paths].flatMap((path) =>
      at(path)
        .flatMap(eachElement)
        .filter(({ value }) => isKnown(value))
        .flatMap((found) => {
          const summary = inValue(path, found);
          return summary === undefined ? [] : [problem(found, { summary })];
        }),
    ),
    ...counts(minItems, (count, least) => count < least, TOO_FEW),
    ...counts(maxItems, (count, most) => count > most, TOO_MANY),
  ];
}

const isKnown = (value: Value): boolean => value !== null && !isUnknown(value);

/** In the words of Terraform's plug-in SDK, which formats lists as Go does. */
function notListed(value: Value, accepted: readonly (string | number)[], key: string): string | undefined {
  const listed = accepted.map((one) => (typeof one === "string" ? JSON.stringify(one) : String(one))).join(" ");
  return typeof value !== typeof accepted[0] || accepted.includes(value as string | number)
    ? undefined
    : `expected ${key} to be one of [${listed}], got ${shown(value)}`;
}

type Text = (limit: number, count: number) => Pick<Diagnostic, "summary" | "detail">;

const TOO_FEW: Text = (limit, count) => ({
  summary: "Not enough list items",
  detail: `Attribute requires ${String(limit)} item minimum, but config has only ${String(count)} declared.`,
});
const TOO_MANY: Text = (limit, count) => ({
  summary: "Too many list items",
  detail: `Attribute supports ${String(limit)} item maximum, but config has ${String(count)} declared.`,
});
