import { type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { given } from "../../core/given";
import { checkAtSynth } from "../../core/problems";
import { ownerProblems } from "./owner-problems";
import { addAll, SqlDatabaseFacts, type SqlGrantee } from "./sql-database-facts";
import { SqlDatabaseRole } from "./sql-database-role";
import { type SqlInDatabase } from "./sql-in-database";
import { sqlNameProblems } from "./sql-name";
import { type SqlPermission } from "./sql-permission";

/** Which role there is in which database, and what its members may do. */
export interface SqlCustomDatabaseRoleProps extends SqlInDatabase {
  /** Name of the role, 1 to 128 characters, taken as it is, and not that of a fixed role. */
  readonly roleName: string;

  /**
   * Name of the user or role that owns it, and may change its members.
   *
   * @default - dbo
   */
  readonly owner?: string;

  /**
   * Roles that it is in itself, fixed ones included.
   *
   * @default - none
   */
  readonly roles?: SqlDatabaseRole[];

  /**
   * What its members may do, or may not.
   *
   * @default - none
   */
  readonly permissions?: SqlPermission[];
}

/**
 * A role of your own in a database, with permissions that users get by being put into it. Give `role` to the `roles` of a
 * `SqlDatabaseUser`.
 *
 * The role, its owner, and each permission is a Terraform resource of its own. A role that was there already is taken
 * over. It is not dropped while it has members that nobody takes out, or owns something.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/create-role-transact-sql
 */
export class SqlCustomDatabaseRole extends Construct {
  /** Name of the role. */
  public readonly roleName: string;

  /** The role as users are put into it. */
  public readonly role: SqlDatabaseRole;

  private readonly facts: SqlDatabaseFacts;
  private readonly grantee: SqlGrantee;

  public constructor(scope: Construct, id: string, props: SqlCustomDatabaseRoleProps) {
    super(scope, id);
    const { roleName, owner, roles, permissions, ...where } = given(props);
    this.roleName = typeof roleName === "string" ? roleName : "";
    this.facts = new SqlDatabaseFacts(this, where);
    const { place, basis } = this.facts;
    const resource = this.facts.add({ kind: "database-role", ...place, name: this.roleName }, basis);
    this.grantee = { name: this.roleName, resource, principal: "role" };
    this.role = SqlDatabaseRole._madeBy(this.roleName, resource);
    if (typeof owner === "string") {
      this.facts.add({ kind: "owner", ...place, on: "ROLE", name: this.roleName, owner }, { replacedWith: [resource] });
    }
    addAll(this, { roles, permissions }, this);
    checkAtSynth(this, () => [
      ...sqlNameProblems("role", roleName, this),
      ...fixedProblems(this.roleName),
      ...ownerProblems(owner, this),
      ...this.facts.problems(),
    ]);
  }

  /** The Terraform resources behind the role, in the order they were added, and what makes them true. */
  public get resources(): TerraformResource[] {
    return this.facts.resources;
  }

  /** Puts the role into another role of the database. Adding a role twice changes nothing. */
  public addRole(role: SqlDatabaseRole): void {
    this.facts.addRole(this.grantee, role);
  }

  /** Grants the members of the role a permission, or denies it. Adding a permission twice changes nothing. */
  public addPermission(permission: SqlPermission): void {
    this.facts.addPermission(this.grantee, permission);
  }
}

function fixedProblems(name: string): string[] {
  return SqlDatabaseRole._isInEveryDatabase(name)
    ? [`role ${JSON.stringify(name)} is in every database; give a role of your own another name`]
    : [];
}
