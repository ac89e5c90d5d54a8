import { createHash } from "node:crypto";
import { nameGuid } from "../../azure/name-guid";
import { isList, type Value } from "../../protocol/values";
import { any, BadCall, list, number, sequence, taking, takingMany, type TemplateFunction, text } from "./signature";

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string */
export const TEXT_FUNCTIONS: Readonly<Record<string, TemplateFunction>> = {
  base64: taking([text], (value) => Buffer.from(value).toString("base64")),
  base64ToString: taking([text], (value) => Buffer.from(value, "base64").toString("utf8")),
  concat: takingMany(any, concatenated),
  endsWith: taking([text, text], (value, end) => value.toLowerCase().endsWith(end.toLowerCase())),
  format: takingMany(any, formatted),
  guid: takingMany(text, (words) => nameGuid("template", ...words)),
  join: taking([list, text], (values, between) => values.map(textFor).join(between)),
  replace: taking([text, text, text], (value, old, replacement) => value.replaceAll(old, replacement)),
  split: (given) => split(given),
  startsWith: taking([text, text], (value, start) => value.toLowerCase().startsWith(start.toLowerCase())),
  string: taking([any], textFor),
  substring: (given) =>
    given.length === 2 ? taking([text, number], part)(given) : taking([text, number, number], part)(given),
  toLower: taking([text], (value) => value.toLowerCase()),
  toUpper: taking([text], (value) => value.toUpperCase()),
  trim: taking([text], (value) => value.trim()),
  uniqueString: takingMany(text, uniqueText),
  uri: taking([text, text], (base, relative) => new URL(relative, base).href),
  uriComponent: taking([text], encodeURIComponent),
};

const split = taking([text, sequence], (value, separators) => {
  const all = isList(separators) ? separators.map(textFor) : [separators];
  return all.reduce((parts, separator) => parts.flatMap((one) => one.split(separator)), [value]);
});

/** Strings, numbers and booleans as text; arrays and objects as JSON. */
export function textFor(value: Value): string {
  if (typeof value === "string") {
    return value;
  }
  // .NET writes booleans like this.
  return typeof value === "boolean" ? (value ? "True" : "False") : JSON.stringify(value);
}

function concatenated(values: readonly Value[]): Value {
  if (values.every(isList)) {
    return values.flat();
  }
  if (values.some(isList)) {
    throw new BadCall("takes either arrays or texts, and got both");
  }
  return values.map(textFor).join("");
}

function formatted([pattern = "", ...values]: readonly Value[]): string {
  return textFor(pattern).replaceAll(/\{\{|\}\}|\{(\d+)\}/g, (found, index?: string) => {
    if (index === undefined) {
      return found.charAt(0);
    }
    const value = values[Number(index)];
    if (value === undefined) {
      throw new BadCall(`has no argument for ${found}`);
    }
    return textFor(value);
  });
}

function part(value: string, start: number, length = value.length - start): string {
  if (start < 0 || length < 0 || start + length > value.length) {
    throw new BadCall(`cannot take ${String(length)} characters from position ${String(start)} of '${value}'`);
  }
  return value.slice(start, start + length);
}

/** Thirteen letters and digits, as in Azure. Their values differ from Azure's. */
function uniqueText(words: readonly string[]): string {
  const bytes = createHash("sha256").update(words.join("\n")).digest();
  return [...bytes.subarray(0, 13)].map((byte) => "abcdefghijklmnopqrstuvwxyz234567".charAt(byte % 32)).join("");
}
