import { LogsVisualization, ManagedApi, MonitorLogsConnector } from "../../../lib/logic-app";
import { connectionOf } from "../../support/logic-app";
import { type Operations, text } from "./operation";

const connection = connectionOf(ManagedApi.MONITOR_LOGS);
const logs = MonitorLogsConnector.of(connection);
const place = { subscriptionId: "sub", resourceGroupName: "rg" };
const PLACE = { subscriptions: "sub", resourcegroups: "rg" };

export const monitorLogsOperations: Operations = {
  connection,
  actions: [
    [
      "runQuery",
      logs.runQuery({
        subscriptionId: "sub",
        resourceGroupName: "rg",
        workspaceName: "logs",
        query: text("AzureActivity | take 1"),
      }),
      {
        method: "post",
        path: "/queryData",
        queries: {
          subscriptions: "sub",
          resourcegroups: "rg",
          resourcetype: "Log Analytics Workspace",
          resourcename: "logs",
          timerange: "Set in query",
        },
        body: "AzureActivity | take 1",
      },
    ],
    [
      "runApplicationInsightsQuery",
      logs.runApplicationInsightsQuery({
        ...place,
        componentName: "web",
        query: text("requests"),
        timeRange: "Last hour",
      }),
      {
        method: "post",
        path: "/queryData",
        queries: { ...PLACE, resourcetype: "Application Insights", resourcename: "web", timerange: "Last hour" },
        body: "requests",
      },
    ],
    [
      "visualizeQuery",
      logs.visualizeQuery({
        ...place,
        workspaceName: "logs",
        query: text("Usage"),
        visualization: LogsVisualization.TIME_CHART,
      }),
      {
        method: "post",
        path: "/visualizeQuery",
        queries: {
          ...PLACE,
          resourcetype: "Log Analytics Workspace",
          resourcename: "logs",
          timerange: "Set in query",
          visType: "Time Chart",
        },
        body: "Usage",
      },
    ],
    [
      "visualizeApplicationInsightsQuery",
      logs.visualizeApplicationInsightsQuery({
        ...place,
        componentName: "web",
        query: text("requests"),
        visualization: LogsVisualization.HTML_TABLE,
      }),
      {
        method: "post",
        path: "/visualizeQuery",
        queries: {
          ...PLACE,
          resourcetype: "Application Insights",
          resourcename: "web",
          timerange: "Set in query",
          visType: "Html Table",
        },
        body: "requests",
      },
    ],
  ],
};
