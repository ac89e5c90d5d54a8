import { OWNABLE_CLASSES } from "../state/ownable";
import { type Securable, type Statement } from "./ast";
import { type Cursor } from "./cursor";
import { objectNameOf } from "./queries";

/** GRANT, DENY or REVOKE, whose keyword is read already. */
export function permissionOf(cursor: Cursor, action: "GRANT" | "DENY" | "REVOKE"): Statement {
  const forOption = action === "REVOKE" && cursor.accept("GRANT", "OPTION", "FOR");
  const permissions = cursor.list(() => permissionName(cursor));
  const on: Securable = cursor.accept("ON") ? securableOf(cursor) : { class: "DATABASE" };
  if (!cursor.accept("TO")) {
    if (action !== "REVOKE") {
      throw cursor.mistake();
    }
    cursor.expect("FROM");
  }
  const grantees = cursor.list(() => granteeOf(cursor));
  const withOption = action === "GRANT" && cursor.accept("WITH", "GRANT", "OPTION");
  cursor.accept("CASCADE");
  const as = cursor.accept("AS") ? { grantor: cursor.name() } : {};
  return { kind: "permission", action, permissions, on, grantees, grantOption: forOption || withOption, ...as };
}

/** Words up to the next comma, ON, TO or FROM. */
function permissionName(cursor: Cursor): string {
  const words: string[] = [];
  while (cursor.token.kind === "word" && !["ON", "TO", "FROM"].some((word) => cursor.sees(word))) {
    words.push(cursor.next().text.toUpperCase());
  }
  if (words.length === 0) {
    throw cursor.mistake();
  }
  return words
    .join(" ")
    .replace(/^EXEC\b/, "EXECUTE")
    .replace(/ PRIVILEGES$/, "");
}

function granteeOf(cursor: Cursor): string {
  return cursor.accept("PUBLIC") ? "public" : cursor.name();
}

/** "SCHEMA::s", "OBJECT::s.o", "DATABASE::d", "SYMMETRIC KEY::k", or an object without its class. */
export function securableOf(cursor: Cursor): Securable {
  for (const name of ["DATABASE", "SCHEMA", "USER", "ROLE"] as const) {
    if (cursor.accept(name, "::")) {
      return { class: name, name: cursor.name() };
    }
  }
  const ownable = OWNABLE_CLASSES.find((words) => cursor.accept(...words.split(" "), "::"));
  if (ownable === undefined) {
    cursor.accept("OBJECT", "::");
  }
  return { class: ownable ?? "OBJECT", ...objectNameOf(cursor) };
}
