import { type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { given, shown } from "../../core/given";
import { checkAtSynth } from "../../core/problems";
import { type IPrincipal, PrincipalType } from "../../principal/principal-interfaces";
import { principalOf, principalProblems } from "../../principal/principal-problems";
import { type UserOrigin } from "../model/fact";
import { type ISqlAadLogin } from "./sql-aad-login-interface";
import { idForSidOf } from "./sid-of-principal";
import { addAll, SqlDatabaseFacts, type SqlGrantee } from "./sql-database-facts";
import { type SqlDatabaseRole } from "./sql-database-role";
import { type SqlInDatabase } from "./sql-in-database";
import { sqlNameProblems } from "./sql-name";
import { type SqlPermission } from "./sql-permission";

/** Roles and permissions of a user in its database. */
export interface SqlDatabaseUserOptions {
  /**
   * Roles of the user.
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
   * The schema for names without one. The user waits for a `SqlSchema` of this name in the stack.
   *
   * https://learn.microsoft.com/sql/t-sql/statements/alter-user-transact-sql
   *
   * @default - dbo; for members of a group, that of their own user or of another group
   */
  readonly defaultSchema?: string;
}

/** Properties of a database user. */
export interface SqlDatabaseUserProps extends SqlDatabaseUserOptions, SqlInDatabase {
  /** The principal of the user. */
  readonly principal: IPrincipal;

  /**
   * Name of the user, 1 to 128 characters, used as it is.
   *
   * @default - the display name of the principal
   */
  readonly userName?: string;

  /**
   * Whether to drop a user with this name that belongs to another Entra principal. By default, the apply fails and
   * names both principals. A user that this stack created for a deleted principal is replaced in either case.
   *
   * @default false
   */
  readonly replaceOther?: boolean;

  /**
   * The login of the user.
   *
   * @default - none: the user is contained in the database
   */
  readonly login?: ISqlAadLogin;
}

/**
 * An Entra principal as a user of a database, with its roles and permissions.
 *
 * If its ids are known, the user is created from its id, which needs no permission in the directory. Each fact (the
 * user, each role, each permission) is a Terraform resource.
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
    const { database, databaseName, userName, replaceOther, endpoint, roles, permissions, defaultSchema, ...who } =
      given(props);
    const login = typeof who.login?.loginName === "string" ? who.login : undefined;
    const principal = principalOf(who.principal);
    const name = userName ?? login?.loginName ?? principal.displayName;
    this.userName = typeof name === "string" ? name : "";
    this.isGroup = principal.principalType === PrincipalType.GROUP;
    this.facts = new SqlDatabaseFacts(this, { database, databaseName, endpoint }, login);
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

  /** The Terraform resources of the user in the order in which they were added, and the resources that apply them. */
  public get resources(): TerraformResource[] {
    return this.facts.resources;
  }

  /**
   * Adds roles, permissions and the default schema.
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

  /** Adds the user to a role of the database. Adding it again changes nothing. */
  public addRole(role: SqlDatabaseRole): void {
    this.facts.addRole(this.grantee, role);
  }

  /** Grants or denies the user a permission in the database. Adding it again changes nothing. */
  public addPermission(permission: SqlPermission): void {
    this.facts.addPermission(this.grantee, permission);
  }
}

function originOf(principal: IPrincipal, login: ISqlAadLogin | undefined, isManagedInstance: boolean): UserOrigin {
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
