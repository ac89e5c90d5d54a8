import { sqlError } from "../sql-error";
import { type DatabasePrincipal } from "../state/database-state";
import { LOGIN_SUFFIX } from "../state/sid";
import { type ChangeOf, type Origin } from "../tsql/ast";
import { sidOf } from "./directory";
import { type Session } from "./session";

const BUILT_IN = 5;

export function createUser({ name, origin, schema }: ChangeOf<"create user">, session: Session): void {
  const { database } = session;
  if (!session.may("ALTER ANY USER", "CREATE USER")) {
    throw sqlError(15247);
  }
  if (database.find(name)) {
    throw sqlError(15023, name);
  }
  const made = principalFor(name, origin, session);
  if (made.sid && database.principals.withSid(made.sid)) {
    throw sqlError(15063);
  }
  const user = database.add({ name, defaultSchema: schema ?? (made.type === "X" ? null : "dbo"), ...made });
  database.permissions.push({
    class: "DATABASE",
    on: 0,
    name: "CONNECT",
    grantee: user.id,
    grantor: 1,
    state: "G",
  });
}

function principalFor(name: string, origin: Origin, session: Session): Pick<DatabasePrincipal, "type" | "sid"> {
  switch (origin.kind) {
    case "directory": {
      const principal = session.directory.lookUp(name, origin.objectId, session.who.principal, session.world);
      return { type: principal.kind === "Group" ? "X" : "E", sid: sidOf(principal) };
    }
    case "login": {
      const login = session.server.login(origin.login);
      if (!login || login.type === "R") {
        throw sqlError(15007, origin.login);
      }
      const suffix = session.server.marksLoginUsers && login.type !== "S" ? [LOGIN_SUFFIX] : [];
      return { type: login.type, sid: Buffer.concat([login.sid, ...suffix]) };
    }
    case "sid":
      // https://learn.microsoft.com/sql/t-sql/statements/create-user-transact-sql: in Azure SQL Database only
      if (session.server.managed) {
        throw sqlError(102, "SID");
      }
      if (origin.sid.length !== 16) {
        throw sqlError(15419);
      }
      return { type: origin.type, sid: origin.sid };
  }
}

export function alterUser({ name, schema }: ChangeOf<"alter user">, session: Session): void {
  const { database } = session;
  const user = database.find(name);
  if (!user || user.type === "R" || !session.may("ALTER ANY USER")) {
    throw sqlError(15151, "alter", "user", name);
  }
  if (schema === null && user.type !== "X") {
    throw sqlError(15259);
  }
  user.defaultSchema = schema;
  user.modified = database.now();
}

export function dropUser({ name, ifExists }: ChangeOf<"drop user">, session: Session): void {
  const { database } = session;
  const user = database.find(name);
  if (!user && ifExists) {
    return;
  }
  if (!user || user.type === "R" || !session.may("ALTER ANY USER")) {
    throw sqlError(15151, "drop", "user", name);
  }
  if (user.id < BUILT_IN) {
    throw sqlError(15150, "drop", "user", user.name);
  }
  requireNothingOwned(user, session);
  database.drop(user);
}

/** What belongs to a principal keeps it from being dropped. */
export function requireNothingOwned({ id }: DatabasePrincipal, { database }: Session): void {
  if (database.schemas.some(({ owner }) => owner === id)) {
    throw sqlError(15138, "schema");
  }
  if (database.principals.filter(({ owner }) => owner === id).length > 0) {
    throw sqlError(15138, "database role");
  }
  if (database.objects.some(({ owner }) => owner === id)) {
    throw sqlError(15183);
  }
  const owned = database.ownables.find(({ owner }) => owner === id);
  if (owned) {
    throw owned.class === "TYPE" ? sqlError(15184) : sqlError(15138, owned.class.toLowerCase());
  }
  if (database.permissions.some(({ grantor, grantee }) => grantor === id && grantee !== id)) {
    throw sqlError(15284);
  }
}
