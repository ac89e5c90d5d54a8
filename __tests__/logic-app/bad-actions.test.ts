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
import { synthesize, testStack } from "../support/synth";

const server = SqlEndpoint.at("orders.database.windows.net");
const sql = SqlConnector.of(connectionOf(ManagedApi.SQL), { endpoint: server, database: "shop" });

test("a connector refuses the connection of another", () => {
  expect(() =>
    SqlConnector.of(LogicAppConnection._ofWorkflow("kv", ManagedApi.KEY_VAULT), { endpoint: server, database: "shop" }),
  ).toThrow(
    'SqlConnector is for connector "sql", and connection "kv" is one of "keyvault"; give it a connection of "sql"',
  );
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
  expect(() => connector.getRows({ table: "t" })).toThrow(
    "a name in the path of an action or trigger is not a string; give a string, such as `database.name`",
  );
});

test.each<[string, () => unknown, string]>([
  [
    "names of nothing",
    () =>
      SqlConnector.of(connectionOf(ManagedApi.SQL), { endpoint: server, database: "" }).getRow({
        table: "",
        id: WorkflowValue.text(""),
      }),
    "SqlConnector.getRow: database is empty; give it a value; table is empty; give it a value; id is empty; give it a value",
  ],
  ["no query", () => sql.executeQuery({ query: "" }), "SqlConnector.executeQuery: query is empty; give it a value"],
  [
    "no number of rows",
    () => sql.getRows({ table: "t", top: 0 }),
    "SqlConnector.getRows: top 0 is not a number of rows; give a whole one from 1",
  ],
  [
    "no condition, order or column",
    () =>
      sql.getRows({ table: "t", filter: WorkflowValue.text(""), orderBy: WorkflowValue.text(""), select: ["a", ""] }),
    "SqlConnector.getRows: filter is empty; give it a value; orderBy is empty; give it a value; " +
      "select[1] is empty; give it a value",
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
    "SqlConnector.whenAnItemIsCreated: filter is empty; give it a value; " +
      "select has no columns; give some, or leave it out",
  ],
  [
    "no condition on entities",
    () =>
      TableStorageConnector.of(connectionOf(ManagedApi.TABLE_STORAGE), { account: "orders" }).getEntities({
        table: "events",
        filter: WorkflowValue.text(""),
      }),
    "TableStorageConnector.getEntities: filter is empty; give it a value",
  ],
  [
    "a parameter twice",
    () => {
      const parameter = { name: "id", type: "int", value: WorkflowValue.text("1") };
      return sql.executeQuery({ query: "SELECT @id", parameters: [parameter, { ...parameter, name: "ID" }] });
    },
    'SqlConnector.executeQuery: parameter "ID" is there twice; give each a name of its own',
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
    'SqlConnector.executeQuery: parameter "@id" is not a name of a variable; leave out the "@"; ' +
      'parameter "order id" is not a name of a variable; give letters, digits, _, # and $, at most 127; ' +
      'type of parameter "order id" is empty; give it a value',
  ],
  [
    "parameters of a procedure that are no variables",
    () => sql.executeStoredProcedure({ procedure: "p", parameters: { "@id": 1, "": 2, id: 3 } }),
    'SqlConnector.executeStoredProcedure: parameter "@id" is not a name of a variable; leave out the "@"; ' +
      'parameter "" is not a name of a variable; give letters, digits, _, # and $, at most 127',
  ],
  [
    "no port",
    () => SqlConnector.of(connectionOf(ManagedApi.SQL), { endpoint: server, database: "shop", port: 65_536 }),
    "SqlConnector.of: port 65536 is none; give a whole number from 1 to 65535",
  ],
  [
    "a secret without name",
    () => KeyVaultConnector.of(connectionOf(ManagedApi.KEY_VAULT)).getSecret({ secret: "" }),
    "KeyVaultConnector.getSecret: secret is empty; give it a value",
  ],
  [
    "no number of messages",
    () =>
      QueueStorageConnector.of(connectionOf(ManagedApi.QUEUE_STORAGE), { account: "orders" }).getMessages({
        queue: "todo",
        maxCount: 33,
      }),
    "QueueStorageConnector.getMessages: maxCount 33 is not a number of messages; give a whole one from 1 to 32",
  ],
])("%s: an error says what to do instead", (_what, make, message) => {
  expect(make).toThrow(new Error(message));
});

test.each<[string, () => unknown, string]>([
  ["0 minutes", () => Recurrence.minutes(0), "recurrence of 0 minutes is none; give a whole number from 1 to 72000"],
  ["-1 days", () => Recurrence.days(-1), "recurrence of -1 days is none; give a whole number from 1 to 500"],
  ["1.5 hours", () => Recurrence.hours(1.5), "recurrence of 1.5 hours is none; give a whole number from 1 to 12000"],
  ["17 months", () => Recurrence.months(17), "recurrence of 17 months is none; give a whole number from 1 to 16"],
  ["72 weeks", () => Recurrence.weeks(72), "recurrence of 72 weeks is none; give a whole number from 1 to 71"],
  [
    "NaN seconds",
    () => Recurrence.seconds(NaN),
    "recurrence of NaN seconds is none; give a whole number from 1 to 9999999",
  ],
])("a recurrence of %s is refused", (_what, make, message) => {
  expect(make).toThrow(new Error(message));
});

test("a connector is found by its name, in any case, and an unknown one is told with those there are", () => {
  expect(ManagedApi.of("AzureBlob")).toBe(ManagedApi.BLOB_STORAGE);
  expect(ManagedApi.of("azureblob")._problems()).toEqual([]);
  expect(ManagedApi.custom("pony", { valueSet: "managedIdentityAuth" })._problems()).toEqual([]);
  expect(ManagedApi.of("pony")._problems()).toEqual([
    'connector "pony" has no known parameter set for managed identities; use one of sql, keyvault, azureblob, ' +
      "azuretables, azurequeues, azuremonitorlogs, servicebus, eventhubs, arm, azureautomation, aci, azurevm, " +
      "azureeventgrid, azuresentinel, or ManagedApi.custom with the name of its set",
  ]);
});

test("each connector is told about managed identities as Azure wants it", () => {
  const sets = ManagedApi._all().map(({ name, valueSet = "Alternative", parameters }) => [name, valueSet, parameters]);
  expect(sets).toEqual([
    ["sql", "oauthMI", []],
    ["keyvault", "oauthMI", ["vaultName"]],
    ["azureblob", "managedIdentityAuth", []],
    ["azuretables", "managedIdentityAuth", []],
    ["azurequeues", "managedIdentityAuth", []],
    ["azuremonitorlogs", "managedIdentityAuth", []],
    ["servicebus", "managedIdentityAuth", ["namespaceEndpoint"]],
    ["eventhubs", "managedIdentityAuth", ["namespaceEndpoint"]],
    ["arm", "Alternative", []],
    ["azureautomation", "Alternative", []],
    ["aci", "Alternative", []],
    ["azurevm", "Alternative", []],
    ["azureeventgrid", "Alternative", []],
    ["azuresentinel", "Alternative", []],
  ]);
});
