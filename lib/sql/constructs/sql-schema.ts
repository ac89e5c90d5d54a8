import { type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { given } from "../../core/given";
import { checkAtSynth } from "../../core/problems";
import { ownerProblems } from "./owner-problems";
import { SqlDatabaseFacts } from "./sql-database-facts";
import { type SqlInDatabase } from "./sql-in-database";
import { sqlNameProblems } from "./sql-name";

/** Properties of a schema. */
export interface SqlSchemaProps extends SqlInDatabase {
  /** Name of the schema, 1 to 128 characters, used as it is. It must not be the name of a built-in schema. */
  readonly schemaName: string;

  /**
   * Name of the user or role that owns it and the objects in it.
   *
   * @default - dbo
   */
  readonly owner?: string;
}

const IN_EVERY_DATABASE =
  /^(dbo|guest|sys|INFORMATION_SCHEMA|db_(owner|accessadmin|securityadmin|ddladmin|backupoperator|datareader|datawriter|denydatareader|denydatawriter))$/i;

/**
 * A schema of a database. Permissions on it wait for it, wherever the stack declares them.
 *
 * The schema and its owner are separate Terraform resources, so that changing the owner drops nothing. An existing
 * schema is adopted. Removing the schema from the code drops it if it is empty; otherwise it stays.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/create-schema-transact-sql
 */
export class SqlSchema extends Construct {
  /** Name of the schema. */
  public readonly schemaName: string;

  private readonly facts: SqlDatabaseFacts;

  public constructor(scope: Construct, id: string, props: SqlSchemaProps) {
    super(scope, id);
    const { schemaName, owner, ...where } = given(props);
    this.schemaName = typeof schemaName === "string" ? schemaName : "";
    this.facts = new SqlDatabaseFacts(this, where);
    const { place, basis } = this.facts;
    const schema = this.facts.add({ kind: "schema", ...place, name: this.schemaName }, basis);
    if (typeof owner === "string") {
      this.facts.add(
        { kind: "owner", ...place, on: "SCHEMA", name: this.schemaName, owner },
        { replacedWith: [schema] },
      );
    }
    checkAtSynth(this, () => [
      ...sqlNameProblems("schema", schemaName, this),
      ...(IN_EVERY_DATABASE.test(this.schemaName)
        ? [`schema ${JSON.stringify(this.schemaName)} is in every database; give a schema of your own another name`]
        : []),
      ...ownerProblems(owner, this),
      ...this.facts.problems(),
    ]);
  }

  /** The Terraform resources of the schema, and the resources that apply them. */
  public get resources(): TerraformResource[] {
    return this.facts.resources;
  }
}
