import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { Connector } from "./connector";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { encoded } from "./workflow-value";

/** The place of apps. */
export interface AppServiceConnectorProps {
  /** Id of the subscription. */
  readonly subscriptionId: string;

  readonly resourceGroupName: string;
}

/** An app. */
export interface AppServiceAppProps extends WorkflowActionOptions {
  /** Name of the web or function app. */
  readonly app: string;
}

/**
 * Actions on apps of App Service.
 *
 * https://learn.microsoft.com/connectors/azureappservice/
 */
export class AppServiceConnector {
  /** @param connection of the connector "azureappservice"; any other throws */
  public static of(connection: LogicAppConnection, props: AppServiceConnectorProps): AppServiceConnector {
    return new AppServiceConnector(connection, props);
  }

  private readonly connector: Connector;

  private constructor(
    connection: LogicAppConnection,
    private readonly place: AppServiceConnectorProps,
  ) {
    this.connector = new Connector("AppServiceConnector", connection, ManagedApi.APP_SERVICE);
  }

  /** Starts an app. */
  public startApp(props: AppServiceAppProps): WorkflowAction {
    return this.post("startApp", props, "start");
  }

  /** Stops an app. */
  public stopApp(props: AppServiceAppProps): WorkflowAction {
    return this.post("stopApp", props, "stop");
  }

  /** Restarts an app. */
  public restartApp(props: AppServiceAppProps): WorkflowAction {
    return this.post("restartApp", props, "restart");
  }

  private post(name: string, props: AppServiceAppProps, end: string): WorkflowAction {
    const { subscriptionId, resourceGroupName } = this.place;
    const { app } = props;
    const group = `/subscriptions/${encoded(subscriptionId)}/resourcegroups/${encoded(resourceGroupName)}`;
    return this.connector.action(name, props, {
      method: "post",
      path: `${group}/providers/Microsoft.Web/sites/${encoded(app)}/${end}`,
      names: { subscriptionId, resourceGroupName, app },
      queries: { "api-version": "2019-08-01" },
    });
  }
}
