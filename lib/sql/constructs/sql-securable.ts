import { type IConstruct } from "constructs";
import { textOr } from "../../core/given";
import { type NamedClass, type SecurableClass, SECURABLE_CLASSES } from "../model/securable-classes";
import { sqlNameProblems } from "./sql-name";

/**
 * A securable in a database other than schemas and objects.
 *
 * https://learn.microsoft.com/sql/relational-databases/security/securables
 */
export class SqlSecurable {
  /** A role. ALTER, for example, lets the grantee change its members. */
  public static role(name: string): SqlSecurable {
    return new SqlSecurable("ROLE", name);
  }

  /** An application role. */
  public static applicationRole(name: string): SqlSecurable {
    return new SqlSecurable("APPLICATION ROLE", name);
  }

  /** A user. IMPERSONATE, for example, lets the grantee act as the user. */
  public static user(name: string): SqlSecurable {
    return new SqlSecurable("USER", name);
  }

  /** A user-defined type, such as a table type. */
  public static type(schema: string, name: string): SqlSecurable {
    return new SqlSecurable("TYPE", name, schema);
  }

  /** An XML schema collection. */
  public static xmlSchemaCollection(schema: string, name: string): SqlSecurable {
    return new SqlSecurable("XML SCHEMA COLLECTION", name, schema);
  }

  /** A full-text catalog. */
  public static fulltextCatalog(name: string): SqlSecurable {
    return new SqlSecurable("FULLTEXT CATALOG", name);
  }

  /** A full-text stoplist. */
  public static fulltextStoplist(name: string): SqlSecurable {
    return new SqlSecurable("FULLTEXT STOPLIST", name);
  }

  /** A certificate. */
  public static certificate(name: string): SqlSecurable {
    return new SqlSecurable("CERTIFICATE", name);
  }

  /** A symmetric key. */
  public static symmetricKey(name: string): SqlSecurable {
    return new SqlSecurable("SYMMETRIC KEY", name);
  }

  /** An asymmetric key. */
  public static asymmetricKey(name: string): SqlSecurable {
    return new SqlSecurable("ASYMMETRIC KEY", name);
  }

  /** A credential for external data sources. REFERENCES, for example, lets the grantee use it. */
  public static databaseScopedCredential(name: string): SqlSecurable {
    return new SqlSecurable("DATABASE SCOPED CREDENTIAL", name);
  }

  /** An assembly. Managed instances only. */
  public static assembly(name: string): SqlSecurable {
    return new SqlSecurable("ASSEMBLY", name);
  }

  /** @internal */
  public readonly _name: string;

  /** @internal */
  public readonly _schema?: string;

  private constructor(
    /** @internal */
    public readonly _class: NamedClass,
    name: string,
    schema?: string,
  ) {
    const { isInSchema }: SecurableClass = SECURABLE_CLASSES[_class];
    this._name = textOr(name);
    this._schema = isInSchema ? textOr(schema ?? "") : undefined;
  }

  /** @internal */
  public _problems(scope: IConstruct, isManagedInstance: boolean): string[] {
    const what = this._class.toLowerCase();
    const { onManagedInstancesOnly }: SecurableClass = SECURABLE_CLASSES[this._class];
    return [
      ...(this._schema === undefined ? [] : sqlNameProblems("schema", this._schema, scope)),
      ...sqlNameProblems(what, this._name, scope),
      ...(onManagedInstancesOnly && !isManagedInstance
        ? [
            `${what} ${JSON.stringify(this._name)} cannot be in Azure SQL Database, which has none; use a managed instance`,
          ]
        : []),
    ];
  }
}
