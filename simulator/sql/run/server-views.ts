import { type ServerPrincipal } from "../state/server-state";
import { BIT, char, DATETIME, INT, nvarchar, SYSNAME, varbinary } from "../tsql/types";
import { type View } from "./views";
import { type Session } from "./session";

const KINDS: Readonly<Record<ServerPrincipal["type"], string>> = {
  S: "SQL_LOGIN",
  E: "EXTERNAL_LOGIN",
  X: "EXTERNAL_GROUP",
  R: "SERVER_ROLE",
};

const PRINCIPAL_COLUMNS = [
  { name: "name", type: SYSNAME },
  { name: "principal_id", type: INT },
  { name: "sid", type: varbinary(85) },
  { name: "type", type: char(1) },
  { name: "type_desc", type: nvarchar(60) },
  { name: "is_disabled", type: BIT },
  { name: "create_date", type: DATETIME },
  { name: "modify_date", type: DATETIME },
  { name: "default_database_name", type: SYSNAME },
  { name: "default_language_name", type: SYSNAME },
  { name: "credential_id", type: INT },
  { name: "owning_principal_id", type: INT },
  { name: "is_fixed_role", type: BIT },
];

/** https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-server-principals-transact-sql */
export const SERVER_VIEWS: Readonly<Record<string, View>> = {
  server_principals: {
    masterOnly: true,
    columns: PRINCIPAL_COLUMNS,
    rows: (session) => visible(session).map(principalRow),
  },
  sql_logins: {
    masterOnly: true,
    columns: PRINCIPAL_COLUMNS.slice(0, 10),
    rows: (session) =>
      visible(session)
        .filter(({ type }) => type === "S")
        .map((login) => principalRow(login).slice(0, 10)),
  },
  server_role_members: {
    masterOnly: true,
    columns: [
      { name: "role_principal_id", type: INT },
      { name: "member_principal_id", type: INT },
    ],
    rows: (session) => {
      const ids = new Set(visible(session).map(({ id }) => id));
      return session.server.memberships
        .filter(({ member }) => ids.has(member))
        .map(({ role, member }) => [role, member]);
    },
  },
  databases: {
    columns: [
      { name: "name", type: SYSNAME },
      { name: "database_id", type: INT },
      { name: "owner_sid", type: varbinary(85) },
      { name: "create_date", type: DATETIME },
      { name: "compatibility_level", type: INT },
      { name: "collation_name", type: SYSNAME },
      { name: "state", type: INT },
      { name: "state_desc", type: nvarchar(60) },
      { name: "is_read_only", type: BIT },
    ],
    // In master all of them; in any other, master and itself.
    rows: ({ server, database }) =>
      [...server.databases.values()]
        .filter((one) => database.isMaster || one.isMaster || one === database)
        .map((one) => [
          one.name,
          one.id,
          Buffer.from([1]),
          one.principals[0]?.created ?? null,
          170,
          "SQL_Latin1_General_CP1_CI_AS",
          0,
          "ONLINE",
          0,
        ]),
  },
};

const principalRow = ({
  name,
  id,
  sid,
  type,
  disabled,
  created,
  modified,
}: ServerPrincipal): ReturnType<View["rows"]>[0] => [
  name,
  id,
  sid,
  type,
  KINDS[type],
  Number(disabled),
  created,
  modified,
  type === "R" ? null : "master",
  type === "R" ? null : "us_english",
  null,
  type === "R" ? 1 : null,
  Number(type === "R" && id > 2),
];

/** Without permission one sees roles and oneself. */
function visible(session: Session): ServerPrincipal[] {
  const held = session.serverPermissions();
  const all = ["VIEW ANY SECURITY DEFINITION", "ALTER ANY LOGIN"].some((permission) => held.has(permission));
  return session.server.principals.filter(({ type, id }) => all || type === "R" || id === session.who.login?.id);
}
