import { type ServerPrincipal } from "../state/server-state";
import { BIT, char, DATETIME, INT, nvarchar, SYSNAME, varbinary } from "../tsql/types";
import { columns, type View } from "./view";
import { type Session } from "./session";

const KINDS: Readonly<Record<ServerPrincipal["type"], string>> = {
  S: "SQL_LOGIN",
  E: "EXTERNAL_LOGIN",
  X: "EXTERNAL_GROUP",
  R: "SERVER_ROLE",
};

const PRINCIPAL_COLUMNS = columns({
  name: SYSNAME,
  principal_id: INT,
  sid: varbinary(85),
  type: char(1),
  type_desc: nvarchar(60),
  is_disabled: BIT,
  create_date: DATETIME,
  modify_date: DATETIME,
  is_fixed_role: BIT,
});

/** https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-server-principals-transact-sql */
export const SERVER_VIEWS = {
  server_principals: {
    masterOnly: true,
    columns: PRINCIPAL_COLUMNS,
    rows: (session: Session) => visible(session).map(principalRow),
  },
  sql_logins: {
    masterOnly: true,
    columns: PRINCIPAL_COLUMNS,
    rows: (session: Session) =>
      visible(session)
        .filter(({ type }) => type === "S")
        .map(principalRow),
  },
  server_role_members: {
    masterOnly: true,
    columns: columns({ role_principal_id: INT, member_principal_id: INT }),
    rows: (session: Session) => {
      const ids = new Set(visible(session).map(({ id }) => id));
      return session.server.memberships
        .filter(({ member }) => ids.has(member))
        .map(({ role, member }) => [role, member]);
    },
  },
  databases: {
    columns: columns({ name: SYSNAME, database_id: INT, create_date: DATETIME, state_desc: nvarchar(60) }),
    // In master all of them; in any other, master and itself.
    rows: ({ server, database }: Session) =>
      [...server.databases.values()]
        .filter((one) => database.isMaster || one.isMaster || one === database)
        .map((one) => [one.name, one.id, one.created, "ONLINE"]),
  },
} satisfies Readonly<Record<string, View>>;

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
  Number(type === "R" && id > 2),
];

/** Without permission one sees roles and oneself. */
function visible(session: Session): ServerPrincipal[] {
  const held = session.serverPermissions();
  const all = ["VIEW ANY SECURITY DEFINITION", "ALTER ANY LOGIN"].some((permission) => held.has(permission));
  return session.server.principals.filter(({ type, id }) => all || type === "R" || id === session.who.login?.id);
}
