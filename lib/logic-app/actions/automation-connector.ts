import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { Connector, type ConnectorCall } from "./connector";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { encoded, type WorkflowValue } from "./workflow-value";

/** The automation account of the actions. */
export interface AutomationConnectorProps {
  /** Id of the subscription. */
  readonly subscriptionId: string;

  readonly resourceGroupName: string;

  /** Name of the automation account. */
  readonly accountName: string;
}

/** A runbook to run. */
export interface AutomationJobProps extends WorkflowActionOptions {
  /** Name of the runbook. */
  readonly runbook: string;

  /**
   * Values by parameter. Strings are text. For an expression, use `WorkflowValue.expression`.
   *
   * @default - none
   */
  readonly parameters?: Record<string, unknown>;

  /**
   * Whether the action waits for the end of the job.
   *
   * @default false
   */
  readonly wait?: boolean;

  /**
   * Name of the group of hybrid workers that runs the runbook.
   *
   * @default - a sandbox in Azure
   */
  readonly hybridWorkerGroup?: string;
}

/** An existing job. */
export interface AutomationJobOutputProps extends WorkflowActionOptions {
  /** Id of the job: `WorkflowValue.expression("body('…')?['properties']?['jobId']")`. */
  readonly jobId: WorkflowValue;
}

const API_VERSION = { "x-ms-api-version": "2015-10-31" };

/**
 * Actions on an automation account.
 *
 * https://learn.microsoft.com/connectors/azureautomation/
 */
export class AutomationConnector {
  /** @param connection of the connector "azureautomation"; any other throws */
  public static of(connection: LogicAppConnection, props: AutomationConnectorProps): AutomationConnector {
    return new AutomationConnector(connection, props);
  }

  private readonly connector: Connector;
  private readonly names: Readonly<Record<string, unknown>>;
  private readonly jobs: string;

  private constructor(connection: LogicAppConnection, props: AutomationConnectorProps) {
    const { subscriptionId, resourceGroupName, accountName } = props;
    const group = `/subscriptions/${encoded(subscriptionId)}/resourceGroups/${encoded(resourceGroupName)}`;
    this.connector = new Connector("AutomationConnector", connection, ManagedApi.AUTOMATION);
    this.names = { subscriptionId, resourceGroupName, accountName };
    this.jobs = `${group}/providers/Microsoft.Automation/automationAccounts/${encoded(accountName)}/jobs`;
  }

  /** Runs a runbook. */
  public createJob(props: AutomationJobProps): WorkflowAction {
    const { runbook, parameters = {}, wait = false, hybridWorkerGroup: runOn } = props;
    return this.connector.action("createJob", props, {
      method: "put",
      path: this.jobs,
      names: { ...this.names, runbook, hybridWorkerGroup: runOn },
      queries: { ...API_VERSION, runbookName: runbook, wait },
      body: { properties: { parameters, runOn } },
    });
  }

  /** Reads the status of a job: `body('…')?['properties']?['status']`. */
  public getJobStatus(props: AutomationJobOutputProps): WorkflowAction {
    return this.connector.action("getJobStatus", props, this.job(props, ""));
  }

  /** Reads the output of a job. */
  public getJobOutput(props: AutomationJobOutputProps): WorkflowAction {
    return this.connector.action("getJobOutput", props, this.job(props, "/output"));
  }

  private job({ jobId }: AutomationJobOutputProps, part: string): ConnectorCall {
    return {
      method: "get",
      path: `${this.jobs}/${encoded(jobId)}${part}`,
      names: { ...this.names, jobId },
      queries: API_VERSION,
    };
  }
}
