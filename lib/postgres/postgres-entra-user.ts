import { type ITerraformResource, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { addChecked, checkAtSynth } from "../core/problems";
import { elementsOf, given, isResource, listProblems, notMadeWith } from "../core/given";
import { remember } from "../core/collections";
import { flexibleDatabaseProblems, nameOfDatabase } from "../flexible-server/flexible-database";
import { nameProblems } from "../flexible-server/name-problems";
import { type IPrincipal, PrincipalType } from "../principal/principal-interfaces";
import { principalOf, principalProblems } from "../principal/principal-problems";
import { type SqlExecution } from "../sql/execution/sql-execution";
import { type SqlFactBasis, SqlFactResource, withMakers } from "../sql/execution/sql-fact-resource";
import { PostgresEndpoint } from "./postgres-endpoint";
import { type PostgresFact } from "../sql/model/postgres/postgres-fact";
import { PostgresPrivilege } from "./postgres-privilege";
import { type PostgresRole } from "./postgres-role";
import {
  postgresNameProblem,
  postgresNewRoleProblem,
  type PostgresObjectType,
} from "../sql/model/postgres/postgres-rules";

/** What a role may do in a database. */
export interface PostgresDatabasePrivileges {
  /**
   * The `azurerm_postgresql_flexible_server_database` resource. Give this or `databaseName`.
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

  /** Such as `PostgresPrivilege.toRead("public")`. */
  readonly privileges: PostgresPrivilege[];
}

/** Who gets a role on which server. */
export interface PostgresEntraUserProps {
  /** The server, and the administrator that Terraform signs in as. */
  readonly server: PostgresEndpoint;

  /** Whom the role stands for. */
  readonly principal: IPrincipal;

  /**
   * Name of the role, 1 to 63 bytes, taken as it is: the user name with which the principal signs in.
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

/** How the server names kinds of principals. */
const OBJECT_TYPES: Readonly<Record<PrincipalType, PostgresObjectType>> = {
  [PrincipalType.GROUP]: "group",
  [PrincipalType.SERVICE_PRINCIPAL]: "service",
  [PrincipalType.USER]: "user",
};

/**
 * A principal of Entra ID as a role of a flexible server of PostgreSQL that is no administrator, with its memberships and
 * privileges.
 *
 * Every fact (the role, each membership, each privilege) is a Terraform resource of its own. A role of the same name that
 * stands for somebody else fails the apply, and is neither granted anything nor dropped.
 *
 * https://learn.microsoft.com/azure/postgresql/security/security-manage-entra-users
 */
export class PostgresEntraUser extends Construct {
  /** Name of the role. */
  public readonly roleName: string;

  /** The role itself; memberships and privileges are resources beside it. */
  public readonly resource: TerraformResource;

  private readonly facts = new Set<SqlFactResource>();
  private readonly privileges = new Map<string, PostgresPrivilege[]>();
  private readonly server: PostgresEndpoint;
  private readonly execution: SqlExecution;
  private readonly role: SqlFactResource;
  private readonly objectId: string;

  public constructor(scope: Construct, id: string, props: PostgresEntraUserProps) {
    super(scope, id);
    const { roleName, roles, databases, ...who } = given(props);
    const principal = principalOf(who.principal);
    const name = roleName ?? principal.displayName;
    this.roleName = typeof name === "string" ? name : "";
    this.server = PostgresEndpoint._given(who.server);
    this.execution = this.server._server.execution();
    this.objectId = principal.objectId.value;
    this.role = this.add(
      {
        kind: "postgres-role",
        server: this.server.host,
        name: this.roleName,
        objectId: this.objectId,
        objectType: OBJECT_TYPES[principal.principalType],
      },
      this.server._server.basis(this),
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
      ...this.server._problems(this),
      ...listProblems("roles", roles),
      ...listProblems("databases", databases),
      ...[...this.privileges.values()].flatMap((own) => PostgresPrivilege._overlaps(own)),
    ]);
  }

  /** The Terraform resources behind the role, in the order they were added, and what makes them true. */
  public get resources(): TerraformResource[] {
    return withMakers(this.facts);
  }

  /** Makes the role a member of another one. Adding a role twice changes nothing. */
  public addRole(role: PostgresRole): void {
    const problems = (): string[] => role._problems(this);
    addChecked(this, notMadeWith("role", "PostgresRole", role), problems, () => {
      const { objectId, roleName: member } = this;
      const { host: server } = this.server;
      this.add(
        { kind: "postgres-role-member", server, role: role.roleName, member, objectId },
        { replacedWith: [this.role] },
      );
    });
  }

  /** Grants the role privileges in a database, or more of them. Adding a privilege twice changes nothing. */
  public addDatabase(options: PostgresDatabasePrivileges): void {
    const { privileges, ...database } = given(options);
    const name = nameOfDatabase(database);
    checkAtSynth(this, () => [
      ...listProblems("privileges", privileges),
      ...flexibleDatabaseProblems(database, this.server._server, (text) =>
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
          server: this.server.host,
          database,
          privilege: privilege._privilege,
          on: privilege._on,
          schema: privilege._schema,
          table: privilege._table,
          owner: isFuture ? (privilege._owner ?? this.server._server.administrator) : undefined,
          grantee: this.roleName,
          objectId: this.objectId,
        },
        { replacedWith: [this.role, ...(isResource(resource) ? [resource] : [])] },
      );
    });
  }

  private add(fact: PostgresFact, basis: SqlFactBasis): SqlFactResource {
    const resource = SqlFactResource.of(this, fact, basis, this.execution);
    this.facts.add(resource);
    return resource;
  }
}
