import { isIP, isIPv4 } from "node:net";
import { type Value } from "../protocol/values";

/**
 * Errors of providers for values, and the values that they apply to. An unknown error text applies to no value.
 *
 * https://github.com/hashicorp/terraform-plugin-sdk/tree/main/helper/validation
 */
interface Refusal {
  readonly words: RegExp;
  readonly accepts: (value: Value, words: readonly string[]) => boolean;
}

const onNumbers =
  (accepts: (value: number, ...limits: number[]) => boolean): Refusal["accepts"] =>
  (value, [, ...limits]) =>
    typeof value !== "number" || accepts(value, ...limits.map(Number));

const onTexts =
  (accepts: (value: string, ...words: string[]) => boolean): Refusal["accepts"] =>
  (value, [, ...words]) =>
    typeof value !== "string" || accepts(value, ...words);

/** Letters, digits, and the characters in the last group; with a length if the error names one. */
const onCharacters =
  (characters: string): Refusal["accepts"] =>
  (value, [, shortest = "0", longest = "Infinity"]) =>
    typeof value !== "string" ||
    (new RegExp(`^[${characters}]+$`).test(value) &&
      value.length >= Number(shortest) &&
      value.length <= Number(longest));

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const CIDR = /^([\d.]+|[\da-f:.]+)\/(\d{1,3})$/i;
const DURATION = /^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;
const DATE = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;
/** With any namespace: old parsers read ids as pairs of any kind. */
const ANY_ID = /^(\/[^/]+\/[^/]+)+\/?$/;
const KEY_VAULT_ITEM = /^https:\/\/[^/]+\/(certificates|keys|secrets|storage)\/[^/]+(\/[^/]+)?$/;

const REFUSALS: readonly Refusal[] = [
  {
    words: /^expected x to be in the range \((-?[\d.]+) - (-?[\d.]+)\), got/,
    accepts: onNumbers((value, from = 0, to = 0) => value >= from && value <= to),
  },
  {
    words: /^expected x to be in the range \((-?[\d.]+) - (-?[\d.]+)\) or (-?\d+), got/,
    accepts: onNumbers((value, from = 0, to = 0, or = 0) => (value >= from && value <= to) || value === or),
  },
  { words: /^expected x to be at least \((-?[\d.]+)\), got/, accepts: onNumbers((value, least = 0) => value >= least) },
  { words: /^expected x to be at most \((-?[\d.]+)\), got/, accepts: onNumbers((value, most = 0) => value <= most) },
  {
    words: /^expected x to be one of \[([-\d. ]+)\], got/,
    accepts: (value, [, numbers = ""]) => typeof value !== "number" || numbers.split(" ").map(Number).includes(value),
  },
  { words: /^"x" is not a valid port number/, accepts: onNumbers((value) => value >= 1 && value <= 65535) },
  {
    words: /^expected length of x to be in the range \((\d+) - (\d+)\), got/,
    accepts: onTexts((value, from, to) => value.length >= Number(from) && value.length <= Number(to)),
  },
  { words: /^expected "x" to be a valid UUID, got/, accepts: onTexts((value) => UUID.test(value)) },
  { words: /^expected "x" to be a base64 string, got/, accepts: onTexts((value) => BASE64.test(value)) },
  { words: /^expected "x" to be a valid RFC3339 date, got/, accepts: onTexts((value) => DATE.test(value)) },
  { words: /^expected 'P' period mark at the start/, accepts: onTexts((value) => DURATION.test(value)) },
  { words: /^expected "x" to have a host, got/, accepts: onTexts((value) => hostOf(value) !== "") },
  {
    words: /^expected "x" to be a valid CIDR Value, got/,
    accepts: onTexts((value) => isIP(CIDR.exec(value)?.[1] ?? "") > 0),
  },
  {
    words: /^x must start with IPV4 address and\/or slash, number of bits \(0-32\) as prefix/,
    accepts: onTexts((value) => isIPv4(value.split("/")[0] ?? "")),
  },
  {
    words: /^(?:"x" is not a valid IPv4 address:|expected x to contain a valid IPv4 address, got)/,
    accepts: onTexts((value) => isIPv4(value)),
  },
  { words: /^expected x to contain a valid IP, got/, accepts: onTexts((value) => isIP(value) > 0) },
  { words: /^"x" contains an invalid JSON/, accepts: onTexts(isJson) },
  {
    words: /^"x" did not match regex "(.*)"$/,
    accepts: onTexts((value, pattern = "") => new RegExp(pattern.replaceAll("\\\\", "\\")).test(value)),
  },
  {
    words: /^(?:can ?not )?pars(?:e|ing) (?:"…" as an? \w+ ID|"x" as a resource id): (?:cannot parse|parsing) Azure ID/,
    accepts: onTexts((value) => ANY_ID.test(value)),
  },
  {
    words: /: cannot parse azure key vault child ID: /,
    accepts: onTexts((value) => KEY_VAULT_ITEM.test(value)),
  },
  { words: /^decoding "x" for public key data/, accepts: onTexts(isPublicKey) },
  {
    words: /^"x" may only contain alphanumeric characters, dash, underscores, parentheses and periods/,
    accepts: onTexts((value) => /^[-\w._()]+$/u.test(value) && value.length <= 90 && !value.endsWith(".")),
  },
  {
    words: /^"x" may only contain alphanumeric characters and dashes and must be between (\d+)-(\d+) chars/,
    accepts: onCharacters("-A-Za-z\\d"),
  },
  {
    words: /^"x" may only contain alphanumeric characters and dashes (?:and )?up to (?=(\d+))/,
    accepts: (value, [, longest = ""]) => onCharacters("-A-Za-z\\d")(value, ["", "1", longest]),
  },
  {
    words:
      /^"x" may only contain alphanumeric characters, (?:dashes and underscores|underscores and dashes) up to (\d+)/,
    accepts: (value, [, longest = ""]) => onCharacters("-\\w")(value, ["", "1", longest]),
  },
  {
    words: /^"x" may only contain alphanumeric characters, dots, dashes and underscores/,
    accepts: onCharacters("-\\w."),
  },
  {
    words:
      /^name \("…"\) can only consist of lowercase letters and numbers, and must be between (\d+) and (\d+) characters/,
    accepts: onCharacters("a-z\\d"),
  },
];

/** A key as OpenSSH writes it; azurerm takes those of RSA from 2048 bits on. */
function isPublicKey(text: string): boolean {
  const [, kind = "", data = ""] = /^(ssh-rsa|ssh-ed25519) ([A-Za-z\d+/]+=*)(?: .*)?\s*$/.exec(text) ?? [];
  const bytes = Buffer.from(data, "base64");
  const name = bytes.subarray(4, 4 + kind.length).toString("latin1");
  return kind !== "" && name === kind && bytes.length >= (kind === "ssh-rsa" ? 270 : 51);
}

function hostOf(text: string): string {
  try {
    return new URL(text).host;
  } catch {
    return "";
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * The provider's error for a value; undefined if it is accepted. If the error names several kinds of values, any of
 * them is accepted.
 *
 * @param refusal the provider's error for a wrong value
 * @param key the argument, with indexes
 */
export function refusalOf(value: Value, refusal: string, key: string): string | undefined {
  const answers = refusal.split("; ");
  const known = answers.flatMap((answer) =>
    REFUSALS.flatMap(({ words, accepts }) => {
      const matched = words.exec(answer);
      return matched ? [{ answer, accepted: accepts(value, matched) }] : [];
    }),
  );
  return known.length < answers.length || known.some(({ accepted }) => accepted)
    ? undefined
    : worded(known[0]!.answer, value, key);
}

const worded = (answer: string, value: Value, key: string): string =>
  answer
    .replaceAll(`"x"`, () => JSON.stringify(key))
    .replace(/(?<=^|^expected |length of )x(?= )/, () => key)
    .replace(/got -?987654321$/, () => `got ${shown(value)}`)
    .replaceAll("…", () => shown(value));

/** A value as errors show it. */
export const shown = (value: Value): string => (typeof value === "object" ? JSON.stringify(value) : String(value));
