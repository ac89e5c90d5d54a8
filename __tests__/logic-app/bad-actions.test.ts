import { TerraformOutput } from "cdktf";
import { SqlEndpoint } from "../../lib";
import {
  KeyVaultConnector,
  LogicAppConnection,
  ManagedApi,
  QueueStorageConnector,
  Recurrence,
  SqlConnector,
  TableStorageConnector,
  WorkflowValue,
} from "../../lib/logic-app";
import { sqlDatabase } from "../support/azure";
import { connectionOf } from "../support/logic-app";
import { brokenBy, synthesize, testStack } from "../support/synth";

const server = SqlEndpoint.at("orders.database.windows.net");
const sql = SqlConnector.of(connectionOf(ManagedApi.SQL), { endpoint: server, database: "shop" });

test("a connector refuses the connection of another", () => {
  expect(
    brokenBy(() =>
      SqlConnector.of(LogicAppConnection._ofWorkflow("kv", ManagedApi.KEY_VAULT), {
        endpoint: server,
        database: "shop",
      }),
    ),
  ).toEqual(["connection-of-other-connector"]);
});

test.each<[string, number | undefined, string]>([
  ["orders.database.windows.net", undefined, "orders.database.windows.net"],
  ["orders.database.windows.net", 1434, "orders.database.windows.net,1434"],
  ["orders.1a2b.database.windows.net", undefined, "orders.1a2b.database.windows.net"],
  ["orders.public.1a2b.database.windows.net", undefined, "orders.public.1a2b.database.windows.net,3342"],
  ["orders.public.1a2b.database.windows.net", 1433, "orders.public.1a2b.database.windows.net,1433"],
])("the connector knows %s with port %j as %s", (host, port, name) => {
  const { body } = SqlConnector.of(connectionOf(ManagedApi.SQL), {
    endpoint: SqlEndpoint.at(host),
    database: "shop",
    port,
  }).getRows({ table: "t" });
  const stack = testStack();
  new TerraformOutput(stack, "body", { value: body });
  expect(synthesize(stack).output?.body?.value).toContain(`encodeURIComponent(encodeURIComponent('${name}'))`);
});

test("a connector takes the connection of one with its name, whatever the parameter set", () => {
  const custom = LogicAppConnection._ofStandard("sql", ManagedApi.custom("sql", { valueSet: "oauth" }));
  expect(() => SqlConnector.of(custom, { endpoint: server, database: "shop" })).not.toThrow();
});

test.each<[string, unknown]>([
  ["nothing", undefined],
  ["a number", 7],
  ["a resource", sqlDatabase(testStack())],
])("JavaScript that gives %s in place of a name is refused", (_, name) => {
  const connector = SqlConnector.of(connectionOf(ManagedApi.SQL), { endpoint: server, database: name as string });
  expect(brokenBy(() => connector.getRows({ table: "t" }))).toEqual(["workflow-name-not-a-string"]);
});

test.each<[string, () => unknown, ...string[]]>([
  [
    "names of nothing",
    () =>
      SqlConnector.of(connectionOf(ManagedApi.SQL), { endpoint: server, database: "" }).getRow({
        table: "",
        id: WorkflowValue.text(""),
      }),
    "workflow-argument-empty",
    "workflow-argument-empty",
    "workflow-argument-empty",
  ],
  ["no query", () => sql.executeQuery({ query: "" }), "workflow-argument-empty"],
  ["no number of rows", () => sql.getRows({ table: "t", top: 0 }), "impossible-count"],
  [
    "no condition, order or column",
    () =>
      sql.getRows({ table: "t", filter: WorkflowValue.text(""), orderBy: WorkflowValue.text(""), select: ["a", ""] }),
    "workflow-argument-empty",
    "workflow-argument-empty",
    "workflow-argument-empty",
  ],
  [
    "no condition and no columns of a trigger",
    () =>
      sql.whenAnItemIsCreated({
        table: "t",
        every: Recurrence.hours(1),
        filter: WorkflowValue.text(""),
        select: [],
      }),
    "workflow-argument-empty",
    "no-columns",
  ],
  [
    "no condition on entities",
    () =>
      TableStorageConnector.of(connectionOf(ManagedApi.TABLE_STORAGE), { account: "orders" }).getEntities({
        table: "events",
        filter: WorkflowValue.text(""),
      }),
    "workflow-argument-empty",
  ],
  [
    "a parameter twice",
    () => {
      const parameter = { name: "id", type: "int", value: WorkflowValue.text("1") };
      return sql.executeQuery({ query: "SELECT @id", parameters: [parameter, { ...parameter, name: "ID" }] });
    },
    "duplicate-query-parameter",
  ],
  [
    "parameters that are no variables of a type",
    () => {
      const value = WorkflowValue.text("1");
      return sql.executeQuery({
        query: "SELECT @id",
        parameters: [
          { name: "@id", type: "int", value },
          { name: "order id", type: " ", value },
          { name: "größe_1@#$", type: "int", value },
        ],
      });
    },
    "parameter-name-with-at-sign",
    "impossible-parameter-name",
    "workflow-argument-empty",
  ],
  [
    "parameters of a procedure that are no variables",
    () => sql.executeStoredProcedure({ procedure: "p", parameters: { "@id": 1, "": 2, id: 3 } }),
    "parameter-name-with-at-sign",
    "impossible-parameter-name",
  ],
  [
    "no port",
    () => SqlConnector.of(connectionOf(ManagedApi.SQL), { endpoint: server, database: "shop", port: 65_536 }),
    "impossible-port",
  ],
  [
    "a secret without name",
    () => KeyVaultConnector.of(connectionOf(ManagedApi.KEY_VAULT)).getSecret({ secret: "" }),
    "workflow-argument-empty",
  ],
  [
    "no number of messages",
    () =>
      QueueStorageConnector.of(connectionOf(ManagedApi.QUEUE_STORAGE), { account: "orders" }).getMessages({
        queue: "todo",
        maxCount: 33,
      }),
    "impossible-count",
  ],
])("%s: an error says what to do instead", (_what, make, ...broken) => {
  expect(brokenBy(make)).toEqual(broken);
});

test.each<[string, Recurrence]>([
  ["0 minutes", Recurrence.minutes(0)],
  ["-1 days", Recurrence.days(-1)],
  ["1.5 hours", Recurrence.hours(1.5)],
  ["17 months", Recurrence.months(17)],
  ["72 weeks", Recurrence.weeks(72)],
  ["NaN seconds", Recurrence.seconds(NaN)],
])("a recurrence of %s is refused", (_what, every) => {
  expect(brokenBy(() => sql.whenAnItemIsCreated({ table: "t", every }))).toEqual(["impossible-recurrence"]);
});

test("a connector is found by its name, in any case, and an unknown one is told with those there are", () => {
  expect(ManagedApi.of("AzureBlob")).toBe(ManagedApi.BLOB_STORAGE);
  expect(ManagedApi.of("azureblob")._problems()).toEqual([]);
  expect(ManagedApi.custom("pony", { valueSet: "managedIdentityAuth" })._problems()).toEqual([]);
  const [problem] = ManagedApi.of("pony")._problems();
  expect(problem?.rule).toBe("unknown-connector");
  ManagedApi._all().forEach(({ name }) => {
    expect(problem?.message).toContain(name);
  });
});
