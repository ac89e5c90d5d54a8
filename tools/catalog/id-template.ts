import { type Schema } from "../../simulator/provider/schema";
import { type TypeRules } from "../../simulator/provider/type-rules";

/**
 * The arguments in the id of a type, from an example of the id and the required ids of its arguments:
 * "{server_id}/databases/{name}". A template without a leading brace is below the resource group.
 *
 * @returns undefined if no argument matches a part of the id
 */
export function idTemplate({ block }: Schema, { idExample = "", idFormats = {} }: TypeRules): string | undefined {
  const { attributes = {} } = block;
  const settable = Object.keys(attributes).filter(
    (name) => name !== "id" && (attributes[name]?.required ?? attributes[name]?.optional),
  );
  const required = settable.filter((name) => attributes[name]?.required);
  const byName =
    required.includes("resource_group_name") && idExample.startsWith(IN_GROUP)
      ? filled(idExample.slice(IN_GROUP.length), "", settable)
      : undefined;
  const parents = required
    .flatMap((name) => parentsBy(name, idExample, idFormats[name]))
    .filter(({ length }) => length < idExample.length || !settable.includes("name"))
    .sort((a, b) => b.length - a.length);
  const parent = parents.find(({ name }) => !NOT_A_PARENT.test(name)) ?? parents[0];
  return byName ?? (parent && filled(idExample.slice(parent.length), `{${parent.name}}`, settable));
}

const IN_GROUP = "/subscriptions/12345678-1234-9876-4563-123456789012/resourceGroups/example-resource-group/providers/";

const NOT_A_PARENT = /^(source|remote|target|destination)_/;

/** The position in the example where the id of an argument ends. */
function parentsBy(name: string, idExample: string, format?: string): { name: string; length: number }[] {
  const segments = idExample.split("/");
  const lengthUpTo = (count: number): number => segments.slice(0, count).join("/").length;
  if (format !== undefined) {
    const { length } = format.split("/");
    const isParent =
      shapeOf(segments.slice(0, length)) === shapeOf(format.split("/")) && format.includes("/providers/");
    return isParent ? [{ name, length: lengthUpTo(length) }] : [];
  }
  return segments.flatMap((segment, index) =>
    index % 2 === 1 && index < segments.length - 2 && stemsOf(segment).some((stem) => name === `${stem}_id`)
      ? [{ name, length: lengthUpTo(index + 2) }]
      : [],
  );
}

/** Placeholders for user-defined segments in examples: "serverName", "vaultValue", "apiId". */
const NAMED = /(Name|Value|Id|Alias)$/;

/** Examples have the same shape if they differ only in their placeholders. */
const shapeOf = (segments: readonly string[]): string =>
  segments.map((segment) => (NAMED.test(segment) ? "*" : segment)).join("/");

function filled(rest: string, start: string, settable: readonly string[]): string | undefined {
  const [first = "", ...segments] = rest.split("/");
  const parts = segments.map((segment, index) => {
    const [key = "", isLast] = [segments[index - 1], index === segments.length - 1];
    return index % 2 === 0 || key === "providers" ? segment : argumentFor(key, segment, isLast, settable);
  });
  return parts.includes(undefined) ? undefined : [start + first, ...parts].join("/");
}

function argumentFor(key: string, example: string, isLast: boolean, settable: readonly string[]): string | undefined {
  if (!NAMED.test(example)) {
    return example;
  }
  const stems = [snake(example.replace(NAMED, "")), ...stemsOf(key)];
  const exact = [snake(example), ...stems.flatMap((stem) => [`${stem}_name`, ...(isLast ? [`${stem}_id`] : [])])];
  const found =
    [...(isLast ? ["name"] : []), ...exact].find((name) => settable.includes(name)) ??
    settable.find(
      (name) =>
        name !== "name" && stems.some((stem) => name.endsWith(`_${stem}_name`) || `${stem}_name`.endsWith(`_${name}`)),
    );
  return found === undefined ? undefined : `{${found}}`;
}

/** Singular forms of a key: "servers" has the name of a server, "redis" that of a redis. */
const stemsOf = (key: string): string[] => [key.replace(/ies$/, "y"), key.replace(/s$/, ""), key].map(snake);

const snake = (text: string): string =>
  text
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
