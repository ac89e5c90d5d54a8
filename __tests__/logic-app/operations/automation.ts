import { AutomationConnector, ManagedApi } from "../../../lib/logic-app";
import { connectionOf } from "../../support/logic-app";
import { fromTrigger, once, type Operations } from "./operation";

const connection = connectionOf(ManagedApi.AUTOMATION);
const automation = AutomationConnector.of(connection, {
  subscriptionId: "sub",
  resourceGroupName: "rg",
  accountName: "aa",
});
const jobs = `/subscriptions/${once("sub")}/resourceGroups/${once("rg")}/providers/Microsoft.Automation/automationAccounts/${once("aa")}/jobs`;

export const automationOperations: Operations = {
  connection,
  actions: [
    [
      "createJob",
      automation.createJob({ runbook: "Clean", parameters: { days: 7, who: "@all" }, wait: true }),
      {
        method: "put",
        path: jobs,
        queries: { "x-ms-api-version": "2015-10-31", runbookName: "Clean", wait: true },
        body: { properties: { parameters: { days: 7, who: "@{'@all'}" } } },
      },
    ],
    [
      "getJobOutput",
      automation.getJobOutput({ jobId: fromTrigger("job") }),
      {
        method: "get",
        path: `${jobs}/@{encodeURIComponent(triggerBody()?['job'])}/output`,
        queries: { "x-ms-api-version": "2015-10-31" },
      },
    ],
    [
      "createJobOnWorkers",
      automation.createJob({ runbook: "Clean", hybridWorkerGroup: "office" }),
      {
        method: "put",
        path: jobs,
        queries: { "x-ms-api-version": "2015-10-31", runbookName: "Clean", wait: false },
        body: { properties: { parameters: {}, runOn: "office" } },
      },
    ],
    [
      "getJobStatus",
      automation.getJobStatus({ jobId: fromTrigger("job") }),
      {
        method: "get",
        path: `${jobs}/@{encodeURIComponent(triggerBody()?['job'])}`,
        queries: { "x-ms-api-version": "2015-10-31" },
      },
    ],
  ],
};
