import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { Connector, type ConnectorCall } from "./connector";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { encoded, type WorkflowValue } from "./workflow-value";

/** The data factory of actions. */
export interface DataFactoryConnectorProps {
  /** Id of the subscription. */
  readonly subscriptionId: string;

  readonly resourceGroupName: string;

  /** Name of the data factory. */
  readonly factoryName: string;
}

/** A pipeline to run. */
export interface DataFactoryPipelineProps extends WorkflowActionOptions {
  /** Name of the pipeline. */
  readonly pipeline: string;

  /**
   * Values by parameter. Strings are text. For an expression, use `WorkflowValue.expression`.
   *
   * @default - the defaults of the pipeline
   */
  readonly parameters?: Record<string, unknown>;
}

/** A run of a pipeline. */
export interface DataFactoryRunProps extends WorkflowActionOptions {
  /** Id of the run: `WorkflowValue.expression("body('…')?['runId']")`. */
  readonly runId: WorkflowValue;
}

const queries = { "x-ms-api-version": "2017-09-01-preview" };

/**
 * Actions on a data factory.
 *
 * https://learn.microsoft.com/connectors/azuredatafactory/
 */
export class DataFactoryConnector {
  /** @param connection of the connector "azuredatafactory"; any other throws */
  public static of(connection: LogicAppConnection, props: DataFactoryConnectorProps): DataFactoryConnector {
    return new DataFactoryConnector(connection, props);
  }

  private readonly connector: Connector;
  private readonly factory: string;
  private readonly names: Readonly<Record<string, string>>;

  private constructor(connection: LogicAppConnection, props: DataFactoryConnectorProps) {
    const { subscriptionId, resourceGroupName, factoryName } = props;
    const group = `/subscriptions/${encoded(subscriptionId)}/resourcegroups/${encoded(resourceGroupName)}`;
    this.connector = new Connector("DataFactoryConnector", connection, ManagedApi.DATA_FACTORY);
    this.factory = `${group}/providers/Microsoft.DataFactory/factories/${encoded(factoryName)}`;
    this.names = { subscriptionId, resourceGroupName, factoryName };
  }

  /** Starts a pipeline, and does not wait for it. The body is `{ runId }`. */
  public createPipelineRun(props: DataFactoryPipelineProps): WorkflowAction {
    const { pipeline, parameters } = props;
    return this.connector.action("createPipelineRun", props, {
      ...this.call("post", `pipelines/${encoded(pipeline)}/CreateRun`, { pipeline }),
      body: parameters,
    });
  }

  /** Reads the state of a run. The body has its `status`. */
  public getPipelineRun(props: DataFactoryRunProps): WorkflowAction {
    const { runId } = props;
    return this.connector.action(
      "getPipelineRun",
      props,
      this.call("get", `pipelineRuns/${encoded(runId)}`, { runId }),
    );
  }

  /** Cancels a run. */
  public cancelPipelineRun(props: DataFactoryRunProps): WorkflowAction {
    const { runId } = props;
    const call = this.call("post", `cancelpipelineRun/${encoded(runId)}`, { runId });
    return this.connector.action("cancelPipelineRun", props, call);
  }

  private call(method: "get" | "post", end: string, names: Readonly<Record<string, unknown>>): ConnectorCall {
    return { method, path: `${this.factory}/${end}`, names: { ...this.names, ...names }, queries };
  }
}
