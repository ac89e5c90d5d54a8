import { type ITerraformResource, type TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { configured } from "../core/attributes";
import { elementsOf, given, isResource, listProblems, notMadeWith, shown } from "../core/given";
import { checkAtSynth } from "../core/problems";
import { attributeOf } from "../core/resources";
import { type IPrincipal } from "../principal/principal-interfaces";
import { principalOf, principalProblems } from "../principal/principal-problems";
import { PrincipalType } from "../principal/principal-type";
import { type SqlExecution } from "./execution/sql-execution";
import { type SqlFact, type UserOrigin } from "./fact";
import { type SqlAadLogin } from "./sql-aad-login";
import { databaseProblems } from "./sql-database-problems";
import { SqlEndpoint } from "./sql-endpoint";
import { type SqlFactBasis, SqlFactResource } from "./sql-fact-resource";
import { idForSidOf } from "./sid-of-principal";
import { sqlNameProblems } from "./sql-name";
import { type SqlPermission } from "./sql-permission";
import { type SqlDatabaseRole } from "./sql-database-role";

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
}

/** Who gets a user in which database. */
export interface SqlDatabaseUserProps extends SqlDatabaseUserOptions {
  /** Whom the user stands for. */
  readonly principal: IPrincipal;

  /**
   * The `azurerm_mssql_database` resource or data source. Give this or `databaseName`.
   *
   * @default - `databaseName`
   */
  readonly database?: ITerraformResource;

  /**
   * Name of a database on `server` that is not in the app. Give this or `database`.
   *
   * @default - `database`
   */
  readonly databaseName?: string;

  /**
   * Where the server is reached.
   *
   * @default - the server of `database`; under the DNS suffix of public Azure where only its id is known
   */
  readonly server?: SqlEndpoint;

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

  private readonly facts: TerraformResource[] = [];
  private readonly server: SqlEndpoint;
  private readonly execution: SqlExecution;
  private readonly databaseName: string;
  private readonly user: SqlFactResource;
  private readonly sidFrom?: string;

  public constructor(scope: Construct, id: string, props: SqlDatabaseUserProps) {
    super(scope, id);
    const { database, databaseName, userName, replaceOther, server, roles, permissions, ...who } = given(props);
    const login = typeof who.login?.loginName === "string" ? who.login : undefined;
    const principal = principalOf(who.principal);
    const endpoint = server && SqlEndpoint._given(server);
    const name = userName ?? login?.loginName ?? principal.displayName;
    this.userName = typeof name === "string" ? name : "";
    this.databaseName = typeof databaseName === "string" ? databaseName : (nameOf(database) ?? "");
    this.server = endpoint ?? login?.server ?? (database ? SqlEndpoint._ofDatabase(database) : SqlEndpoint.at(""));
    this.execution = this.server._execution();
    this.sidFrom = idForSidOf(principal);
    this.user = this.add(
      {
        kind: "database-user",
        server: this.server.host,
        database: this.databaseName,
        name: this.userName,
        origin: originOf(principal, login, this.server._isManagedInstance),
        replaceOther: replaceOther === true ? true : undefined,
      },
      {
        ...(login ? {} : this.server._basis()),
        replacedWith: [...(login ? [login.resource] : []), ...(isResource(database) ? [database] : [])],
      },
    );
    this._allow({ roles, permissions });
    checkAtSynth(this, () => [
      ...principalProblems(principal, this),
      ...sqlNameProblems("user", name, this),
      ...(login === who.login ? [] : [`login must be an SqlAadLogin; got ${shown(who.login)}`]),
      ...(isResource(database) && !endpoint && !login ? this.server._problems(this) : []),
      ...databaseProblems({ principal, database, databaseName, server: endpoint, login }, this),
    ]);
  }

  /** The Terraform resources behind the user, in the order they were added, and what makes them true. */
  public get resources(): TerraformResource[] {
    return [...this.facts, ...this.execution.resources(TerraformStack.of(this))];
  }

  /**
   * Adds what the options say.
   *
   * @internal
   */
  public _allow({ roles, permissions }: SqlDatabaseUserOptions): void {
    elementsOf(roles).forEach((role) => {
      this.addRole(role);
    });
    elementsOf(permissions).forEach((permission) => {
      this.addPermission(permission);
    });
    checkAtSynth(this, () => [...listProblems("roles", roles), ...listProblems("permissions", permissions)]);
  }

  /** Puts the user into a role of the database. Adding a role twice changes nothing. */
  public addRole(role: SqlDatabaseRole): void {
    this.addMore("role", "SqlDatabaseRole", role, () => ({
      kind: "database-role-member",
      server: this.server.host,
      database: this.databaseName,
      role: role.roleName,
      member: this.userName,
      sidFrom: this.sidFrom,
    }));
  }

  /** Grants the user a permission in the database. Adding a permission twice changes nothing. */
  public addPermission(permission: SqlPermission): void {
    this.addMore("permission", "SqlPermission", permission, () => ({
      kind: "permission",
      server: this.server.host,
      database: this.databaseName,
      permission: permission._permission,
      on: permission._on,
      schema: permission._schema,
      object: permission._object,
      grantee: this.userName,
      sidFrom: this.sidFrom,
    }));
  }

  private addMore(what: string, type: string, given: SqlDatabaseRole | SqlPermission, fact: () => SqlFact): void {
    const otherwise = notMadeWith(what, type, given);
    const problems = otherwise.length > 0 ? otherwise : given._problems(this);
    if (problems.length > 0) {
      checkAtSynth(this, () => problems);
      return;
    }
    this.add(fact(), { replacedWith: [this.user] });
  }

  private add(fact: SqlFact, basis: SqlFactBasis): SqlFactResource {
    const resource = SqlFactResource.of(this, fact, basis, this.execution);
    if (!this.facts.includes(resource)) {
      this.facts.push(resource);
    }
    return resource;
  }
}

function nameOf(database: ITerraformResource | undefined): string | undefined {
  if (!isResource(database)) {
    return undefined;
  }
  const name = configured(database, "name");
  return typeof name === "string" ? name : attributeOf(database, "name");
}

function originOf(principal: IPrincipal, login: SqlAadLogin | undefined, isManagedInstance: boolean): UserOrigin {
  if (login) {
    return { type: "login", login: login.loginName, sidFrom: idForSidOf(principal) };
  }
  const objectId = principal.objectId.value;
  // https://learn.microsoft.com/sql/t-sql/statements/create-user-transact-sql: SID and TYPE are for Azure SQL Database
  if (isManagedInstance) {
    return { type: "directory", objectId };
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
