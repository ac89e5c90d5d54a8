import { Fn, type ITerraformResource, Token } from "cdktf";
import { attributeOf } from "../../core/resources";
import { type Access } from "../access";
import { type GrantKind, oneOf } from "../grant-kind";
import { type OwnGrantOptions } from "../own-grant-options";
import { OwnGrantService, roleOn } from "../own-grant-service";
import { CLIENT_ID } from "../service-settings";
import { ofService, type TargetSubject, zoneOf } from "../target-subject";

const TYPE = "azurerm_cosmosdb_sql_role_assignment";
const ACCOUNT = "azurerm_cosmosdb_account";
const DATABASE = "azurerm_cosmosdb_sql_database";
const CONTAINER = "azurerm_cosmosdb_sql_container";

/** https://learn.microsoft.com/azure/cosmos-db/nosql/security/reference-data-plane-roles */
const ROLES = {
  "data-reader": "00000000-0000-0000-0000-000000000001",
  "data-contributor": "00000000-0000-0000-0000-000000000002",
};

/** The end of a scope, after the id of the account. */
const WITHIN: Readonly<Record<string, (target: ITerraformResource) => string>> = {
  [ACCOUNT]: () => "",
  [DATABASE]: (database) => `/dbs/${attributeOf(database, "name")}`,
  [CONTAINER]: (container) => `/dbs/${attributeOf(container, "database_name")}/colls/${attributeOf(container, "name")}`,
};

const KIND: GrantKind = {
  type: TYPE,
  prefix: "cosmos",
  roleNames: {
    "data-reader": "Cosmos DB Built-in Data Reader",
    "data-contributor": "Cosmos DB Built-in Data Contributor",
  },
  unique: oneOf(TYPE, ["account_name", "scope", "role_definition_id", "principal_id"], "keep one of them"),
  write: ({ target, role, principal }) => {
    const accountId = accountIdOf(target);
    return {
      resource_group_name: attributeOf(target, "resource_group_name"),
      account_name: attributeOf(target, target.terraformResourceType === ACCOUNT ? "name" : "account_name"),
      principal_id: principal.objectId.value,
      role_definition_id: `${accountId}/sqlRoleDefinitions/${ROLES[role as keyof typeof ROLES]}`,
      scope: `${accountId}${WITHIN[target.terraformResourceType]?.(target) ?? ""}`,
    };
  },
};

const EVERYWHERE = [ACCOUNT, DATABASE, CONTAINER];

const ENDPOINT = ofService([ACCOUNT], "endpoint", (name, target) => `https://${name}.${zoneOf("cosmos", target)}:443/`);

const SERVICE = new OwnGrantService("CosmosDbAccess", {
  service: "Cosmos DB for NoSQL",
  targets: Object.fromEntries(EVERYWHERE.map((type) => [type, KIND])),
  verbs: { read: roleOn(EVERYWHERE, "data-reader"), readWrite: roleOn(EVERYWHERE, "data-contributor") },
  settings: [
    {
      prefix: "AZURE_COSMOS",
      values: { RESOURCEENDPOINT: ENDPOINT, DATABASE: databaseOf, CLIENTID: CLIENT_ID },
      spring: {
        "spring.cloud.azure.cosmos.credential.managed-identity-enabled": "true",
        "spring.cloud.azure.cosmos.credential.client-id": CLIENT_ID,
        "spring.cloud.azure.cosmos.endpoint": ENDPOINT,
        "spring.cloud.azure.cosmos.database": databaseOf,
      },
      connection: { accountEndpoint: ENDPOINT },
    },
  ],
});

/**
 * Access to the items of Cosmos DB for NoSQL: of an `azurerm_cosmosdb_account`, an `azurerm_cosmosdb_sql_database` or an
 * `azurerm_cosmosdb_sql_container`. Cosmos DB keeps these roles itself; none of them creates databases or containers.
 *
 * https://learn.microsoft.com/azure/cosmos-db/nosql/how-to-connect-role-based-access-control
 */
export class CosmosDbAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Read and query items: Cosmos DB Built-in Data Reader. */
  public static read(target: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("read", target, options);
  }

  /** Read, query, write and delete items: Cosmos DB Built-in Data Contributor. */
  public static readWrite(target: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("readWrite", target, options);
  }

  private constructor() {
    // only factories
  }
}

/** The id of a database or container begins with that of its account. */
function accountIdOf(target: ITerraformResource): string {
  const id = attributeOf(target, "id");
  return target.terraformResourceType === ACCOUNT ? id : Token.asString(Fn.element(Fn.split("/sqlDatabases/", id), 0));
}

/** The database that a target is or is in. */
function databaseOf({ target }: TargetSubject): string | undefined {
  switch (target.terraformResourceType) {
    case DATABASE:
      return attributeOf(target, "name");
    case CONTAINER:
      return attributeOf(target, "database_name");
    default:
      return undefined;
  }
}
