import { type TerraformStack } from "cdktf";
import {
  ObjectId,
  Principal,
  SqlCustomDatabaseRole,
  SqlDatabaseRole,
  SqlDatabaseUser,
  SqlEndpoint,
  SqlPermission,
  SqlSchema,
  SqlSecurable,
} from "../../../lib";
import { stackWith, terraformIn } from "../../programs/sql-runner/sql-stack";
import { CLERKS, HOST, StandIn } from "../../programs/sql-runner/stand-in";
import { sqlDatabase } from "../../support/azure";
import { factResources, facts } from "../../support/sql";
import { problemsOf, testStack } from "../../support/synth";
import { testWithTerraform } from "../../support/terraform";

const clerks = Principal.group(ObjectId.of(CLERKS.objectId));

/** A role with a schema, and a user in the role; the user comes first, because the order does not matter. */
function build(stack: TerraformStack, where: { readonly endpoint?: SqlEndpoint }, more: More = {}): void {
  const { owner = "clerks", total = SqlPermission.onColumn("select", "sales", "Orders", "Total") } = more;
  const database = { ...where, ...(where.endpoint ? { databaseName: "shop" } : { database: sqlDatabase(stack) }) };
  const user = new SqlDatabaseUser(stack, "user", {
    ...database,
    principal: clerks,
    userName: "clerks",
    defaultSchema: "Sales",
    permissions: [SqlPermission.onSchema("EXECUTE", "sales"), ...(more.hasTable ? [total] : [])],
  });
  const role = new SqlCustomDatabaseRole(stack, "role", {
    ...database,
    roleName: "sellers",
    roles: [SqlDatabaseRole.DATA_READER],
    permissions: [
      SqlPermission.onSchema("DELETE", "dbo").denied(),
      SqlPermission.onDatabase("VIEW DATABASE STATE").withGrantOption(),
    ],
  });
  user.addRole(role.role);
  new SqlSchema(stack, "schema", { ...database, schemaName: "sales", owner });
}

interface More {
  readonly owner?: string;
  readonly hasTable?: boolean;
  readonly total?: SqlPermission;
}

describe("roles and schemas of a database", () => {
  test("are a resource per fact", () => {
    const stack = testStack();
    build(stack, {}, { hasTable: true });
    const place = { server: "${azurerm_mssql_server.server.fully_qualified_domain_name}", database: "database" };
    const permission = { ...place, kind: "permission" };
    const ofRole = { grantee: "sellers", principal: "role" };
    const prefix = "azmi_sql_server_database_";
    expect(facts(stack)).toMatchObject({
      [`${prefix}role_sellers`]: { ...place, kind: "database-role", name: "sellers" },
      [`${prefix}schema_sales`]: { ...place, kind: "schema", name: "sales" },
      [`${prefix}schema_sales_owner`]: { ...place, kind: "owner", on: "SCHEMA", name: "sales", owner: "clerks" },
      [`${prefix}user_clerks_default-schema`]: { kind: "default-schema", schema: "Sales", otherwise: "none" },
      [`${prefix}role_sellers_role_db_datareader`]: { member: "sellers", principal: "role", role: "db_datareader" },
      [`${prefix}user_clerks_role_sellers`]: { member: "clerks", role: "sellers" },
      [`${prefix}role_sellers_permission_DELETE_dbo`]: { ...permission, ...ofRole, on: "SCHEMA", state: "DENY" },
      [`${prefix}role_sellers_permission_VIEW-DATABASE-STATE`]: { ...ofRole, state: "GRANT_WITH_GRANT_OPTION" },
      [`${prefix}user_clerks_permission_SELECT_sales_Orders_Total`]: { ...permission, column: "Total" },
    });
  });

  test("come before what mentions them, and take it along, whoever said it first", () => {
    const stack = testStack();
    build(stack, {});
    const all = factResources(stack);
    const name = (rest: string): string => `terraform_data.azmi_sql_server_database_${rest}`;
    const basisOf = (rest: string): { dependsOn: unknown; triggers: unknown } => {
      const { depends_on: dependsOn, lifecycle } = all[`azmi_sql_server_database_${rest}`] ?? {};
      return { dependsOn, triggers: (lifecycle as Record<string, unknown>).replace_triggered_by };
    };
    const both = (...rest: string[]): object => ({
      dependsOn: expect.arrayContaining(rest.map(name)) as unknown,
      triggers: rest.map((one) => `${name(one)}.id`),
    });
    expect(basisOf("user_clerks_permission_EXECUTE_sales")).toEqual(
      both("schema_sales", "schema_sales_owner", "user_clerks"),
    );
    expect(basisOf("schema_sales_owner")).toEqual(both("schema_sales", "user_clerks"));
    expect(basisOf("user_clerks_role_sellers")).toEqual(both("role_sellers", "user_clerks"));
    expect(basisOf("user_clerks_default-schema")).toEqual(both("schema_sales", "user_clerks"));
  });

  test("a permission is granted, denied or passed on, and not two of them", () => {
    const stack = testStack();
    const database = sqlDatabase(stack);
    const permission = SqlPermission.onSchema("SELECT", "dbo");
    const user = (id: string, granted: SqlPermission): SqlDatabaseUser =>
      new SqlDatabaseUser(stack, id, { database, principal: clerks, userName: "clerks", permissions: [granted] });
    user("one", permission);
    user("other", permission.denied());
    expect(problemsOf(stack).join("\n")).toContain("says permission SELECT on");
  });

  const database = { endpoint: SqlEndpoint.at(HOST), databaseName: "shop" };
  const permitted = (permission: SqlPermission) => (stack: TerraformStack) =>
    new SqlCustomDatabaseRole(stack, "role", { ...database, roleName: "sellers", permissions: [permission] });

  test.each<[string, (stack: TerraformStack) => unknown, string | RegExp]>([
    [
      "a role with the name of a fixed one",
      (stack) => new SqlCustomDatabaseRole(stack, "role", { ...database, roleName: "DB_Owner" }),
      '[stack/role] role "DB_Owner" is in every database; give a role of your own another name',
    ],
    [
      "the role public",
      (stack) => new SqlCustomDatabaseRole(stack, "role", { ...database, roleName: "Public" }),
      '[stack/role] role "Public" is in every database; give a role of your own another name',
    ],
    [
      "a schema that every database has",
      (stack) => new SqlSchema(stack, "schema", { ...database, schemaName: "dbo" }),
      '[stack/schema] schema "dbo" is in every database; give a schema of your own another name',
    ],
    [
      "an empty owner",
      (stack) => new SqlSchema(stack, "schema", { ...database, schemaName: "sales", owner: "" }),
      '[stack/schema] owner "" is empty; give the name that Entra ID shows',
    ],
    [
      "a role without a database",
      (stack) => new SqlCustomDatabaseRole(stack, "role", { roleName: "sellers" }),
      "[stack/role] needs database or databaseName, one of them; give the resource where it is in the app",
    ],
    [
      "a role of another database",
      (stack) => {
        const { role } = new SqlCustomDatabaseRole(stack, "role", { ...database, databaseName: "x", roleName: "r" });
        new SqlDatabaseUser(stack, "user", { ...database, principal: clerks, userName: "clerks", roles: [role] });
      },
      '[stack/user] role "r" in database "x" is not in the database of user "clerks"; give a role of the same database',
    ],
    [
      "a permission that no column has",
      permitted(SqlPermission.onColumn("DELETE", "dbo", "Orders", "id")),
      '[stack/role] permission "DELETE" cannot be granted on a column; use one of REFERENCES, SELECT, UNMASK, UPDATE, or say unchecked() of one that is new in Azure',
    ],
    [
      "a permission that no certificate has",
      permitted(SqlPermission.onSecurable("EXECUTE", SqlSecurable.certificate("signing"))),
      /^\[stack\/role\] permission "EXECUTE" cannot be granted on a certificate; use one of ALTER, CONTROL, REFERENCES, /,
    ],
    [
      "an assembly in Azure SQL Database",
      permitted(SqlPermission.onSecurable("REFERENCES", SqlSecurable.assembly("geo"))),
      '[stack/role] assembly "geo" cannot be in Azure SQL Database, which has none; use a managed instance',
    ],
    [
      "something that is no securable",
      permitted(SqlPermission.onSecurable("CONTROL", "sales" as unknown as SqlSecurable)),
      '[stack/role] securable must be one of SqlSecurable; got "sales"',
    ],
    [
      "an unchecked permission that is more than words",
      permitted(SqlPermission.onDatabase("X TO [a]; DROP TABLE b --").unchecked()),
      '[stack/role] permission "X TO [A]; DROP TABLE B --" is not made of words; give one as Azure writes it, such as "VIEW DEFINITION"',
    ],
  ])("%s", (_, make, problem) => {
    const stack = testStack();
    make(stack);
    expect(problemsOf(stack)).toEqual([typeof problem === "string" ? problem : expect.stringMatching(problem)]);
  });

  test("an unchecked permission is taken as it is", () => {
    const stack = testStack();
    permitted(SqlPermission.onDatabase("create external model").unchecked())(stack);
    expect(Object.values(facts(stack))).toContainEqual(
      expect.objectContaining({ kind: "permission", permission: "CREATE EXTERNAL MODEL" }),
    );
    expect(problemsOf(stack)).toEqual([]);
  });
});

testWithTerraform(
  "terraform makes them, gives them to others, and takes them away, but for a schema with something in it",
  async () => {
    const standIn = await StandIn.start();
    try {
      const where = { endpoint: SqlEndpoint.at(HOST, { retryForSeconds: 0 }) };
      const first = stackWith((stack) => {
        build(stack, where);
      });
      const terraform = terraformIn(first, standIn.environment);
      expect(await terraform("init")).toMatchObject({ status: 0 });
      expect(await terraform("apply", "-auto-approve")).toMatchObject({ status: 0 });
      const execute = { grantee: "clerks", permission: "EXECUTE", state: "GRANT", on: "SCHEMA::sales" };
      const onDatabase = { grantee: "sellers", permission: "VIEW DATABASE STATE", on: "DATABASE" };
      const all = [
        execute,
        { grantee: "sellers", permission: "DELETE", state: "DENY", on: "SCHEMA::dbo" },
        { ...onDatabase, state: "GRANT_WITH_GRANT_OPTION" },
      ];
      const state = (): ReturnType<typeof standIn.servers.database> => standIn.servers.database(HOST, "shop");
      expect(state()).toMatchObject({ users: [{ name: "clerks", roles: ["sellers"] }], roles: ["sellers"] });
      expect(state().permissions).toEqual(expect.arrayContaining(all));

      standIn.servers.declareObject(HOST, "shop", "sales", "Orders");
      stackWith((stack) => {
        build(stack, where, { owner: "sellers" });
      }, first.root);
      expect(await terraform("apply", "-auto-approve")).toMatchObject({ status: 0 });
      // SQL forgets what was granted on a schema when its owner changes.
      expect(state().permissions).toContainEqual(execute);
      expect(await terraform("plan", "-detailed-exitcode")).toMatchObject({ status: 0 });

      expect(await terraform("destroy", "-auto-approve")).toMatchObject({ status: 0 });
      expect(state()).toMatchObject({ users: [], roles: [], permissions: [] });
    } finally {
      await standIn.stop();
    }
  },
);
