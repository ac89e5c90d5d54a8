import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { Connector } from "./connector";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { encoded } from "./workflow-value";

/** A secret. */
export interface KeyVaultSecretProps extends WorkflowActionOptions {
  /** Name of the secret. */
  readonly secret: string;
}

/**
 * Actions on the key vault of a connection.
 *
 * https://learn.microsoft.com/connectors/keyvault/
 */
export class KeyVaultConnector {
  /** @param connection of the connector "keyvault"; any other throws */
  public static of(connection: LogicAppConnection): KeyVaultConnector {
    return new KeyVaultConnector(connection);
  }

  private readonly connector: Connector;

  private constructor(connection: LogicAppConnection) {
    this.connector = new Connector("KeyVaultConnector", connection, ManagedApi.KEY_VAULT);
  }

  /** Reads a secret: `body('…')?['value']`. The run history does not show it. */
  public getSecret(props: KeyVaultSecretProps): WorkflowAction {
    const { secret, secureOutputs = true } = props;
    const path = `/secrets/${encoded(secret)}/value`;
    const options = { ...props, secureOutputs };
    return this.connector.action("getSecret", options, { method: "get", path, names: { secret } });
  }

  /** Lists the secrets, without their values. The body is `{ value: [{ name, … }, …] }`. */
  public listSecrets(options: WorkflowActionOptions = {}): WorkflowAction {
    return this.connector.action("listSecrets", options, { method: "get", path: "/secrets" });
  }
}
