import { SqlEndpoint } from "../../../lib";
import { ManagedApi, SqlConnector, WorkflowValue } from "../../../lib/logic-app";
import { connectionOf } from "../../support/logic-app";
import { every, fromTrigger, type Operations, text, twice } from "./operation";

const connection = connectionOf(ManagedApi.SQL);
const sql = SqlConnector.of(connection, {
  endpoint: SqlEndpoint.at("orders.database.windows.net"),
  database: "shop",
});
const table = "[dbo].[Orders]";
const shop = `datasets/${twice("orders.database.windows.net")},${twice("shop")}`;
const orders = `${shop}/tables/${twice("[dbo].[Orders]")}`;

export const sqlOperations: Operations = {
  connection,
  actions: [
    [
      "getRows",
      sql.getRows({
        table,
        filter: text("Status eq 'New'"),
        orderBy: text("Created desc"),
        top: 10,
        select: ["Id", "Status"],
      }),
      {
        method: "get",
        path: `/v2/${orders}/items`,
        queries: { $filter: "Status eq 'New'", $orderby: "Created desc", $top: 10, $select: "Id,Status" },
      },
    ],
    ["getAllRows", sql.getRows({ table }), { method: "get", path: `/v2/${orders}/items` }],
    [
      "getRow",
      sql.getRow({ table, id: fromTrigger("id") }),
      {
        method: "get",
        path: `/v2/${orders}/items/@{encodeURIComponent(encodeURIComponent(triggerBody()?['id']))}`,
      },
    ],
    [
      "insertRow",
      sql.insertRow({ table, row: { Id: fromTrigger("id"), Note: "@me", Count: 1, Paid: false, Until: null } }),
      {
        method: "post",
        path: `/v2/${orders}/items`,
        body: { Id: "@triggerBody()?['id']", Note: "@{'@me'}", Count: 1, Paid: false, Until: null },
      },
    ],
    [
      "updateRow",
      sql.updateRow({ table, id: text("4711"), row: { Status: "Done" } }),
      { method: "patch", path: `/v2/${orders}/items/${twice("4711")}`, body: { Status: "Done" } },
    ],
    [
      "deleteRow",
      sql.deleteRow({ table, id: text("4711") }),
      { method: "delete", path: `/v2/${orders}/items/${twice("4711")}` },
    ],
    [
      "executeQuery",
      sql.executeQuery({ query: "SELECT 1" }),
      { method: "post", path: `/v2/${shop}/query/sql`, body: { query: "SELECT 1" } },
    ],
    [
      "executeQueryWithParameters",
      sql.executeQuery({
        query: "SELECT * FROM Orders WHERE Id = @id",
        parameters: [{ name: "id", type: "int", value: fromTrigger("id") }],
      }),
      {
        method: "post",
        path: `/v2/${shop}/query/sql`,
        body: {
          query: "SELECT * FROM Orders WHERE Id = @id",
          formalParameters: { id: "int" },
          actualParameters: { id: "@triggerBody()?['id']" },
        },
      },
    ],
    [
      "executeStoredProcedure",
      sql.executeStoredProcedure({ procedure: "[dbo].[Process]", parameters: { id: fromTrigger("id") } }),
      {
        method: "post",
        path: `/v2/${shop}/procedures/${twice("[dbo].[Process]")}`,
        body: { id: "@triggerBody()?['id']" },
      },
    ],
    [
      "getPageOfRows",
      sql.getRows({
        table,
        skip: WorkflowValue.expression("variables('skip')"),
        apply: text("groupby((Status),aggregate(Total with sum as Sum))"),
      }),
      {
        method: "get",
        path: `/v2/${orders}/items`,
        queries: { $skip: "@variables('skip')", $apply: "groupby((Status),aggregate(Total with sum as Sum))" },
      },
    ],
    ["listTables", sql.listTables(), { method: "get", path: `/v2/${shop}/tables` }],
  ],
  triggers: [
    [
      "whenAnItemIsCreated",
      sql.whenAnItemIsCreated({ table, every, filter: text("Paid eq true"), select: ["Id"] }),
      { method: "get", path: `/v2/${orders}/onnewitems`, queries: { $filter: "Paid eq true", $select: "Id" } },
      "@triggerBody()?['value']",
    ],
    [
      "whenAnItemIsModified",
      sql.whenAnItemIsModified({ table, every }),
      { method: "get", path: `/${orders}/onupdateditems` },
      "@triggerBody()?['value']",
    ],
    [
      "whenManyItemsAreModified",
      sql.whenAnItemIsModified({ table, every, top: 100, orderBy: text("Created asc") }),
      { method: "get", path: `/${orders}/onupdateditems`, queries: { $top: 100, $orderby: "Created asc" } },
      "@triggerBody()?['value']",
    ],
  ],
};
