import { MysqlFlexibleDatabase } from "@cdktf/provider-azurerm/lib/mysql-flexible-database";
import { MysqlFlexibleServer } from "@cdktf/provider-azurerm/lib/mysql-flexible-server";
import { type TerraformStack } from "cdktf";
import {
  MySqlEndpoint,
  MySqlEntraUser,
  type MySqlEntraUserProps,
  MySqlPrivilege,
  ObjectId,
  PostgresEndpoint,
  PostgresEntraUser,
  type PostgresEntraUserProps,
  Principal,
} from "../../lib";
import { keyVault, plainIdentity } from "../support/azure";
import { type Mistake } from "./mistake";

const group = Principal.group(ObjectId.of("11111111-aaaa-bbbb-cccc-dddddddddddd"), { displayName: "orders" });

const mysql = (stack: TerraformStack, props: Partial<MySqlEntraUserProps>): MySqlEntraUser =>
  new MySqlEntraUser(stack, "app", {
    endpoint: MySqlEndpoint.at("shop.mysql.database.azure.com", { administrator: "ci" }),
    principal: group,
    ...props,
  });

const postgres = (stack: TerraformStack, props: Partial<PostgresEntraUserProps>): PostgresEntraUser =>
  new PostgresEntraUser(stack, "app", {
    endpoint: PostgresEndpoint.at("shop.postgres.database.azure.com", { administrator: "ci" }),
    principal: group,
    ...props,
  });

const mysqlServer = (stack: TerraformStack, name: string): MysqlFlexibleServer =>
  new MysqlFlexibleServer(stack, name, { name, location: "westeurope", resourceGroupName: "rg" });

/** What is wrong on flexible servers, as "[construct path] rule". */
export const ON_FLEXIBLE_SERVERS: readonly Mistake[] = [
  [
    "an administrator that only Terraform knows",
    (stack) => {
      const administrator = keyVault(stack).vaultUri;
      mysql(stack, { endpoint: MySqlEndpoint.at("shop.mysql.database.azure.com", { administrator }) });
    },
    "[stack/app] administrator-unknown-at-synth",
  ],
  [
    "a new owner that only Terraform knows",
    (stack) => {
      const reassignOwnedTo = plainIdentity(stack, "heir").principalId;
      const options = { administrator: "ci", reassignOwnedTo };
      postgres(stack, { endpoint: PostgresEndpoint.at("shop.postgres.database.azure.com", options) });
    },
    "[stack/app] new-owner-unknown-at-synth",
  ],
  [
    "a database of another server",
    (stack) => {
      const [own, other] = ["own", "other"].map((name) => mysqlServer(stack, name)) as [
        MysqlFlexibleServer,
        MysqlFlexibleServer,
      ];
      const place = { name: "orders", resourceGroupName: "rg", charset: "utf8mb4", collation: "utf8mb4_bin" };
      const database = new MysqlFlexibleDatabase(stack, "orders", { ...place, serverName: other.name });
      const endpoint = MySqlEndpoint.server(own, { administrator: "ci" });
      mysql(stack, { endpoint, databases: [{ database, privileges: [] }] });
    },
    "[stack/app] flexible-database-on-other-server",
  ],
  [
    "an application without client id",
    (stack) => mysql(stack, { principal: Principal.servicePrincipal(group.objectId, { displayName: "orders" }) }),
    "[stack/app] mysql-user-without-client-id",
  ],
  [
    "a privilege that MySQL does not have",
    (stack) => mysql(stack, { databases: [{ databaseName: "shop", privileges: [MySqlPrivilege.onDatabase("FLY")] }] }),
    "[stack/app] mysql-privilege-not-on-target",
  ],
  [
    "a database of MySQL itself",
    (stack) => mysql(stack, { databases: [{ databaseName: "MySQL", privileges: [] }] }),
    "[stack/app] mysql-system-database",
  ],
  ["a long name", (stack) => mysql(stack, { userName: "x".repeat(33) }), "[stack/app] mysql-name-too-long"],
  [
    "a name with an emoji",
    (stack) => mysql(stack, { userName: "\u{1f600}" }),
    "[stack/app] mysql-name-with-impossible-character",
  ],
  [
    "a name with a space behind",
    (stack) => mysql(stack, { userName: "app " }),
    "[stack/app] mysql-name-ends-with-space",
  ],
  ["a name with NUL", (stack) => postgres(stack, { roleName: "a\0b" }), "[stack/app] postgres-name-with-nul"],
  [
    "a name of PostgreSQL itself",
    (stack) => postgres(stack, { roleName: "pg_app" }),
    "[stack/app] postgres-reserved-prefix",
  ],
  [
    "the name of the role of administrators",
    (stack) => postgres(stack, { roleName: "azure_pg_admin" }),
    "[stack/app] postgres-administrator-role-exists",
  ],
];
