import { isInSchema, type OwnableClass } from "../state/ownable";
import { INT, SYSNAME } from "../tsql/types";
import { type View } from "./view";

/** The name of the id in each view. */
const IDS = {
  types: ["TYPE", "user_type_id"],
  xml_schema_collections: ["XML SCHEMA COLLECTION", "xml_collection_id"],
  fulltext_catalogs: ["FULLTEXT CATALOG", "fulltext_catalog_id"],
  symmetric_keys: ["SYMMETRIC KEY", "symmetric_key_id"],
  certificates: ["CERTIFICATE", "certificate_id"],
  asymmetric_keys: ["ASYMMETRIC KEY", "asymmetric_key_id"],
  fulltext_stoplists: ["FULLTEXT STOPLIST", "stoplist_id"],
  database_scoped_credentials: ["DATABASE SCOPED CREDENTIAL", "credential_id"],
  assemblies: ["ASSEMBLY", "assembly_id"],
} as const satisfies Readonly<Record<string, readonly [of: OwnableClass, id: string]>>;

/** https://learn.microsoft.com/sql/relational-databases/system-catalog-views/security-catalog-views-transact-sql */
export const OWNABLE_VIEWS = Object.fromEntries(
  Object.entries(IDS).map(([view, [of, id]]): [string, View] => {
    const inSchema = isInSchema(of);
    return [
      view,
      {
        columns: [
          { name: "name", type: SYSNAME },
          ...[id, "principal_id", ...(inSchema ? ["schema_id"] : [])].map((name) => ({ name, type: INT })),
        ],
        rows: ({ database }) =>
          database.ownables
            .filter((one) => one.class === of)
            .map(({ name, id: own, owner, schema }) => [name, own, owner, ...(inSchema ? [schema] : [])]),
      },
    ];
  }),
) as Readonly<Record<keyof typeof IDS, View>>;
