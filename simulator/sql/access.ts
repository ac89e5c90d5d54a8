import { databaseContent, type PrincipalContent, serverContent } from "./inspection";
import { type ServerState } from "./state/server-state";
import { sidSource, type WorldPrincipal, type WorldServer } from "./world";

/** That a principal has a role or a permission, as a row of an access table. */
export interface AccessRow {
  /** Name of the login or user. */
  readonly principal: string;
  /** Object id; the id in the SID where the directory has no such principal any more; empty for SQL logins. */
  readonly principalId: string;
  /** Name of the role, or the permission, with DENY before it where it is denied. */
  readonly role: string;
  /** ARM id of the server or database, and the schema or object where it is about one. */
  readonly scope: string;
}

export function accessIn(world: WorldServer, server: ServerState, principals: readonly WorldPrincipal[]): AccessRow[] {
  const ids = new Map(principals.map((principal) => [sidSource(principal).toLowerCase(), principal.objectId]));
  const row = (of: PrincipalContent | undefined, principal: string, role: string, scope: string): AccessRow => {
    const id = of?.type === "S" ? "" : (of?.id ?? "");
    return { principal, principalId: ids.get(id) ?? id, role, scope };
  };
  const onServer = serverContent(server).logins.flatMap((login) =>
    login.roles.map((role) => row(login, login.name, role, world.id)),
  );
  const inDatabases = [...server.databases.entries()].flatMap(([incarnation, database]) => {
    const found = world.databases.find((one) => one.incarnation === incarnation);
    const scope = found?.id ?? `${world.id}/databases/${database.name}`;
    const { users, permissions } = databaseContent(database);
    return [
      ...users.flatMap((user) => user.roles.map((role) => row(user, user.name, role, scope))),
      ...permissions.map(({ grantee, permission, state, on }) => {
        const user = users.find(({ name }) => name === grantee);
        const place = on === "DATABASE" ? scope : `${scope} ${on}`;
        return row(user, grantee, state === "DENY" ? `DENY ${permission}` : permission, place);
      }),
    ];
  });
  return [...onServer, ...inDatabases];
}
