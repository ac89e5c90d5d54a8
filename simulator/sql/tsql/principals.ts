import { type Origin, type Statement } from "./ast";
import { type Cursor } from "./cursor";

export function createLoginOf(cursor: Cursor): Statement {
  const name = cursor.name();
  if (cursor.accept("FROM")) {
    return { kind: "create login", name, origin: directoryOf(cursor) };
  }
  cursor.expect("WITH");
  return { kind: "create login", name, origin: originOf(optionsOf(cursor), cursor) };
}

export function alterLoginOf(cursor: Cursor): Statement {
  const name = cursor.name();
  if (cursor.accept("ENABLE")) {
    return { kind: "alter login", name, enable: true };
  }
  if (cursor.accept("DISABLE")) {
    return { kind: "alter login", name, enable: false };
  }
  cursor.expect("WITH");
  const newName = textOf(optionsOf(cursor).NAME);
  return { kind: "alter login", name, ...(newName !== undefined && { newName }) };
}

export function createUserOf(cursor: Cursor): Statement {
  const name = cursor.name();
  const origin = userOriginOf(cursor, name);
  const options = origin.kind !== "directory" && cursor.accept("WITH") ? optionsOf(cursor) : {};
  const schema = textOf(options.DEFAULT_SCHEMA);
  const special = options.SID !== undefined || options.PASSWORD !== undefined ? originOf(options, cursor) : origin;
  return { kind: "create user", name, origin: special, ...(schema !== undefined && { schema }) };
}

function userOriginOf(cursor: Cursor, name: string): Origin {
  if (cursor.accept("WITHOUT", "LOGIN")) {
    return { kind: "none" };
  }
  if (cursor.accept("FROM") || cursor.accept("FOR")) {
    if (cursor.accept("LOGIN")) {
      return { kind: "login", login: cursor.name() };
    }
    return directoryOf(cursor);
  }
  return { kind: "login", login: name };
}

function directoryOf(cursor: Cursor): Origin {
  cursor.expect("EXTERNAL", "PROVIDER");
  const objectId = cursor.accept("WITH") ? textOf(optionsOf(cursor).OBJECT_ID) : undefined;
  return { kind: "directory", ...(objectId !== undefined && { objectId }) };
}

export function alterUserOf(cursor: Cursor): Statement {
  const name = cursor.name();
  cursor.expect("WITH");
  const { NAME, LOGIN, DEFAULT_SCHEMA } = optionsOf(cursor);
  const [newName, login, schema] = [textOf(NAME), textOf(LOGIN), textOf(DEFAULT_SCHEMA)];
  return {
    kind: "alter user",
    name,
    ...(newName !== undefined && { newName }),
    ...(login !== undefined && { login }),
    ...(schema !== undefined && { schema }),
  };
}

export function alterRoleOf(cursor: Cursor, level: "server" | "database"): Statement {
  const role = cursor.name();
  if (level === "database" && cursor.accept("WITH", "NAME", "=")) {
    return { kind: "rename role", name: role, newName: cursor.name() };
  }
  const action = cursor.accept("ADD") ? "add" : "drop";
  if (action === "drop") {
    cursor.expect("DROP");
  }
  cursor.expect("MEMBER");
  return { kind: "alter membership", level, action, role, member: cursor.name() };
}

type Options = Partial<Record<OptionName, string | Buffer>>;

const OPTIONS = {
  CHECK_EXPIRATION: "word",
  CHECK_POLICY: "word",
  DEFAULT_DATABASE: "name",
  DEFAULT_LANGUAGE: "name",
  DEFAULT_SCHEMA: "name",
  LOGIN: "name",
  NAME: "name",
  OBJECT_ID: "text",
  OLD_PASSWORD: "text",
  PASSWORD: "text",
  SID: "bytes",
  TYPE: "word",
} as const;
type OptionName = keyof typeof OPTIONS;

/** "NAME = value" with commas between, each option at most once. */
function optionsOf(cursor: Cursor): Options {
  const options: Options = {};
  cursor.list(() => {
    const name = cursor.oneOf(...(Object.keys(OPTIONS) as OptionName[]));
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
          : kind === "name"
            ? cursor.name()
            : cursor.next().text;
  });
  return options;
}

function originOf({ SID: sid, TYPE: type, PASSWORD: password }: Options, cursor: Cursor): Origin {
  const bytes = Buffer.isBuffer(sid) ? sid : undefined;
  if (typeof password === "string") {
    return { kind: "password", password, ...(bytes && { sid: bytes }) };
  }
  if (bytes === undefined || typeof type !== "string" || !/^[EX]$/i.test(type)) {
    throw cursor.mistake();
  }
  return { kind: "sid", sid: bytes, type: type.toUpperCase() };
}

const textOf = (value: string | Buffer | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;
