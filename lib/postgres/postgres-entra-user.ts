import { type ITerraformResource, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { addChecked, checkAtSynth } from "../core/problems";
import { elementsOf, given, isResource, listProblems, notMadeWith } from "../core/given";
import { remember } from "../core/collections";
import { flexibleDatabaseProblems, nameOfDatabase } from "../flexible-server/flexible-database";
import { nameProblems } from "../flexible-server/name-problems";
import { type IPrincipal, PrincipalType } from "../principal/principal-interfaces";
import { principalOf, principalProblems } from "../principal/principal-problems";
import { type Executor } from "../sql/execution/executor";
import { declareFact } from "../sql/execution/declare-fact";
import { type SqlFactBasis, type SqlFactResource, withMakers } from "../sql/execution/sql-fact-resource";
import { PostgresEndpoint } from "./postgres-endpoint";
import { type PostgresFact } from "../sql/model/postgres/postgres-fact";
import { PostgresPrivilege } from "./postgres-privilege";
import { type PostgresRole } from "./postgres-role";
import {
  postgresNameProblem,
  postgresNewRoleProblem,
  type PostgresObjectType,
} from "../sql/model/postgres/postgres-rules";

/** Privileges of a role in a database. */
export interface PostgresDatabasePrivileges {
  /**
   * The `azurerm_postgresql_flexible_server_database` resource. Give this or `databaseName`.
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

  /** Privileges such as `PostgresPrivilege.toRead("public")`. */
  readonly privileges: PostgresPrivilege[];
}

/** Properties of a PostgreSQL role. */
export interface PostgresEntraUserProps {
  /** Where the server is reached, and the administrator that Terraform signs in as. */
  readonly endpoint: PostgresEndpoint;

  /** The principal of the role. */
  readonly principal: IPrincipal;

  /**
   * Name of the role, 1 to 63 bytes, used as it is. The principal signs in with this user name.
   *
   * @default - the display name of the principal
   */
  readonly roleName?: string;

  /**
   * Roles that the role becomes a member of.
   *
   * @default - none
   */
  readonly roles?: PostgresRole[];

  /**
   * Privileges in databases.
   *
   * @default - none; the role can sign in
   */
  readonly databases?: PostgresDatabasePrivileges[];
}

/** The server's names of the kinds of principals. */
const OBJECT_TYPES: Readonly<Record<PrincipalType, PostgresObjectType>> = {
  [PrincipalType.GROUP]: "group",
  [PrincipalType.SERVICE_PRINCIPAL]: "service",
  [PrincipalType.USER]: "user",
};

/**
 * An Entra principal as a role of a PostgreSQL flexible server without administrator rights, with its memberships and
 * privileges.
 *
 * Each fact (the role, each membership, each privilege) is a Terraform resource. If a role of another principal has the
 * name, the apply fails, and that role is neither changed nor dropped.
 *
 * https://learn.microsoft.com/azure/postgresql/security/security-manage-entra-users
 */
export class PostgresEntraUser extends Construct {
  /** Name of the role. */
  public readonly roleName: string;

  /** The role itself. Memberships and privileges are separate resources. */
  public readonly resource: TerraformResource;

  private readonly facts = new Set<SqlFactResource>();
  private readonly privileges = new Map<string, PostgresPrivilege[]>();
  private readonly endpoint: PostgresEndpoint;
  private readonly executor: Executor;
  private readonly role: SqlFactResource;
  private readonly objectId: string;

  public constructor(scope: Construct, id: string, props: PostgresEntraUserProps) {
    super(scope, id);
    const { roleName, roles, databases, ...who } = given(props);
    const principal = principalOf(who.principal);
    const name = roleName ?? principal.displayName;
    this.roleName = typeof name === "string" ? name : "";
    this.endpoint = PostgresEndpoint._given(who.endpoint);
    this.executor = this.endpoint._server.executor();
    this.objectId = principal.objectId.value;
    this.role = this.add(
      {
        kind: "postgres-role",
        server: this.endpoint.host,
        name: this.roleName,
        objectId: this.objectId,
        objectType: OBJECT_TYPES[principal.principalType],
      },
      this.endpoint._server.basis(this),
    );
    this.resource = this.role;
    elementsOf(roles).forEach((role) => {
      this.addRole(role);
    });
    elementsOf(databases).forEach((database) => {
      this.addDatabase(database);
    });
    checkAtSynth(this, () => [
      ...principalProblems(principal, this),
      ...nameProblems("role", name, postgresNewRoleProblem, this),
      ...this.endpoint._problems(this),
      ...listProblems("roles", roles),
      ...listProblems("databases", databases),
      ...[...this.privileges.values()].flatMap((own) => PostgresPrivilege._overlaps(own)),
    ]);
  }

  /** The Terraform resources of the role in the order in which they were added, and the resources that apply them. */
  public get resources(): TerraformResource[] {
    return withMakers(this.facts);
  }

  /** Makes the role a member of another one. Adding it again changes nothing. */
  public addRole(role: PostgresRole): void {
    const problems = (): string[] => role._problems(this);
    addChecked(this, notMadeWith("role", "PostgresRole", role), problems, () => {
      const { objectId, roleName: member } = this;
      const { host: server } = this.endpoint;
      this.add(
        { kind: "postgres-role-member", server, role: role.roleName, member, objectId },
        { replacedWith: [this.role] },
      );
    });
  }

  /** Grants the role privileges in a database. Adding a privilege again changes nothing. */
  public addDatabase(options: PostgresDatabasePrivileges): void {
    const { privileges, ...database } = given(options);
    const name = nameOfDatabase(database);
    checkAtSynth(this, () => [
      ...listProblems("privileges", privileges),
      ...flexibleDatabaseProblems(database, this.endpoint._server, (text) =>
        nameProblems("database", text, postgresNameProblem, this),
      ),
    ]);
    elementsOf(privileges).forEach((privilege) => {
      this.addPrivilege(name, database.database, privilege);
    });
  }

  private addPrivilege(database: string, resource: ITerraformResource | undefined, privilege: PostgresPrivilege): void {
    const problems = (): string[] => privilege._problems(this);
    addChecked(this, notMadeWith("privilege", "PostgresPrivilege", privilege), problems, () => {
      remember(this.privileges, database, () => []).push(privilege);
      const isFuture = privilege._on.startsWith("FUTURE");
      this.add(
        {
          kind: "postgres-privilege",
          server: this.endpoint.host,
          database,
          privilege: privilege._privilege,
          on: privilege._on,
          schema: privilege._schema,
          table: privilege._table,
          owner: isFuture ? (privilege._owner ?? this.endpoint._server.administrator) : undefined,
          grantee: this.roleName,
          objectId: this.objectId,
        },
        { replacedWith: [this.role, ...(isResource(resource) ? [resource] : [])] },
      );
    });
  }

  private add(fact: PostgresFact, basis: SqlFactBasis): SqlFactResource {
    const resource = declareFact(this, fact, basis, this.executor);
    this.facts.add(resource);
    return resource;
  }
}
