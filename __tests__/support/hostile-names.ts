import * as fc from "./fast-check";
import { MAX_NAME_LENGTH, nameProblem } from "../../lib/sql/model/fact-rules";

/** What ends a name, a literal, a comment, a batch or a packet somewhere, or is no character at all. */
const PIECES = [
  "]",
  "'",
  '"',
  "[",
  ";",
  "\n",
  "\r",
  "\t",
  "\0",
  "\\",
  "]]",
  "''",
  "]'",
  "--",
  "/*",
  "*/",
  "GO",
  "\nGO\n",
  "N'",
  "; DROP LOGIN x",
  "\u2019",
  "\u2028",
  "\uff3d",
  "\ud800",
  "\udc00",
  "\ufeff",
  "e\u0301",
];

/** Any text at all that is as long as a name may be, with such pieces more often than chance has them. */
export const anyName = fc
  .array(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...PIECES)), { minLength: 1, maxLength: 20 })
  .map((parts) => parts.join("").slice(0, MAX_NAME_LENGTH))
  .filter((name) => name !== "");

/** The text as UTF-8 carries it: with another character for every half of a surrogate pair. */
export const wellFormed = (text: string): string => Buffer.from(text).toString();

/** Such a name that the runner takes. */
export const hostileName = anyName
  .map((name) => wellFormed(name).normalize("NFC"))
  .filter((name) => nameProblem(name) === undefined);
