import { type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { given } from "../../core/given";
import { checkAtSynth } from "../../core/problems";
import { ownerProblems } from "./owner-problems";
import { SqlDatabaseFacts } from "./sql-database-facts";
import { type SqlInDatabase } from "./sql-in-database";
import { sqlNameProblems } from "./sql-name";

/** Which schema there is in which database. */
export interface SqlSchemaProps extends SqlInDatabase {
  /** Name of the schema, 1 to 128 characters, taken as it is, and not that of one that every database has. */
  readonly schemaName: string;

  /**
   * Name of the user or role that owns it, and so what is created in it.
   *
   * @default - dbo
   */
  readonly owner?: string;
}

const IN_EVERY_DATABASE =
  /^(dbo|guest|sys|INFORMATION_SCHEMA|db_(owner|accessadmin|securityadmin|ddladmin|backupoperator|datareader|datawriter|denydatareader|denydatawriter))$/i;

/**
 * A schema of a database. Permissions on it wait for it, wherever in the stack they are said.
 *
 * The schema and its owner are a Terraform resource each, so that another owner drops nothing. A schema that was there
 * already is taken over. It is dropped when it leaves the code, unless there is something in it: then it stays.
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

  /** The Terraform resources behind the schema, and what makes them true. */
  public get resources(): TerraformResource[] {
    return this.facts.resources;
  }
}
