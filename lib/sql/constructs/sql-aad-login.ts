import { Annotations, type ITerraformResource, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { addChecked, checkAtSynth } from "../../core/problems";
import { freeChildId } from "../../core/children";
import { elementsOf, given, isResource, listProblems, notMadeWith } from "../../core/given";
import { idOfResource, idOfText } from "../../core/names";
import { type IPrincipal, PrincipalType } from "../../principal/principal-interfaces";
import { principalOf, principalProblems } from "../../principal/principal-problems";
import { type SqlExecution } from "../execution/sql-execution";
import { type SqlFact } from "../model/fact";
import { SqlEndpoint } from "./sql-endpoint";
import { SqlDatabaseUser, type SqlDatabaseUserOptions } from "./sql-database-user";
import { SqlFactResource, withMakers } from "../execution/sql-fact-resource";
import { idForSidOf } from "./sid-of-principal";
import { sqlNameProblems } from "./sql-name";
import { type SqlServerRole } from "./sql-server-role";

/** A database that the login gets a user in. */
export interface SqlLoginDatabase extends SqlDatabaseUserOptions {
  /**
   * The `azurerm_mssql_database` resource or data source. Give this or `databaseName`.
   *
   * @default - `databaseName`
   */
  readonly database?: ITerraformResource;

  /**
   * Name of a database that is not in the app. Give this or `database`.
   *
   * @default - `database`
   */
  readonly databaseName?: string;
}

/** Who gets a login on which server. */
export interface SqlAadLoginProps {
  /** The server. Whoever runs Terraform must be its Entra administrator or a member of it; see `SqlServerDirectoryAccess`. */
  readonly server: SqlEndpoint;

  /** Whom the login is for. */
  readonly principal: IPrincipal;

  /**
   * Name of the login, 1 to 128 characters, taken as it is.
   *
   * @default - the display name of the principal, which the server looks up in the directory
   */
  readonly loginName?: string;

  /**
   * Whether a login of this name that stands for another principal of Entra ID is dropped. Otherwise the apply fails, and
   * says whom the two are. What this stack has made for a principal that is gone is replaced either way.
   *
   * @default false
   */
  readonly replaceOther?: boolean;

  /**
   * Fixed server roles that the login is put into.
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
 * A server login for a principal of Entra ID: `CREATE LOGIN … FROM EXTERNAL PROVIDER`, its server roles, and its users
 * in databases.
 *
 * Every fact is a Terraform resource of its own, so that a plan shows what changes, and taking a role away never drops
 * the login.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/authentication-azure-ad-logins
 */
export class SqlAadLogin extends Construct {
  /** Name of the login. */
  public readonly loginName: string;

  /** Where the server is reached. */
  public readonly server: SqlEndpoint;

  /** The login itself; users and role memberships are resources beside it. */
  public readonly resource: TerraformResource;

  /**
   * Whom the login is for.
   *
   * @internal
   */
  public readonly _principal: IPrincipal;

  private readonly facts = new Set<SqlFactResource>();
  private readonly replaceOther: boolean;
  private readonly execution: SqlExecution;
  /** By the database, or its name where it is not in the app. */
  private readonly users = new Map<unknown, SqlDatabaseUser>();

  public constructor(scope: Construct, id: string, props: SqlAadLoginProps) {
    super(scope, id);
    const { loginName, replaceOther, serverRoles, databases, ...who } = given(props);
    const [server, principal] = [SqlEndpoint._given(who.server), principalOf(who.principal)];
    const name = loginName ?? principal.displayName;
    this.loginName = typeof name === "string" ? name : "";
    this.server = server;
    this._principal = principal;
    this.execution = server._execution();
    this.replaceOther = replaceOther === true;
    const login = SqlFactResource.of(this, this.fact(), server._basis(), this.execution);
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
      ...server._problems(this),
      ...server._loginProblems(this),
      ...listProblems("serverRoles", serverRoles),
      ...listProblems("databases", databases),
    ]);
  }

  /** The Terraform resources behind the login: its server roles, its users with their roles, and what makes them true. */
  public get resources(): TerraformResource[] {
    const ofUsers = [...this.users.values()].flatMap(({ resources }) => resources);
    return [...new Set([...withMakers(this.facts), ...ofUsers])];
  }

  /**
   * Puts the login into a fixed server role. In Azure SQL Database, groups cannot be in one. Adding a role twice changes
   * nothing.
   */
  public addServerRole(role: SqlServerRole): void {
    const { _isManagedInstance: isManagedInstance } = this.server;
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
        server: this.server.host,
        role: role.roleName,
        member: this.loginName,
        sidFrom: idForSidOf(this._principal),
      };
      this.facts.add(SqlFactResource.of(this, member, { replacedWith: [this.resource] }, this.execution));
    });
  }

  /** Gives the login a user in a database, or more roles and permissions to the user that it has there. */
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
      server: this.server.host,
      name: this.loginName,
      sidFrom,
      objectId: this._principal.objectId.value,
      replaceOther: this.replaceOther || undefined,
    };
  }
}
