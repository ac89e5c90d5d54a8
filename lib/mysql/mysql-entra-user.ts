import { type ITerraformResource, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { addChecked, checkAtSynth } from "../core/problems";
import { elementsOf, given, isResource, listProblems, notMadeWith } from "../core/given";
import { flexibleDatabaseProblems, nameOfDatabase } from "../flexible-server/flexible-database";
import { nameProblems } from "../flexible-server/name-problems";
import { type IPrincipal } from "../principal/principal-interfaces";
import { principalOf, principalProblems } from "../principal/principal-problems";
import { type SqlExecution } from "../sql/execution/sql-execution";
import { idForSidOf } from "../sql/constructs/sid-of-principal";
import { type SqlFactBasis, SqlFactResource, withMakers } from "../sql/execution/sql-fact-resource";
import { MySqlEndpoint } from "./mysql-endpoint";
import { type MySqlFact } from "../sql/model/mysql/mysql-fact";
import { type MySqlPrivilege } from "./mysql-privilege";
import { mysqlDatabaseProblem, mysqlUserProblem } from "../sql/model/mysql/mysql-rules";

/** What a user may do in a database. */
export interface MySqlDatabasePrivileges {
  /**
   * The `azurerm_mysql_flexible_database` resource. Give this or `databaseName`.
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

  /** Such as `MySqlPrivilege.toRead()`. */
  readonly privileges: MySqlPrivilege[];
}

/** Who gets a user on which server. */
export interface MySqlEntraUserProps {
  /** The server, and the administrator that Terraform signs in as. */
  readonly server: MySqlEndpoint;

  /** Whom the user stands for. Of a service principal, the client id has to be known. */
  readonly principal: IPrincipal;

  /**
   * Name of the user, 1 to 32 characters, taken as it is: the user name with which the principal signs in, from any host.
   *
   * @default - the display name of the principal
   */
  readonly userName?: string;

  /**
   * Privileges in databases.
   *
   * @default - none; the user can sign in
   */
  readonly databases?: MySqlDatabasePrivileges[];
}

/**
 * A principal of Entra ID as a user of a flexible server of MySQL that is no administrator, with its privileges.
 *
 * Every fact (the user, each privilege) is a Terraform resource of its own. A user of the same name that stands for
 * somebody else fails the apply, and is neither granted anything nor dropped.
 *
 * https://learn.microsoft.com/azure/mysql/flexible-server/how-to-azure-ad
 */
export class MySqlEntraUser extends Construct {
  /** Name of the user. */
  public readonly userName: string;

  /** The user itself; privileges are resources beside it. */
  public readonly resource: TerraformResource;

  private readonly facts = new Set<SqlFactResource>();
  private readonly server: MySqlEndpoint;
  private readonly execution: SqlExecution;
  private readonly user: SqlFactResource;
  private readonly identifiedBy: string;

  public constructor(scope: Construct, id: string, props: MySqlEntraUserProps) {
    super(scope, id);
    const { userName, databases, ...who } = given(props);
    const principal = principalOf(who.principal);
    const name = userName ?? principal.displayName;
    // The server tells principals apart by the same ids as Azure SQL.
    const identifiedBy = idForSidOf(principal);
    this.userName = typeof name === "string" ? name : "";
    this.server = MySqlEndpoint._given(who.server);
    this.execution = this.server._server.execution();
    this.identifiedBy = identifiedBy ?? "";
    this.user = this.add(
      { kind: "mysql-user", server: this.server.host, name: this.userName, identifiedBy: this.identifiedBy },
      this.server._server.basis(this),
    );
    this.resource = this.user;
    elementsOf(databases).forEach((database) => {
      this.addDatabase(database);
    });
    checkAtSynth(this, () => [
      ...principalProblems(principal, this),
      ...(identifiedBy === undefined
        ? ["MySQL tells applications apart by their client id, and that of the principal is not known; give clientId"]
        : []),
      ...nameProblems("user", name, mysqlUserProblem, this),
      ...this.server._problems(this),
      ...listProblems("databases", databases),
    ]);
  }

  /** The Terraform resources behind the user, in the order they were added, and what makes them true. */
  public get resources(): TerraformResource[] {
    return withMakers(this.facts);
  }

  /** Grants the user privileges in a database, or more of them. Adding a privilege twice changes nothing. */
  public addDatabase(options: MySqlDatabasePrivileges): void {
    const { privileges, ...database } = given(options);
    const name = nameOfDatabase(database);
    checkAtSynth(this, () => [
      ...listProblems("privileges", privileges),
      ...flexibleDatabaseProblems(database, this.server._server, (text) =>
        nameProblems("database", text, mysqlDatabaseProblem, this),
      ),
    ]);
    elementsOf(privileges).forEach((privilege) => {
      this.addPrivilege(name, database.database, privilege);
    });
  }

  private addPrivilege(database: string, resource: ITerraformResource | undefined, privilege: MySqlPrivilege): void {
    const problems = (): string[] => privilege._problems(this);
    addChecked(this, notMadeWith("privilege", "MySqlPrivilege", privilege), problems, () => {
      this.add(
        {
          kind: "mysql-privilege",
          server: this.server.host,
          database,
          privilege: privilege._privilege,
          table: privilege._table,
          grantee: this.userName,
          identifiedBy: this.identifiedBy,
        },
        { replacedWith: [this.user, ...(isResource(resource) ? [resource] : [])] },
      );
    });
  }

  private add(fact: MySqlFact, basis: SqlFactBasis): SqlFactResource {
    const resource = SqlFactResource.of(this, fact, basis, this.execution);
    this.facts.add(resource);
    return resource;
  }
}
