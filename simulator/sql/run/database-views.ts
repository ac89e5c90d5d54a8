import { CODES } from "../state/permission-names";
import { type DatabasePrincipal, type Permission } from "../state/database-state";
import { BIT, char, DATETIME, INT, nvarchar, SYSNAME, type SqlType, varbinary } from "../tsql/types";
import { type Session } from "./session";
import { type View } from "./views";

const TYPES: Readonly<Record<DatabasePrincipal["type"], string>> = {
  S: "SQL_USER",
  E: "EXTERNAL_USER",
  X: "EXTERNAL_GROUP",
  R: "DATABASE_ROLE",
};
const CLASSES = { DATABASE: 0, OBJECT: 1, SCHEMA: 3 } as const;
const CLASS_NAMES = { DATABASE: "DATABASE", OBJECT: "OBJECT_OR_COLUMN", SCHEMA: "SCHEMA" } as const;
const STATES = { G: "GRANT", D: "DENY", W: "GRANT_WITH_GRANT_OPTION" } as const;

const columns = (types: Readonly<Record<string, SqlType>>): View["columns"] =>
  Object.entries(types).map(([name, type]) => ({ name, type }));

const OBJECT_COLUMNS = columns({
  name: SYSNAME,
  object_id: INT,
  principal_id: INT,
  schema_id: INT,
  type: char(2),
  type_desc: nvarchar(60),
});

const objectRows: View["rows"] = ({ database }) =>
  database.objects.map(({ name, id, owner, schema }) => [name, id, owner, schema, "U ", "USER_TABLE"]);

/** https://learn.microsoft.com/sql/relational-databases/system-catalog-views/security-catalog-views-transact-sql */
export const DATABASE_VIEWS: Readonly<Record<string, View>> = {
  database_principals: {
    columns: columns({
      name: SYSNAME,
      principal_id: INT,
      type: char(1),
      type_desc: nvarchar(60),
      default_schema_name: SYSNAME,
      create_date: DATETIME,
      modify_date: DATETIME,
      owning_principal_id: INT,
      sid: varbinary(85),
      is_fixed_role: BIT,
      authentication_type: INT,
      authentication_type_desc: nvarchar(60),
      default_language_name: SYSNAME,
      default_language_lcid: INT,
      allow_encrypted_value_modifications: BIT,
    }),
    rows: (session) => visible(session).map(principalRow),
  },
  database_role_members: {
    columns: columns({ role_principal_id: INT, member_principal_id: INT }),
    rows: (session) => {
      const ids = new Set(visible(session).map(({ id }) => id));
      return session.database.memberships
        .filter(({ member }) => ids.has(member))
        .map(({ role, member }) => [role, member]);
    },
  },
  database_permissions: {
    columns: columns({
      class: INT,
      class_desc: nvarchar(60),
      major_id: INT,
      minor_id: INT,
      grantee_principal_id: INT,
      grantor_principal_id: INT,
      type: char(4),
      permission_name: nvarchar(128),
      state: char(1),
      state_desc: nvarchar(60),
    }),
    rows: (session) => {
      const ids = new Set(visible(session).map(({ id }) => id));
      return session.database.permissions.filter(({ grantee }) => ids.has(grantee)).map(permissionRow);
    },
  },
  schemas: {
    columns: columns({ name: SYSNAME, schema_id: INT, principal_id: INT }),
    rows: ({ database }) => database.schemas.map(({ name, id, owner }) => [name, id, owner]),
  },
  objects: { columns: OBJECT_COLUMNS, rows: objectRows },
  all_objects: { columns: OBJECT_COLUMNS, rows: objectRows },
  tables: { columns: OBJECT_COLUMNS, rows: objectRows },
  user_token: {
    columns: columns({
      principal_id: INT,
      sid: varbinary(85),
      name: nvarchar(128),
      type: nvarchar(128),
      usage: nvarchar(128),
    }),
    rows: (session) =>
      session.database.principals
        .filter(({ id }) => session.tokens().includes(id))
        .map(({ id, sid, name, type }) => [id, sid, name, TYPES[type].replace("DATABASE_", ""), "GRANT OR DENY"]),
  },
  dm_exec_sessions: {
    columns: columns({ session_id: INT, login_name: SYSNAME, host_name: SYSNAME, program_name: SYSNAME }),
    rows: ({ id, who, client }) => [[id, who.name, client.host, client.application]],
  },
};

function principalRow(principal: DatabasePrincipal): ReturnType<View["rows"]>[0] {
  const { name, id, type, defaultSchema, created, modified, owner, sid, fixed } = principal;
  const [authentication, description] =
    type === "R" || sid === null ? [0, "NONE"] : type === "S" ? [1, "INSTANCE"] : [4, "EXTERNAL"];
  return [
    name,
    id,
    type,
    TYPES[type],
    defaultSchema,
    created,
    modified,
    owner,
    sid,
    Number(fixed),
    authentication,
    description,
    null,
    null,
    0,
  ];
}

const permissionRow = ({
  class: on,
  on: id,
  grantee,
  grantor,
  name,
  state,
}: Permission): ReturnType<View["rows"]>[0] => [
  CLASSES[on],
  CLASS_NAMES[on],
  id,
  0,
  grantee,
  grantor,
  (CODES[name] ?? codeOf(name)).padEnd(4),
  name,
  state,
  STATES[state],
];

/** A code for what the table does not list. */
const codeOf = (name: string): string =>
  name
    .split(" ")
    .map((word) => word.charAt(0))
    .join("")
    .slice(0, 4);

/** Without permission one sees roles, what is built in, and oneself. */
function visible(session: Session): DatabasePrincipal[] {
  const all =
    session.may("VIEW DEFINITION", "VIEW SECURITY DEFINITION", "ALTER ANY USER") ||
    session.serverPermissions().has("VIEW ANY SECURITY DEFINITION");
  const tokens = session.tokens();
  return session.database.principals.filter(({ id, type }) => all || type === "R" || id < 5 || tokens.includes(id));
}
