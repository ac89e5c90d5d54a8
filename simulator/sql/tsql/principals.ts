import { notModelled } from "../language";
import { type Change, type Origin } from "./ast";
import { type Cursor } from "./cursor";

export function createLoginOf(cursor: Cursor): Change {
  const name = cursor.name();
  if (cursor.sees("WITH")) {
    throw notModelled("CREATE LOGIN … WITH");
  }
  cursor.expect("FROM", "EXTERNAL", "PROVIDER");
  const { OBJECT_ID } = optionsOf(cursor, "OBJECT_ID");
  return { kind: "create login", name, origin: directoryOrigin(OBJECT_ID) };
}

export function alterLoginOf(cursor: Cursor): Change {
  const name = cursor.name();
  return { kind: "alter login", name, enable: cursor.oneOf("ENABLE", "DISABLE") === "ENABLE" };
}

export function createUserOf(cursor: Cursor): Change {
  const name = cursor.name();
  const { origin, options } = userOriginOf(name, cursor);
  const schema = textOf(options.DEFAULT_SCHEMA);
  return { kind: "create user", name, origin, ...(schema !== undefined && { schema }) };
}

/** Where neither a login nor the directory is named, it is a SID with its type, or the login of this name. */
function userOriginOf(name: string, cursor: Cursor): { readonly origin: Origin; readonly options: Options } {
  if (cursor.accept("WITHOUT")) {
    throw notModelled("CREATE USER … WITHOUT LOGIN");
  }
  if (cursor.accept("FROM") || cursor.accept("FOR")) {
    if (cursor.accept("LOGIN")) {
      const login = cursor.name();
      return { origin: { kind: "login", login }, options: optionsOf(cursor, "DEFAULT_SCHEMA") };
    }
    cursor.expect("EXTERNAL", "PROVIDER");
    const options = optionsOf(cursor, "DEFAULT_SCHEMA", "OBJECT_ID");
    return { origin: directoryOrigin(options.OBJECT_ID), options };
  }
  const options = optionsOf(cursor, "DEFAULT_SCHEMA", "SID", "TYPE");
  const { SID: sid, TYPE } = options;
  if (sid === undefined && TYPE === undefined) {
    return { origin: { kind: "login", login: name }, options };
  }
  const type = textOf(TYPE)?.toUpperCase();
  if (!Buffer.isBuffer(sid) || (type !== "E" && type !== "X")) {
    throw cursor.mistake();
  }
  return { origin: { kind: "sid", sid, type }, options };
}

const directoryOrigin = (objectId: Options[OptionName]): Origin => ({
  kind: "directory",
  ...(typeof objectId === "string" && { objectId }),
});

export function alterUserOf(cursor: Cursor): Change {
  const name = cursor.name();
  const { DEFAULT_SCHEMA } = optionsOf(cursor, "DEFAULT_SCHEMA");
  if (DEFAULT_SCHEMA === undefined) {
    throw cursor.mistake();
  }
  return { kind: "alter user", name, schema: textOf(DEFAULT_SCHEMA) ?? null };
}

export function membershipOf(cursor: Cursor, kind: "alter role" | "alter server role"): Change {
  const role = cursor.name();
  const action = cursor.oneOf("ADD", "DROP") === "ADD" ? "add" : "drop";
  cursor.expect("MEMBER");
  return { kind, action, role, member: cursor.name() };
}

/** The options that are modelled, and what their values are. */
const OPTIONS = { DEFAULT_SCHEMA: "name", OBJECT_ID: "text", SID: "bytes", TYPE: "name" } as const;
type OptionName = keyof typeof OPTIONS;
type Options = Partial<Record<OptionName, string | Buffer | null>>;

/** "WITH NAME = value" with commas between, each of those allowed at most once. */
function optionsOf(cursor: Cursor, ...allowed: readonly OptionName[]): Options {
  const options: Options = {};
  if (!cursor.accept("WITH")) {
    return options;
  }
  cursor.list(() => {
    const name = allowed.find((one) => cursor.accept(one));
    if (name === undefined) {
      throw cursor.seesName() && !(cursor.token.text.toUpperCase() in OPTIONS)
        ? notModelled(`option ${cursor.token.text}`)
        : cursor.mistake();
    }
    if (name in options) {
      throw cursor.mistake();
    }
    cursor.expect("=");
    const kind = OPTIONS[name];
    options[name] =
      kind === "text"
        ? cursor.text()
        : kind === "bytes"
          ? cursor.bytes()
          : name === "DEFAULT_SCHEMA" && cursor.accept("NULL")
            ? null
            : cursor.name();
  });
  return options;
}

const textOf = (value: string | Buffer | null | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;
