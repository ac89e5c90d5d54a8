import { type ITerraformResource, type TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { configured } from "../core/attributes";
import { checkAtSynth } from "../core/problems";
import { idOfText } from "../core/names";
import { describe } from "../core/reference";
import { attributeOf } from "../core/resources";
import { type IPrincipal } from "../principal/principal-interfaces";
import { principalProblems } from "../principal/principal-problems";
import { PrincipalType } from "../principal/principal-type";
import { type SqlExecution } from "./execution/sql-execution";
import { type SqlFact, type UserOrigin } from "./fact";
import { type SqlAadLogin } from "./sql-aad-login";
import { databaseProblems } from "./sql-database-problems";
import { SqlEndpoint } from "./sql-endpoint";
import { type SqlFactBasis, SqlFactResource } from "./sql-fact-resource";
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

  public constructor(scope: Construct, id: string, props: SqlDatabaseUserProps) {
    super(scope, id);
    const { database, principal, login } = props;
    const name = props.userName ?? login?.loginName ?? principal.displayName;
    this.userName = name ?? "";
    this.databaseName = props.databaseName ?? nameOf(database) ?? "";
    this.server = props.server ?? login?.server ?? (database ? SqlEndpoint._ofDatabase(database) : SqlEndpoint.at(""));
    this.execution = this.server._execution();
    this.user = this.add(
      "Default",
      {
        kind: "database-user",
        server: this.server.host,
        database: this.databaseName,
        name: this.userName,
        origin: originOf(principal, login),
      },
      {
        ...(login ? {} : this.server._basis()),
        replacedWith: [...(login ? [login.resource] : []), ...(database ? [database] : [])],
      },
    );
    props.roles?.forEach((role) => {
      this.addRole(role);
    });
    props.permissions?.forEach((permission) => {
      this.addPermission(permission);
    });
    checkAtSynth(this, () => [
      ...principalProblems(principal, this),
      ...sqlNameProblems("user", name, this),
      ...databaseProblems(props, this),
    ]);
  }

  /** The Terraform resources behind the user, in the order they were added, and what makes them true. */
  public get resources(): TerraformResource[] {
    return [...this.facts, ...this.execution.resources(TerraformStack.of(this))];
  }

  /** Puts the user into a role of the database. */
  public addRole(role: SqlDatabaseRole): void {
    this.addOnce("role", role.roleName, role._problems(this), {
      kind: "database-role-member",
      server: this.server.host,
      database: this.databaseName,
      role: role.roleName,
      member: this.userName,
    });
  }

  /** Grants the user a permission in the database. */
  public addPermission(permission: SqlPermission): void {
    this.addOnce("permission", permission._id(this), permission._problems(this), {
      kind: "permission",
      server: this.server.host,
      database: this.databaseName,
      permission: permission._permission,
      on: permission._on,
      schema: permission._schema,
      object: permission._object,
      grantee: this.userName,
    });
  }

  private addOnce(what: string, name: string, problems: readonly string[], fact: SqlFact): void {
    const id = `${what}-${idOfText(name, this)}`;
    if (this.node.tryFindChild(id)) {
      checkAtSynth(this, () => [`${what} ${describe(name, this)} is listed twice; list it once`]);
      return;
    }
    checkAtSynth(this, () => problems);
    this.add(id, fact, { replacedWith: [this.user] });
  }

  private add(id: string, fact: SqlFact, basis: SqlFactBasis): SqlFactResource {
    const resource = new SqlFactResource(this, id, fact, basis, this.execution);
    this.facts.push(resource);
    return resource;
  }
}

function nameOf(database: ITerraformResource | undefined): string | undefined {
  if (!database) {
    return undefined;
  }
  const name = configured(database, "name");
  return typeof name === "string" ? name : attributeOf(database, "name");
}

function originOf(principal: IPrincipal, login: SqlAadLogin | undefined): UserOrigin {
  if (login) {
    return { type: "login", login: login.loginName };
  }
  const objectId = principal.objectId.value;
  if (principal.principalType === PrincipalType.GROUP) {
    return { type: "sid", sidFrom: objectId, sidType: "X" };
  }
  if (principal.principalType === PrincipalType.USER) {
    return { type: "sid", sidFrom: objectId, sidType: "E" };
  }
  const clientId = principal.findClientId();
  return clientId ? { type: "sid", sidFrom: clientId.value, sidType: "E" } : { type: "directory", objectId };
}
