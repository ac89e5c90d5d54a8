/** What can have an owner beside schemas, objects and roles, as ALTER AUTHORIZATION calls it. */
export const OWNABLE_CLASSES = [
  "TYPE",
  "XML SCHEMA COLLECTION",
  "FULLTEXT CATALOG",
  "SYMMETRIC KEY",
  "CERTIFICATE",
  "ASYMMETRIC KEY",
  "FULLTEXT STOPLIST",
  "DATABASE SCOPED CREDENTIAL",
  "ASSEMBLY",
] as const;

export type OwnableClass = (typeof OWNABLE_CLASSES)[number];

/** Whether something of this class is in a schema, whose owner it has unless it has its own. */
export const isInSchema = (of: string): boolean => ["OBJECT", "TYPE", "XML SCHEMA COLLECTION"].includes(of);

export interface Ownable {
  readonly class: OwnableClass;
  readonly id: number;
  readonly name: string;
  /** Of what is in a schema. */
  readonly schema: number | null;
  /** Where it is not the owner of the schema. */
  owner: number | null;
}
