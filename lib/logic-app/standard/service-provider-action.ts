import { WorkflowAction } from "../actions/workflow-action";
import { BuiltInConnector } from "./built-in-connector";
import { type LogicAppBuiltInConnection } from "./logic-app-built-in-connection";
import {
  type ServiceProviderActionProps,
  type ServiceProviderQueryProps,
  type ServiceProviderMessageProps,
  type ServiceProviderBlobProps,
  type ServiceProviderSecretProps,
} from "./service-provider-action-props";
import { requireConnector, serviceProvider, type ServiceProviderOperation } from "./service-provider-operation";
import { type WorkflowActionOptions } from "../actions/workflow-action-options";

/**
 * Actions with built-in connectors, for the workflows of Standard logic apps. Strings are text. For an expression, use
 * `WorkflowValue.expression`.
 *
 * https://learn.microsoft.com/azure/logic-apps/connectors/built-in/reference/
 */
export class ServiceProviderAction {
  /** Any operation of any connector. The reference of a connector lists its operations with their parameters. */
  public static of(connection: LogicAppBuiltInConnection, props: ServiceProviderActionProps): WorkflowAction {
    const { operation, parameters = {} } = props;
    return action("of", connection, undefined, props, { operation, parameters, names: {} });
  }

  /**
   * Runs a query in the database. Values belong into `parameters`, so that data cannot change the query.
   *
   * https://learn.microsoft.com/azure/logic-apps/connectors/built-in/reference/sql/#execute-query
   */
  public static executeQuery(connection: LogicAppBuiltInConnection, props: ServiceProviderQueryProps): WorkflowAction {
    const { query, queryParameters } = props;
    return action("executeQuery", connection, BuiltInConnector.SQL, props, {
      operation: "executeQuery",
      parameters: { query, queryParameters },
      names: { query },
    });
  }

  /**
   * Sends a message to a queue or topic.
   *
   * https://learn.microsoft.com/azure/logic-apps/connectors/built-in/reference/servicebus/#send-message
   */
  public static sendMessage(connection: LogicAppBuiltInConnection, props: ServiceProviderMessageProps): WorkflowAction {
    const { entity, content, contentType, properties } = props;
    return action("sendMessage", connection, BuiltInConnector.SERVICE_BUS, props, {
      operation: "sendMessage",
      parameters: { entityName: entity, message: { contentData: content, contentType, userProperties: properties } },
      names: { entity },
    });
  }

  /**
   * Writes a blob.
   *
   * https://learn.microsoft.com/azure/logic-apps/connectors/built-in/reference/azureblob/#upload-blob-to-storage-container
   */
  public static uploadBlob(connection: LogicAppBuiltInConnection, props: ServiceProviderBlobProps): WorkflowAction {
    const { container, blob, content, overwrite } = props;
    return action("uploadBlob", connection, BuiltInConnector.BLOB_STORAGE, props, {
      operation: "uploadBlob",
      parameters: { containerName: container, blobName: blob, content, overrideIfExists: overwrite },
      names: { container, blob },
    });
  }

  /**
   * Reads the current version of a secret. The run history hides it, unless `secureOutputs` is false.
   *
   * https://learn.microsoft.com/azure/logic-apps/connectors/built-in/reference/keyvault/#get-secret
   */
  public static getSecret(connection: LogicAppBuiltInConnection, props: ServiceProviderSecretProps): WorkflowAction {
    const { secret, secureOutputs = true } = props;
    return action(
      "getSecret",
      connection,
      BuiltInConnector.KEY_VAULT,
      { ...props, secureOutputs },
      { operation: "getSecret", parameters: { secretName: secret } },
    );
  }

  private constructor() {
    // only factories
  }
}

function action(
  name: string,
  connection: LogicAppBuiltInConnection,
  connector: BuiltInConnector | undefined,
  options: WorkflowActionOptions,
  operation: ServiceProviderOperation,
): WorkflowAction {
  const what = `ServiceProviderAction.${name}`;
  requireConnector(what, connection, connector);
  return WorkflowAction._of(what, options, serviceProvider(connection, operation));
}
