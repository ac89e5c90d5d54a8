import { OWNABLE_CLASSES } from "../state/ownable";
import { type Change, type Securable } from "./ast";
import { type Cursor } from "./cursor";
import { objectNameOf } from "./queries";

/** GRANT, DENY or REVOKE, whose keyword is read already. */
export function permissionOf(cursor: Cursor, action: "GRANT" | "DENY" | "REVOKE"): Change {
  const forOption = action === "REVOKE" && cursor.accept("GRANT", "OPTION", "FOR");
  const inFront: string[] = [];
  const permissions = cursor.list(() => {
    const name = permissionName(cursor);
    inFront.push(...columnsOf(cursor));
    return name;
  });
  const securable: Securable = cursor.accept("ON") ? securableOf(cursor) : { class: "DATABASE" };
  const columns = [...inFront, ...columnsOf(cursor)];
  if (columns.length > 0 && securable.class !== "OBJECT") {
    throw cursor.mistake();
  }
  const on = { ...securable, ...(columns.length > 0 && { columns }) };
  if (!cursor.accept("TO")) {
    if (action !== "REVOKE") {
      throw cursor.mistake();
    }
    cursor.expect("FROM");
  }
  const grantees = cursor.list(() => granteeOf(cursor));
  const withOption = action === "GRANT" && cursor.accept("WITH", "GRANT", "OPTION");
  const cascade = action !== "GRANT" && cursor.accept("CASCADE");
  const as = cursor.accept("AS") ? { grantor: cursor.name() } : {};
  return {
    kind: "permission",
    action,
    permissions,
    on,
    grantees,
    grantOption: forOption || withOption,
    cascade,
    ...as,
  };
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
  return words.join(" ").replace(/^EXEC\b/, "EXECUTE");
}

/** "(a, b)" */
function columnsOf(cursor: Cursor): string[] {
  if (!cursor.accept("(")) {
    return [];
  }
  const columns = cursor.list(() => cursor.name());
  cursor.expect(")");
  return columns;
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
