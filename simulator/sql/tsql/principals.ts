import { sqlError } from "../sql-error";
import { type Origin, type Statement } from "./ast";
import { type Cursor } from "./cursor";

export function createLoginOf(cursor: Cursor): Statement {
  const name = cursor.name();
  if (cursor.accept("FROM")) {
    cursor.expect("EXTERNAL", "PROVIDER");
    const { OBJECT_ID } = cursor.accept("WITH") ? optionsOf(cursor, "OBJECT_ID") : {};
    return { kind: "create login", name, origin: directoryOrigin(OBJECT_ID) };
  }
  cursor.expect("WITH");
  return { kind: "create login", name, origin: passwordOrigin(optionsOf(cursor, "PASSWORD", "SID"), cursor) };
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
  const { NAME, PASSWORD } = optionsOf(cursor, "NAME", "PASSWORD");
  if (PASSWORD !== undefined && cursor.accept("OLD_PASSWORD", "=")) {
    // Who may alter logins needs none.
    cursor.text();
  }
  const [newName, password] = [textOf(NAME), textOf(PASSWORD)];
  return {
    kind: "alter login",
    name,
    ...(newName !== undefined && { newName }),
    ...(password !== undefined && { password }),
  };
}

export function createUserOf(cursor: Cursor): Statement {
  const name = cursor.name();
  const from = userOriginOf(cursor);
  const allowed = from === undefined ? NEITHER_LOGIN_NOR_PROVIDER : from.options;
  const options = cursor.accept("WITH") ? optionsOf(cursor, ...allowed) : {};
  const schema = textOf(options.DEFAULT_SCHEMA);
  const origin = from?.origin(options) ?? originAlone(name, options, cursor);
  return { kind: "create user", name, origin, ...(schema !== undefined && { schema }) };
}

const NEITHER_LOGIN_NOR_PROVIDER: readonly OptionName[] = [
  "DEFAULT_LANGUAGE",
  "DEFAULT_SCHEMA",
  "PASSWORD",
  "SID",
  "TYPE",
];

interface UserOrigin {
  readonly options: readonly OptionName[];
  readonly origin: (options: Options) => Origin;
}

function userOriginOf(cursor: Cursor): UserOrigin | undefined {
  if (cursor.accept("WITHOUT", "LOGIN")) {
    return { options: ["DEFAULT_SCHEMA"], origin: () => ({ kind: "none" }) };
  }
  if (!cursor.accept("FROM") && !cursor.accept("FOR")) {
    return undefined;
  }
  if (cursor.accept("LOGIN")) {
    const login = cursor.name();
    return { options: ["DEFAULT_SCHEMA"], origin: () => ({ kind: "login", login }) };
  }
  cursor.expect("EXTERNAL", "PROVIDER");
  return { options: ["DEFAULT_SCHEMA", "OBJECT_ID"], origin: ({ OBJECT_ID }) => directoryOrigin(OBJECT_ID) };
}

/** Where neither a login nor the directory is named: a password, a SID with its type, or the login of this name. */
function originAlone(name: string, options: Options, cursor: Cursor): Origin {
  const { PASSWORD, SID, TYPE } = options;
  if (PASSWORD !== undefined && TYPE === undefined) {
    return passwordOrigin(options, cursor);
  }
  if (SID === undefined && TYPE === undefined) {
    return { kind: "login", login: name };
  }
  if (!Buffer.isBuffer(SID) || typeof TYPE !== "string" || !/^[EX]$/i.test(TYPE) || PASSWORD !== undefined) {
    throw cursor.mistake();
  }
  return { kind: "sid", sid: SID, type: TYPE.toUpperCase() };
}

function passwordOrigin({ PASSWORD: password, SID: sid }: Options, cursor: Cursor): Origin {
  if (typeof password !== "string") {
    throw cursor.mistake();
  }
  return { kind: "password", password, ...(Buffer.isBuffer(sid) && { sid }) };
}

const directoryOrigin = (objectId: Options[OptionName]): Origin => ({
  kind: "directory",
  ...(typeof objectId === "string" && { objectId }),
});

export function alterUserOf(cursor: Cursor): Statement {
  const name = cursor.name();
  cursor.expect("WITH");
  const { NAME, LOGIN, DEFAULT_SCHEMA } = optionsOf(cursor, "NAME", "LOGIN", "DEFAULT_SCHEMA");
  const [newName, login, schema] = [textOf(NAME), textOf(LOGIN), textOf(DEFAULT_SCHEMA)];
  return {
    kind: "alter user",
    name,
    ...(newName !== undefined && { newName }),
    ...(login !== undefined && { login }),
    ...(schema !== undefined && { schema }),
    ...(DEFAULT_SCHEMA === null && { schema: null }),
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

type Options = Partial<Record<OptionName, string | Buffer | null>>;

const OPTIONS = {
  CHECK_EXPIRATION: "word",
  CHECK_POLICY: "word",
  DEFAULT_DATABASE: "name",
  DEFAULT_LANGUAGE: "word",
  DEFAULT_SCHEMA: "name",
  LOGIN: "name",
  NAME: "name",
  OBJECT_ID: "text",
  PASSWORD: "text",
  SID: "bytes",
  TYPE: "word",
} as const;
type OptionName = keyof typeof OPTIONS;

/** Options of SQL Server that Azure has not, or in some statements only. */
const NOT_IN_AZURE: readonly OptionName[] = [
  "CHECK_EXPIRATION",
  "CHECK_POLICY",
  "DEFAULT_DATABASE",
  "DEFAULT_LANGUAGE",
];

/** "NAME = value" with commas between, each of those allowed at most once. */
function optionsOf(cursor: Cursor, ...allowed: readonly OptionName[]): Options {
  const options: Options = {};
  cursor.list(() => {
    const name = cursor.oneOf(...allowed, ...NOT_IN_AZURE);
    if (name in options) {
      throw cursor.mistake();
    }
    if (!allowed.includes(name)) {
      throw sqlError(40517, name.toLowerCase());
    }
    cursor.expect("=");
    const kind = OPTIONS[name];
    if (name === "DEFAULT_SCHEMA" && cursor.accept("NULL")) {
      options[name] = null;
      return;
    }
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

const textOf = (value: string | Buffer | null | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;
