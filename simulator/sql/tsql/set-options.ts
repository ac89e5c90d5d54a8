import { notModelled, SET_OPTIONS } from "../language";
import { type Statement } from "./ast";
import { type Cursor } from "./cursor";

/** What follows SET. Several options may have one value: "SET ANSI_NULLS, ANSI_PADDING ON". */
export function setOptionOf(cursor: Cursor): Statement {
  if (cursor.token.kind === "variable") {
    throw notModelled("SET of a variable");
  }
  const options = cursor.list(() => {
    const found = Object.entries(SET_OPTIONS).find(([option]) => cursor.accept(...option.split(" ")));
    if (!found) {
      throw cursor.atEnd ? cursor.mistake() : notModelled(`SET ${cursor.token.text}`);
    }
    return found;
  });
  cursor.accept("-");
  const value = cursor.next().text.toUpperCase();
  const level = value === "READ" ? `${value} ${cursor.next().text.toUpperCase()}` : value;
  const refused = options.find(([, values]) => values && !(values as readonly string[]).includes(level));
  if (refused) {
    throw notModelled(`SET ${refused[0]} ${level}`);
  }
  return options.some(([option]) => option === "NOEXEC")
    ? { kind: "compile only", on: level === "ON" }
    : { kind: "setting" };
}
