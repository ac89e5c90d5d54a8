import { type TerraformStack } from "cdktf";
import {
  AiSearchConnector,
  ApiManagementAction,
  AppServiceAction,
  AppServiceConnector,
  ChildWorkflowAction,
  ConsumptionWorkflow,
  ContainerInstancesConnector,
  ControlAction,
  CosmosDbConnector,
  DataAction,
  DataFactoryConnector,
  DelayAction,
  DelayUnit,
  EventGridConnector,
  FunctionAction,
  HttpMethod,
  HttpTrigger,
  HttpWebhookAction,
  HttpWebhookTrigger,
  KustoConnector,
  type LogicAppConnection,
  ManagedApi,
  ManagedApiAction,
  ManagedApiMethod,
  ManagedApiTrigger,
  ManagedIdentityApiConnection,
  Recurrence,
  RecurrenceTrigger,
  RequestTrigger,
  ResponseAction,
  RetryPolicy,
  SentinelConnector,
  VariableAction,
  VariableType,
  VirtualMachinesConnector,
  type WorkflowAction,
  WorkflowValue,
} from "../../lib";

const PLACE = { resourceGroupName: "rg-test", location: "westeurope" };
const SUBSCRIPTION = "/subscriptions/11111111-1111-4111-8111-111111111111";
const GROUP = `${SUBSCRIPTION}/resourceGroups/rg-test/providers`;
const URI = "https://shop.azurewebsites.net";
const body = { callback: WorkflowValue.expression("listCallbackUrl()") };
const items = WorkflowValue.expression("triggerBody()");

/** A workflow with an action of each class that makes some, and as many triggers as there can be. */
export function workflowWithEveryAction(stack: TerraformStack): ConsumptionWorkflow {
  const flow = new ConsumptionWorkflow(stack, "every-action", { ...PLACE, name: "every-action" });
  const to = (api: ManagedApi, parameters: Record<string, string> = {}): LogicAppConnection =>
    flow.connect(new ManagedIdentityApiConnection(stack, api.name, { ...PLACE, api, parameters }));
  const place = { subscriptionId: "11111111-1111-4111-8111-111111111111", resourceGroupName: "rg-test" };
  const authentication = flow.authenticate({ audience: "api://shop" });
  const search = to(ManagedApi.AI_SEARCH, { ConnectionEndpoint: "https://orders.search.windows.net" });
  const sentinel = SentinelConnector.of(to(ManagedApi.SENTINEL));
  const events = EventGridConnector.of(to(ManagedApi.EVENT_GRID));
  const cosmos = CosmosDbConnector.of(to(ManagedApi.COSMOS_DB), {
    account: "orders",
    database: "shop",
    container: "carts",
  });
  const kusto = KustoConnector.of(to(ManagedApi.KUSTO), {
    cluster: "https://orders.westeurope.kusto.windows.net",
    database: "shop",
  });
  const factory = DataFactoryConnector.of(to(ManagedApi.DATA_FACTORY), { ...place, factoryName: "adf" });
  const containers = ContainerInstancesConnector.of(to(ManagedApi.CONTAINER_INSTANCES), place);
  const machines = VirtualMachinesConnector.of(to(ManagedApi.VIRTUAL_MACHINES), place);
  const apps = AppServiceConnector.of(to(ManagedApi.APP_SERVICE), place);
  const subscribe = { method: HttpMethod.POST, uri: URI, authentication, body };

  const actions: Readonly<Record<string, WorkflowAction>> = {
    Search: AiSearchConnector.of(search).deleteDocuments({ index: "carts", documents: items }),
    Statistics: ManagedApiAction.of(search, {
      method: ManagedApiMethod.GET,
      path: "/statistics",
      retry: RetryPolicy.fixed(3, "PT10S"),
    }),
    Incident: sentinel.getIncident({ incidentId: WorkflowValue.expression("triggerBody()?['id']") }),
    Document: cosmos.getDocument({ id: WorkflowValue.text("7"), partitionKey: WorkflowValue.text("linz") }),
    Query: kusto.runShowCommand({ command: WorkflowValue.text(".show tables") }),
    Load: factory.createPipelineRun({ pipeline: "load" }),
    Logs: containers.getContainerGroup({ containerGroup: "jobs" }),
    Machine: machines.getVirtualMachine({ virtualMachine: "vm" }),
    App: apps.restartApp({ app: "shop" }),
    Function: FunctionAction.of(`${GROUP}/Microsoft.Web/sites/app/functions/Send`),
    Api: ApiManagementAction.of(`${GROUP}/Microsoft.ApiManagement/service/gate/apis/shop`, {
      authentication,
      path: "/orders",
    }),
    Site: AppServiceAction.of(`${URI}/orders`, { authentication, apiDefinitionUrl: `${URI}/swagger.json` }),
    Approval: HttpWebhookAction.of({ subscribe }),
    Child: ChildWorkflowAction.call(`${GROUP}/Microsoft.Logic/workflows/child`, { trigger: "manual" }),
    Count: VariableAction.initialize("count", { type: VariableType.INTEGER, value: 0 }),
    Each: ControlAction.foreach(items, {
      concurrency: 5,
      actions: {
        Copy: DataAction.compose(WorkflowValue.expression("items('Each')")),
        Pause: DelayAction.of({ count: 5, unit: DelayUnit.SECOND, runAfter: ["Copy"] }),
      },
    }),
    Answer: ResponseAction.of({ statusCode: 202, runAfter: ["Each"] }),
  };
  Object.entries(actions).forEach(([name, action]) => {
    flow.addAction(name, action);
  });
  flow.addTrigger("manual", RequestTrigger.of());
  flow.addTrigger("daily", RecurrenceTrigger.of({ every: Recurrence.days(1) }));
  flow.addTrigger("poll", HttpTrigger.of(URI, { authentication, every: Recurrence.hours(1) }));
  flow.addTrigger("called", HttpWebhookTrigger.of({ subscribe }));
  flow.addTrigger("incident", sentinel.whenAnIncidentIsGiven());
  flow.addTrigger("alert", ManagedApiTrigger.webhook(search, { path: "/alerts", body }));
  flow.addTrigger(
    "blob",
    events.whenAResourceEventOccurs({
      subscriptionId: place.subscriptionId,
      resourceType: "Microsoft.Storage.StorageAccounts",
      resourceId: `${GROUP}/Microsoft.Storage/storageAccounts/st`,
      eventTypes: ["Microsoft.Storage.BlobCreated"],
    }),
  );
  return flow;
}
