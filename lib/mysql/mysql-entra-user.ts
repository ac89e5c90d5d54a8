import { type ITerraformResource, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { addChecked, checkAtSynth } from "../core/problems";
import { elementsOf, given, isResource, listProblems, notMadeWith } from "../core/given";
import { flexibleDatabaseProblems, nameOfDatabase } from "../flexible-server/flexible-database";
import { nameProblems } from "../flexible-server/name-problems";
import { type IPrincipal } from "../principal/principal-interfaces";
import { principalOf, principalProblems } from "../principal/principal-problems";
import { type Executor } from "../sql/execution/executor";
import { idForSidOf } from "../sql/constructs/sid-of-principal";
import { declareFact } from "../sql/execution/declare-fact";
import { type SqlFactBasis, type SqlFactResource, withMakers } from "../sql/execution/sql-fact-resource";
import { MySqlEndpoint } from "./mysql-endpoint";
import { type MySqlFact } from "../sql/model/mysql/mysql-fact";
import { type MySqlPrivilege } from "./mysql-privilege";
import { mysqlDatabaseProblem, mysqlUserProblem } from "../sql/model/mysql/mysql-rules";

/** Privileges of a user in a database. */
export interface MySqlDatabasePrivileges {
  /**
   * The `azurerm_mysql_flexible_database` resource. Give this or `databaseName`.
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

  /** Privileges such as `MySqlPrivilege.toRead()`. */
  readonly privileges: MySqlPrivilege[];
}

/** Properties of a MySQL user. */
export interface MySqlEntraUserProps {
  /** Where the server is reached, and the administrator that Terraform signs in as. */
  readonly endpoint: MySqlEndpoint;

  /** The principal of the user. The client id of a service principal must be known. */
  readonly principal: IPrincipal;

  /**
   * Name of the user, 1 to 32 characters, used as it is. The principal signs in with this user name, from any host.
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
 * An Entra principal as a user of a MySQL flexible server without administrator rights, with its privileges.
 *
 * Each fact (the user, each privilege) is a Terraform resource. If a user of another principal has the name, the apply
 * fails, and that user is neither changed nor dropped.
 *
 * https://learn.microsoft.com/azure/mysql/flexible-server/how-to-azure-ad
 */
export class MySqlEntraUser extends Construct {
  /** Name of the user. */
  public readonly userName: string;

  /** The user itself. Privileges are separate resources. */
  public readonly resource: TerraformResource;

  private readonly facts = new Set<SqlFactResource>();
  private readonly endpoint: MySqlEndpoint;
  private readonly executor: Executor;
  private readonly user: SqlFactResource;
  private readonly identifiedBy: string;

  public constructor(scope: Construct, id: string, props: MySqlEntraUserProps) {
    super(scope, id);
    const { userName, databases, ...who } = given(props);
    const principal = principalOf(who.principal);
    const name = userName ?? principal.displayName;
    // The server identifies principals by the same ids as Azure SQL.
    const identifiedBy = idForSidOf(principal);
    this.userName = typeof name === "string" ? name : "";
    this.endpoint = MySqlEndpoint._given(who.endpoint);
    this.executor = this.endpoint._server.executor();
    this.identifiedBy = identifiedBy ?? "";
    this.user = this.add(
      { kind: "mysql-user", server: this.endpoint.host, name: this.userName, identifiedBy: this.identifiedBy },
      this.endpoint._server.basis(this),
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
      ...this.endpoint._problems(this),
      ...listProblems("databases", databases),
    ]);
  }

  /** The Terraform resources of the user in the order in which they were added, and the resources that apply them. */
  public get resources(): TerraformResource[] {
    return withMakers(this.facts);
  }

  /** Grants the user privileges in a database. Adding a privilege again changes nothing. */
  public addDatabase(options: MySqlDatabasePrivileges): void {
    const { privileges, ...database } = given(options);
    const name = nameOfDatabase(database);
    checkAtSynth(this, () => [
      ...listProblems("privileges", privileges),
      ...flexibleDatabaseProblems(database, this.endpoint._server, (text) =>
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
          server: this.endpoint.host,
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
    const resource = declareFact(this, fact, basis, this.executor);
    this.facts.add(resource);
    return resource;
  }
}
