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

/** Properties of a database role. */
export interface SqlCustomDatabaseRoleProps extends SqlInDatabase {
  /** Name of the role, 1 to 128 characters, used as it is. It must not be the name of a fixed role. */
  readonly roleName: string;

  /**
   * Name of the user or role that owns it, and can change its members.
   *
   * @default - dbo
   */
  readonly owner?: string;

  /**
   * Roles that it is a member of, including fixed roles.
   *
   * @default - none
   */
  readonly roles?: SqlDatabaseRole[];

  /**
   * Granted and denied permissions of its members.
   *
   * @default - none
   */
  readonly permissions?: SqlPermission[];
}

/**
 * A custom role in a database, with permissions for its members. Pass `role` to the `roles` of a `SqlDatabaseUser`.
 *
 * The role, its owner and each permission are separate Terraform resources. An existing role is adopted. The role is
 * not dropped while it has members that somebody else added, or owns something.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/create-role-transact-sql
 */
export class SqlCustomDatabaseRole extends Construct {
  /** Name of the role. */
  public readonly roleName: string;

  /** The role, for the `roles` of users. */
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

  /** The Terraform resources of the role in the order in which they were added, and the resources that apply them. */
  public get resources(): TerraformResource[] {
    return this.facts.resources;
  }

  /** Makes the role a member of another role of the database. Adding it again changes nothing. */
  public addRole(role: SqlDatabaseRole): void {
    this.facts.addRole(this.grantee, role);
  }

  /** Grants or denies a permission to the members of the role. Adding it again changes nothing. */
  public addPermission(permission: SqlPermission): void {
    this.facts.addPermission(this.grantee, permission);
  }
}

function fixedProblems(name: string): string[] {
  return SqlDatabaseRole._isInEveryDatabase(name)
    ? [`role ${JSON.stringify(name)} is in every database; give a role of your own another name`]
    : [];
}
