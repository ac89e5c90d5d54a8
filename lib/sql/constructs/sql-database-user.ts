import { type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { given, shown } from "../../core/given";
import { checkAtSynth } from "../../core/problems";
import { type IPrincipal, PrincipalType } from "../../principal/principal-interfaces";
import { principalOf, principalProblems } from "../../principal/principal-problems";
import { type UserOrigin } from "../model/fact";
import { type SqlAadLogin } from "./sql-aad-login";
import { idForSidOf } from "./sid-of-principal";
import { addAll, SqlDatabaseFacts, type SqlGrantee } from "./sql-database-facts";
import { type SqlDatabaseRole } from "./sql-database-role";
import { type SqlInDatabase } from "./sql-in-database";
import { sqlNameProblems } from "./sql-name";
import { type SqlPermission } from "./sql-permission";

/** What a user may do in its database. */
export interface SqlDatabaseUserOptions {
  /**
   * Roles of the database that the user is put into.
   *
   * @default - none; the user can connect
   */
  readonly roles?: SqlDatabaseRole[];

  /**
   * Permissions beyond the roles.
   *
   * @default - none
   */
  readonly permissions?: SqlPermission[];

  /**
   * The schema in which names are looked for that are said without one. A `SqlSchema` of this name in the stack comes first.
   *
   * https://learn.microsoft.com/sql/t-sql/statements/alter-user-transact-sql
   *
   * @default - dbo; for members of a group, what their own user or another group of theirs has
   */
  readonly defaultSchema?: string;
}

/** Who gets a user in which database. */
export interface SqlDatabaseUserProps extends SqlDatabaseUserOptions, SqlInDatabase {
  /** Whom the user stands for. */
  readonly principal: IPrincipal;

  /**
   * Name of the user, 1 to 128 characters, taken as it is.
   *
   * @default - the display name of the principal
   */
  readonly userName?: string;

  /**
   * Whether a user of this name that stands for another principal of Entra ID is dropped. Otherwise the apply fails, and
   * says whom the two are. What this stack has made for a principal that is gone is replaced either way.
   *
   * @default false
   */
  readonly replaceOther?: boolean;

  /**
   * The login that the user is created from.
   *
   * @default - none: the user is contained in the database
   */
  readonly login?: SqlAadLogin;
}

/**
 * A principal of Entra ID as a user of a database, with its roles and permissions there.
 *
 * The user of a principal whose ids are known is created from its id, which needs no permission in the directory.
 * Every fact (the user, each role, each permission) is a Terraform resource of its own.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-service-principal-tutorial
 */
export class SqlDatabaseUser extends Construct {
  /** Name of the user. */
  public readonly userName: string;

  private readonly facts: SqlDatabaseFacts;
  private readonly grantee: SqlGrantee;
  private readonly isGroup: boolean;

  public constructor(scope: Construct, id: string, props: SqlDatabaseUserProps) {
    super(scope, id);
    const { database, databaseName, userName, replaceOther, server, roles, permissions, defaultSchema, ...who } =
      given(props);
    const login = typeof who.login?.loginName === "string" ? who.login : undefined;
    const principal = principalOf(who.principal);
    const name = userName ?? login?.loginName ?? principal.displayName;
    this.userName = typeof name === "string" ? name : "";
    this.isGroup = principal.principalType === PrincipalType.GROUP;
    this.facts = new SqlDatabaseFacts(this, { database, databaseName, server }, login);
    const { place, basis } = this.facts;
    const resource = this.facts.add(
      {
        kind: "database-user",
        ...place,
        name: this.userName,
        origin: originOf(principal, login, this.facts.server._isManagedInstance),
        replaceOther: replaceOther === true ? true : undefined,
      },
      basis,
    );
    this.grantee = { name: this.userName, resource, sidFrom: idForSidOf(principal) };
    this._allow({ roles, permissions, defaultSchema });
    checkAtSynth(this, () => [
      ...principalProblems(principal, this),
      ...sqlNameProblems("user", name, this),
      ...(login === who.login ? [] : [`login must be an SqlAadLogin; got ${shown(who.login)}`]),
      ...this.facts.problems(principal),
    ]);
  }

  /** The Terraform resources behind the user, in the order they were added, and what makes them true. */
  public get resources(): TerraformResource[] {
    return this.facts.resources;
  }

  /**
   * Adds what the options say.
   *
   * @internal
   */
  public _allow({ roles, permissions, defaultSchema }: SqlDatabaseUserOptions): void {
    addAll(this, { roles, permissions }, this);
    if (defaultSchema === undefined) {
      return;
    }
    const problems = sqlNameProblems("default schema", defaultSchema, this);
    if (problems.length > 0) {
      checkAtSynth(this, () => problems);
      return;
    }
    const { name: user, sidFrom, resource } = this.grantee;
    const otherwise = this.isGroup ? "none" : "dbo";
    this.facts.add(
      { kind: "default-schema", ...this.facts.place, user, sidFrom, schema: defaultSchema, otherwise },
      { replacedWith: [resource] },
    );
  }

  /** Puts the user into a role of the database. Adding a role twice changes nothing. */
  public addRole(role: SqlDatabaseRole): void {
    this.facts.addRole(this.grantee, role);
  }

  /** Grants the user a permission in the database, or denies it. Adding a permission twice changes nothing. */
  public addPermission(permission: SqlPermission): void {
    this.facts.addPermission(this.grantee, permission);
  }
}

function originOf(principal: IPrincipal, login: SqlAadLogin | undefined, isManagedInstance: boolean): UserOrigin {
  if (login) {
    return { type: "login", login: login.loginName, sidFrom: idForSidOf(principal) };
  }
  const objectId = principal.objectId.value;
  // https://learn.microsoft.com/sql/t-sql/statements/create-user-transact-sql: SID and TYPE are for Azure SQL Database
  if (isManagedInstance) {
    return { type: "directory", objectId, sidFrom: idForSidOf(principal) };
  }
  if (principal.principalType === PrincipalType.GROUP) {
    return { type: "sid", sidFrom: objectId, sidType: "X" };
  }
  if (principal.principalType === PrincipalType.USER) {
    return { type: "sid", sidFrom: objectId, sidType: "E" };
  }
  const clientId = idForSidOf(principal);
  return clientId === undefined ? { type: "directory", objectId } : { type: "sid", sidFrom: clientId, sidType: "E" };
}
