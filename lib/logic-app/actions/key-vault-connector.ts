import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { Connector, type ConnectorCall } from "./connector";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { encoded, type WorkflowValue } from "./workflow-value";

/** All versions of a secret. */
export interface KeyVaultSecretVersionsProps extends WorkflowActionOptions {
  /** Name of the secret. */
  readonly secret: string;
}

/** A secret. */
export interface KeyVaultSecretProps extends KeyVaultSecretVersionsProps {
  /**
   * Version of the secret.
   *
   * @default - the current version
   */
  readonly version?: string;
}

/** All versions of a key. */
export interface KeyVaultKeyVersionsProps extends WorkflowActionOptions {
  /** Name of the key. */
  readonly key: string;
}

/** A key. */
export interface KeyVaultKeyProps extends KeyVaultKeyVersionsProps {
  /**
   * Version of the key.
   *
   * @default - the current version
   */
  readonly version?: string;
}

/** An algorithm to encrypt and decrypt with an RSA key. */
export enum KeyVaultAlgorithm {
  RSA_OAEP_256 = "RSA-OAEP-256",
  RSA_OAEP = "RSA-OAEP",
  RSA1_5 = "RSA1_5",
}

/** Data to encrypt or decrypt. */
export interface KeyVaultDataProps extends KeyVaultKeyProps {
  /** The data. What `encrypt` returns is in `body('…')?['encryptedData']`. */
  readonly data: WorkflowValue;

  /**
   * Algorithm.
   *
   * @default KeyVaultAlgorithm.RSA_OAEP_256
   */
  readonly algorithm?: KeyVaultAlgorithm;
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

  /** Reads a secret: `body('…')?['value']`. The run history does not show it, unless `secureOutputs` is false. */
  public getSecret(props: KeyVaultSecretProps): WorkflowAction {
    const { secureOutputs = true } = props;
    return this.connector.action("getSecret", { ...props, secureOutputs }, secretCall(props, "value"));
  }

  /** Reads the metadata of a secret, without its value. */
  public getSecretMetadata(props: KeyVaultSecretProps): WorkflowAction {
    return this.connector.action("getSecretMetadata", props, secretCall(props, "metadata"));
  }

  /** Lists the secrets, without their values. The body is `{ value: [{ name, … }, …] }`. */
  public listSecrets(options: WorkflowActionOptions = {}): WorkflowAction {
    return this.connector.action("listSecrets", options, { method: "get", path: "/secrets" });
  }

  /** Lists the versions of a secret, without their values. The body is `{ value: [{ name, version, … }, …] }`. */
  public listSecretVersions(props: KeyVaultSecretVersionsProps): WorkflowAction {
    return this.connector.action("listSecretVersions", props, secretCall(props, "versions"));
  }

  /** Reads the metadata of a key. */
  public getKeyMetadata(props: KeyVaultKeyProps): WorkflowAction {
    return this.connector.action("getKeyMetadata", props, keyCall("get", props, "metadata"));
  }

  /** Lists the keys. The body is `{ value: [{ name, … }, …] }`. */
  public listKeys(options: WorkflowActionOptions = {}): WorkflowAction {
    return this.connector.action("listKeys", options, { method: "get", path: "/keys" });
  }

  /** Lists the versions of a key. The body is `{ value: [{ name, version, … }, …] }`. */
  public listKeyVersions(props: KeyVaultKeyVersionsProps): WorkflowAction {
    return this.connector.action("listKeyVersions", props, keyCall("get", props, "versions"));
  }

  /** Encrypts data: `body('…')?['encryptedData']`. The run history does not show it, unless `secureInputs` is false. */
  public encrypt(props: KeyVaultDataProps): WorkflowAction {
    const { data: rawData, algorithm = KeyVaultAlgorithm.RSA_OAEP_256, secureInputs = true } = props;
    const call = { ...keyCall("post", props, "encrypt"), body: { algorithm, rawData } };
    return this.connector.action("encrypt", { ...props, secureInputs }, call);
  }

  /** Decrypts data: `body('…')?['rawData']`. The run history does not show it, unless `secureOutputs` is false. */
  public decrypt(props: KeyVaultDataProps): WorkflowAction {
    const { data: encryptedData, algorithm = KeyVaultAlgorithm.RSA_OAEP_256, secureOutputs = true } = props;
    const call = { ...keyCall("post", props, "decrypt"), body: { algorithm, encryptedData } };
    return this.connector.action("decrypt", { ...props, secureOutputs }, call);
  }
}

function secretCall({ secret, version }: KeyVaultSecretProps, operation: string): ConnectorCall {
  return { method: "get", path: pathOf("secrets", secret, version, operation), names: { secret, version } };
}

function keyCall(method: "get" | "post", { key, version }: KeyVaultKeyProps, operation: string): ConnectorCall {
  return { method, path: pathOf("keys", key, version, operation), names: { key, version } };
}

function pathOf(kind: "secrets" | "keys", name: string, version: string | undefined, operation: string): string {
  const versions = version === undefined ? "" : `/versions/${encoded(version)}`;
  return `/${kind}/${encoded(name)}${versions}/${operation}`;
}
