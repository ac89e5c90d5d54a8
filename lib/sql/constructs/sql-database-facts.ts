import { type ITerraformResource, type TerraformResource } from "cdktf";
import { type Construct } from "constructs";
import { addChecked, checkAtSynth } from "../../core/problems";
import { configured } from "../../core/attributes";
import { elementsOf, isResource, listProblems, notMadeWith } from "../../core/given";
import { describe } from "../../core/reference";
import { attributeOf } from "../../core/resources";
import { type IPrincipal } from "../../principal/principal-interfaces";
import { type Executor } from "../execution/executor";
import { describeOnServer as describeFact } from "../model/describe-fact";
import { type SqlFact } from "../model/fact";
import { isInSameDatabase } from "../execution/fact-grounds";
import { type ISqlAadLogin } from "./sql-aad-login-interface";
import { databaseProblems } from "./sql-database-problems";
import { type SqlDatabaseRole } from "./sql-database-role";
import { SqlEndpoint } from "./sql-endpoint";
import { declareFact } from "../execution/declare-fact";
import { type SqlFactBasis, type SqlFactResource, withMakers } from "../execution/sql-fact-resource";
import { type SqlInDatabase } from "./sql-in-database";
import { type SqlPermission } from "./sql-permission";

/** A user or role that gets roles and permissions. */
export interface SqlGrantee {
  readonly name: string;
  /** The fact that it exists. */
  readonly resource: SqlFactResource;
  readonly principal?: "role";
  /** The id in the SID of a user, if it is known. */
  readonly sidFrom?: string;
}

/** The facts of a construct in one database. */
export class SqlDatabaseFacts {
  public readonly server: SqlEndpoint;
  /** The fields that all facts share. */
  public readonly place: { readonly server: string; readonly database: string };

  private readonly facts = new Set<SqlFactResource>();
  private readonly executor: Executor;
  private readonly endpoint: SqlEndpoint | undefined;

  public constructor(
    private readonly scope: Construct,
    private readonly given: SqlInDatabase,
    private readonly login?: ISqlAadLogin,
  ) {
    const { database, databaseName, endpoint } = given;
    this.endpoint = endpoint && SqlEndpoint._given(endpoint);
    this.server =
      this.endpoint ?? login?.endpoint ?? (database ? SqlEndpoint._ofDatabase(database) : SqlEndpoint.at(""));
    this.executor = this.server._executor();
    const name = typeof databaseName === "string" ? databaseName : (nameOf(database) ?? "");
    this.place = { server: this.server.host, database: name };
  }

  /** The dependencies of facts that need only the database and the login. */
  public get basis(): SqlFactBasis {
    const { database } = this.given;
    return {
      ...(this.login ? {} : this.server._basis()),
      replacedWith: [...(this.login ? [this.login.resource] : []), ...(isResource(database) ? [database] : [])],
    };
  }

  public add(fact: SqlFact, basis: SqlFactBasis): SqlFactResource {
    const resource = declareFact(this.scope, fact, basis, this.executor);
    this.facts.add(resource);
    return resource;
  }

  public addRole({ name: member, resource, principal, sidFrom }: SqlGrantee, role: SqlDatabaseRole): void {
    this.addChecked("role", "SqlDatabaseRole", role, () => {
      const { roleName, _resource: madeBy } = role;
      if (madeBy && !isInSameDatabase(madeBy.fact, resource.fact, this.scope)) {
        checkAtSynth(this.scope, () => [
          `${describeFact(madeBy.fact)} is not in the database of ${principal ?? "user"} ${describe(member, this.scope)}; ` +
            "give a role of the same database",
        ]);
        return;
      }
      this.add(
        { kind: "database-role-member", ...this.place, role: roleName, member, principal, sidFrom },
        { replacedWith: [resource, ...(madeBy ? [madeBy] : [])] },
      );
    });
  }

  public addPermission({ name: grantee, resource, principal, sidFrom }: SqlGrantee, permission: SqlPermission): void {
    this.addChecked("permission", "SqlPermission", permission, () => {
      this.add(
        { kind: "permission", ...this.place, ...permission._fact, grantee, principal, sidFrom },
        { replacedWith: [resource] },
      );
    });
  }

  /** The Terraform resources in the order in which they were added, and the resources that apply them. */
  public get resources(): TerraformResource[] {
    return withMakers(this.facts);
  }

  /** Errors in the facts of the database. */
  public problems(principal?: IPrincipal): string[] {
    const { database, databaseName } = this.given;
    return [
      ...(isResource(database) && !this.endpoint && !this.login ? this.server._problems(this.scope) : []),
      ...databaseProblems(
        { principal, database, databaseName, endpoint: this.endpoint, login: this.login },
        this.scope,
      ),
    ];
  }

  private addChecked(what: string, type: string, given: SqlDatabaseRole | SqlPermission, add: () => void): void {
    const problems = (): string[] => given._problems(this.scope, this.server._isManagedInstance);
    addChecked(this.scope, notMadeWith(what, type, given), problems, add);
  }
}

/** Adds all elements of two lists, which can be invalid values. */
export function addAll(
  scope: Construct,
  {
    roles,
    permissions,
  }: { readonly roles?: readonly SqlDatabaseRole[]; readonly permissions?: readonly SqlPermission[] },
  add: { addRole(role: SqlDatabaseRole): void; addPermission(permission: SqlPermission): void },
): void {
  elementsOf(roles).forEach((role) => {
    add.addRole(role);
  });
  elementsOf(permissions).forEach((permission) => {
    add.addPermission(permission);
  });
  checkAtSynth(scope, () => [...listProblems("roles", roles), ...listProblems("permissions", permissions)]);
}

function nameOf(database: ITerraformResource | undefined): string | undefined {
  if (!isResource(database)) {
    return undefined;
  }
  const name = configured(database, "name");
  return typeof name === "string" ? name : attributeOf(database, "name");
}
