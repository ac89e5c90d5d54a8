/** A class of securables other than databases, schemas, objects and columns. */
export interface SecurableClass {
  /** Number of the class in sys.database_permissions. */
  readonly number: number;
  /** The catalog view with the names. */
  readonly view: string;
  /** The column for major_id of sys.database_permissions. */
  readonly id: string;
  /** The condition for the class in a shared view. */
  readonly only?: string;
  /** Whether names are within a schema. */
  readonly isInSchema: boolean;
  /** Whether only managed instances have the class. */
  readonly onManagedInstancesOnly?: true;
  readonly permissions: readonly string[];
}

const OF_KEYS = ["ALTER", "CONTROL", "REFERENCES", "TAKE OWNERSHIP", "VIEW DEFINITION"];

const PRINCIPALS = { number: 4, view: "sys.database_principals", id: "principal_id", isInSchema: false } as const;

/**
 * By T-SQL's name of the class.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/grant-transact-sql#securable
 * https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-database-permissions-transact-sql
 */
export const SECURABLE_CLASSES = {
  // https://learn.microsoft.com/sql/t-sql/statements/grant-database-principal-permissions-transact-sql
  ROLE: { ...PRINCIPALS, only: "type = 'R'", permissions: ["ALTER", "CONTROL", "TAKE OWNERSHIP", "VIEW DEFINITION"] },
  "APPLICATION ROLE": { ...PRINCIPALS, only: "type = 'A'", permissions: ["ALTER", "CONTROL", "VIEW DEFINITION"] },
  USER: {
    ...PRINCIPALS,
    only: "type NOT IN ('R', 'A')",
    permissions: ["ALTER", "CONTROL", "IMPERSONATE", "VIEW DEFINITION"],
  },
  // https://learn.microsoft.com/sql/t-sql/statements/grant-assembly-permissions-transact-sql
  ASSEMBLY: {
    number: 5,
    view: "sys.assemblies",
    id: "assembly_id",
    isInSchema: false,
    onManagedInstancesOnly: true,
    permissions: OF_KEYS,
  },
  // https://learn.microsoft.com/sql/t-sql/statements/grant-type-permissions-transact-sql
  TYPE: {
    number: 6,
    view: "sys.types",
    id: "user_type_id",
    isInSchema: true,
    permissions: ["CONTROL", "EXECUTE", "REFERENCES", "TAKE OWNERSHIP", "VIEW DEFINITION"],
  },
  // https://learn.microsoft.com/sql/t-sql/statements/grant-xml-schema-collection-permissions-transact-sql
  "XML SCHEMA COLLECTION": {
    number: 10,
    view: "sys.xml_schema_collections",
    id: "xml_collection_id",
    isInSchema: true,
    permissions: ["ALTER", "CONTROL", "EXECUTE", "REFERENCES", "TAKE OWNERSHIP", "VIEW DEFINITION"],
  },
  // https://learn.microsoft.com/sql/t-sql/statements/grant-full-text-permissions-transact-sql
  "FULLTEXT CATALOG": {
    number: 23,
    view: "sys.fulltext_catalogs",
    id: "fulltext_catalog_id",
    isInSchema: false,
    permissions: OF_KEYS,
  },
  "FULLTEXT STOPLIST": {
    number: 29,
    view: "sys.fulltext_stoplists",
    id: "stoplist_id",
    isInSchema: false,
    permissions: OF_KEYS,
  },
  // https://learn.microsoft.com/sql/t-sql/statements/grant-symmetric-key-permissions-transact-sql
  "SYMMETRIC KEY": {
    number: 24,
    view: "sys.symmetric_keys",
    id: "symmetric_key_id",
    isInSchema: false,
    permissions: OF_KEYS,
  },
  // https://learn.microsoft.com/sql/t-sql/statements/grant-certificate-permissions-transact-sql
  CERTIFICATE: {
    number: 25,
    view: "sys.certificates",
    id: "certificate_id",
    isInSchema: false,
    permissions: OF_KEYS,
  },
  // https://learn.microsoft.com/sql/t-sql/statements/grant-asymmetric-key-permissions-transact-sql
  "ASYMMETRIC KEY": {
    number: 26,
    view: "sys.asymmetric_keys",
    id: "asymmetric_key_id",
    isInSchema: false,
    permissions: OF_KEYS,
  },
  // https://learn.microsoft.com/sql/t-sql/statements/grant-database-scoped-credential-transact-sql
  "DATABASE SCOPED CREDENTIAL": {
    number: 32,
    view: "sys.database_scoped_credentials",
    id: "credential_id",
    isInSchema: false,
    permissions: OF_KEYS,
  },
} as const satisfies Readonly<Record<string, SecurableClass>>;

export type NamedClass = keyof typeof SECURABLE_CLASSES;

export const isNamedClass = (of: string): of is NamedClass => Object.hasOwn(SECURABLE_CLASSES, of);
