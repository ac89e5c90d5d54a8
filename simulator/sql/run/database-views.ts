import { codeOf } from "../state/permission-names";
import { type DatabasePrincipal, type Permission, type PermissionClass } from "../state/database-state";
import { BIT, char, DATETIME, INT, nvarchar, SYSNAME, varbinary } from "../tsql/types";
import { type Session } from "./session";
import { columns, type View } from "./view";

const TYPES: Readonly<Record<DatabasePrincipal["type"], string>> = {
  S: "SQL_USER",
  E: "EXTERNAL_USER",
  X: "EXTERNAL_GROUP",
  R: "DATABASE_ROLE",
};
/** https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-database-permissions-transact-sql */
const CLASSES: Readonly<Record<PermissionClass, readonly [number: number, name: string]>> = {
  DATABASE: [0, "DATABASE"],
  OBJECT: [1, "OBJECT_OR_COLUMN"],
  SCHEMA: [3, "SCHEMA"],
  ROLE: [4, "DATABASE_PRINCIPAL"],
  USER: [4, "DATABASE_PRINCIPAL"],
  ASSEMBLY: [5, "ASSEMBLY"],
  TYPE: [6, "TYPE"],
  "XML SCHEMA COLLECTION": [10, "XML_SCHEMA_COLLECTION"],
  "FULLTEXT CATALOG": [23, "FULLTEXT_CATALOG"],
  "SYMMETRIC KEY": [24, "SYMMETRIC_KEYS"],
  CERTIFICATE: [25, "CERTIFICATE"],
  "ASYMMETRIC KEY": [26, "ASYMMETRIC_KEY"],
  "FULLTEXT STOPLIST": [29, "FULLTEXT_STOPLIST"],
  "DATABASE SCOPED CREDENTIAL": [32, "DATABASE_SCOPED_CREDENTIAL"],
};
const STATES = { G: "GRANT", D: "DENY", W: "GRANT_WITH_GRANT_OPTION" } as const;

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
export const DATABASE_VIEWS = {
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
    }),
    rows: (session: Session) => visible(session).map(principalRow),
  },
  database_role_members: {
    columns: columns({ role_principal_id: INT, member_principal_id: INT }),
    rows: (session: Session) => {
      const ids = visibleIds(session);
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
    rows: (session: Session) => {
      const ids = visibleIds(session);
      return session.database.permissions.filter(({ grantee }) => ids.has(grantee)).map(permissionRow);
    },
  },
  schemas: {
    columns: columns({ name: SYSNAME, schema_id: INT, principal_id: INT }),
    rows: ({ database }: Session) => database.schemas.map(({ name, id, owner }) => [name, id, owner]),
  },
  objects: { columns: OBJECT_COLUMNS, rows: objectRows },
  all_objects: { columns: OBJECT_COLUMNS, rows: objectRows },
  columns: {
    columns: columns({ object_id: INT, name: SYSNAME, column_id: INT }),
    rows: ({ database }: Session) =>
      database.objects.flatMap(({ id, columns: names }) => names.map((name, index) => [id, name, index + 1])),
  },
} satisfies Readonly<Record<string, View>>;

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
  ];
}

const permissionRow = ({
  class: on,
  on: id,
  grantee,
  grantor,
  name,
  state,
  column = 0,
}: Permission): ReturnType<View["rows"]>[0] => [
  ...CLASSES[on],
  id,
  column,
  grantee,
  grantor,
  codeOf(name),
  name,
  state,
  STATES[state],
];

const visibleIds = (session: Session): ReadonlySet<number> => new Set(visible(session).map(({ id }) => id));

/** Without permission one sees roles, what is built in, and oneself. */
function visible(session: Session): DatabasePrincipal[] {
  const all =
    session.may("VIEW DEFINITION", "VIEW SECURITY DEFINITION", "ALTER ANY USER") ||
    session.serverPermissions().has("VIEW ANY SECURITY DEFINITION");
  const tokens = session.tokens();
  return session.database.principals.filter(({ id, type }) => all || type === "R" || id < 5 || tokens.includes(id));
}
