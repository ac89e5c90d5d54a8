import { Annotations, type ITerraformResource, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { addChecked, checkAtSynth } from "../../core/problems";
import { freeChildId } from "../../core/children";
import { elementsOf, given, isResource, listProblems, notMadeWith } from "../../core/given";
import { idOfResource, idOfText } from "../../core/names";
import { type IPrincipal, PrincipalType } from "../../principal/principal-interfaces";
import { principalOf, principalProblems } from "../../principal/principal-problems";
import { type Executor } from "../execution/executor";
import { type SqlFact } from "../model/fact";
import { type ISqlAadLogin } from "./sql-aad-login-interface";
import { SqlEndpoint } from "./sql-endpoint";
import { SqlDatabaseUser, type SqlDatabaseUserOptions } from "./sql-database-user";
import { declareFact } from "../execution/declare-fact";
import { type SqlFactResource, withMakers } from "../execution/sql-fact-resource";
import { idForSidOf } from "./sid-of-principal";
import { sqlNameProblems } from "./sql-name";
import { type SqlServerRole } from "./sql-server-role";

/** A database in which the login gets a user. */
export interface SqlLoginDatabase extends SqlDatabaseUserOptions {
  /**
   * The `azurerm_mssql_database`, resource or data source. Set this or `databaseName`.
   *
   * @default - `databaseName`
   */
  readonly database?: ITerraformResource;

  /**
   * Name of a database that the app does not contain. Set this or `database`.
   *
   * @default - `database`
   */
  readonly databaseName?: string;
}

/** Properties of a login. */
export interface SqlAadLoginProps {
  /** Where the server is reached. Whoever runs Terraform must be the server's Entra administrator or a member of it; see `SqlServerDirectoryAccess`. */
  readonly endpoint: SqlEndpoint;

  /** The principal of the login. */
  readonly principal: IPrincipal;

  /**
   * Name of the login, 1 to 128 characters, used as it is.
   *
   * @default - the display name of the principal, which the server looks up in the directory
   */
  readonly loginName?: string;

  /**
   * Whether to drop a login with this name that belongs to another Entra principal. By default, the apply fails and
   * names both principals. A login that this stack created for a deleted principal is replaced in either case.
   *
   * @default false
   */
  readonly replaceOther?: boolean;

  /**
   * Fixed server roles of the login.
   *
   * @default - none
   */
  readonly serverRoles?: SqlServerRole[];

  /**
   * Databases in which the login gets a user.
   *
   * @default - none
   */
  readonly databases?: SqlLoginDatabase[];
}

/**
 * A server login for an Entra principal (`CREATE LOGIN … FROM EXTERNAL PROVIDER`), with its server roles and its users
 * in databases.
 *
 * Each fact is a Terraform resource, so that a plan shows what changes, and removing a role never drops the login.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/authentication-azure-ad-logins
 */
export class SqlAadLogin extends Construct implements ISqlAadLogin {
  /** Name of the login. */
  public readonly loginName: string;

  /** The server of the login. */
  public readonly endpoint: SqlEndpoint;

  /** The login itself. Users and role memberships are separate resources. */
  public readonly resource: TerraformResource;

  /**
   * The principal of the login.
   *
   * @internal
   */
  public readonly _principal: IPrincipal;

  private readonly facts = new Set<SqlFactResource>();
  private readonly replaceOther: boolean;
  private readonly executor: Executor;
  /** By database, or by name if the app does not contain the database. */
  private readonly users = new Map<unknown, SqlDatabaseUser>();

  public constructor(scope: Construct, id: string, props: SqlAadLoginProps) {
    super(scope, id);
    const { loginName, replaceOther, serverRoles, databases, ...who } = given(props);
    const [endpoint, principal] = [SqlEndpoint._given(who.endpoint), principalOf(who.principal)];
    const name = loginName ?? principal.displayName;
    this.loginName = typeof name === "string" ? name : "";
    this.endpoint = endpoint;
    this._principal = principal;
    this.executor = endpoint._executor();
    this.replaceOther = replaceOther === true;
    const login = declareFact(this, this.fact(), endpoint._basis(), this.executor);
    this.resource = login;
    this.facts.add(login);
    elementsOf(serverRoles).forEach((role) => {
      this.addServerRole(role);
    });
    elementsOf(databases).forEach((database) => {
      this.addDatabase(database);
    });
    checkAtSynth(this, () => [
      ...principalProblems(principal, this),
      ...sqlNameProblems("login", name, this),
      ...endpoint._problems(this),
      ...endpoint._loginProblems(this),
      ...listProblems("serverRoles", serverRoles),
      ...listProblems("databases", databases),
    ]);
  }

  /**
   * The Terraform resources of the login, its server roles and its users with their roles, and the resources that apply
   * them.
   */
  public get resources(): TerraformResource[] {
    const ofUsers = [...this.users.values()].flatMap(({ resources }) => resources);
    return [...new Set([...withMakers(this.facts), ...ofUsers])];
  }

  /**
   * Adds the login to a fixed server role. In Azure SQL Database, groups cannot be members. Adding it again changes
   * nothing.
   */
  public addServerRole(role: SqlServerRole): void {
    const { _isManagedInstance: isManagedInstance } = this.endpoint;
    const problems = (): string[] => [
      ...role._problems(isManagedInstance),
      ...(this._principal.principalType === PrincipalType.GROUP && !isManagedInstance
        ? [
            `server role ${role.roleName} cannot be given to a group; give it to the members, or a database role to the group`,
          ]
        : []),
    ];
    addChecked(this, notMadeWith("server role", "SqlServerRole", role), problems, () => {
      const member: SqlFact = {
        kind: "server-role-member",
        server: this.endpoint.host,
        role: role.roleName,
        member: this.loginName,
        sidFrom: idForSidOf(this._principal),
      };
      this.facts.add(declareFact(this, member, { replacedWith: [this.resource] }, this.executor));
    });
  }

  /** Gives the login a user in a database, or adds roles and permissions to its user there. */
  public addDatabase(options: SqlLoginDatabase): SqlDatabaseUser {
    const database = given(options);
    const present = this.users.get(database.database ?? database.databaseName);
    if (present) {
      present._allow(database);
      return present;
    }
    const name = isResource(database.database) ? idOfResource(database.database, this) : (database.databaseName ?? "");
    const id = `database-${idOfText(name, this)}`;
    const user = new SqlDatabaseUser(this, this.node.tryFindChild(id) ? freeChildId(this, id) : id, {
      ...database,
      principal: this._principal,
      login: this,
      replaceOther: this.replaceOther,
    });
    this.users.set(database.database ?? database.databaseName, user);
    return user;
  }

  private fact(): SqlFact {
    const sidFrom = idForSidOf(this._principal);
    if (sidFrom === undefined) {
      Annotations.of(this).addWarning(
        "the client id of the principal is not known, and SQL tells applications apart by it: a login of this name that is " +
          "there already is refused, unless this stack has created it; give clientId",
      );
    }
    return {
      kind: "login",
      server: this.endpoint.host,
      name: this.loginName,
      sidFrom,
      objectId: this._principal.objectId.value,
      replaceOther: this.replaceOther || undefined,
    };
  }
}
