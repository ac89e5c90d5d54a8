import { KeyVaultAlgorithm, KeyVaultConnector, ManagedApi } from "../../../lib/logic-app";
import { connectionOf } from "../../support/logic-app";
import { fromTrigger, once, type Operations, SECURE_INPUTS, SECURE_OUTPUTS } from "./operation";

const connection = connectionOf(ManagedApi.KEY_VAULT);
const keyVault = KeyVaultConnector.of(connection);

export const keyVaultOperations: Operations = {
  connection,
  actions: [
    [
      "getSecret",
      keyVault.getSecret({ secret: "api-key" }),
      { method: "get", path: `/secrets/${once("api-key")}/value` },
      SECURE_OUTPUTS,
    ],
    ["listSecrets", keyVault.listSecrets(), { method: "get", path: "/secrets" }],
    [
      "getSecretVersion",
      keyVault.getSecret({ secret: "api-key", version: "1a2b", secureOutputs: false }),
      { method: "get", path: `/secrets/${once("api-key")}/versions/${once("1a2b")}/value` },
    ],
    [
      "getSecretMetadata",
      keyVault.getSecretMetadata({ secret: "api-key" }),
      { method: "get", path: `/secrets/${once("api-key")}/metadata` },
    ],
    [
      "listSecretVersions",
      keyVault.listSecretVersions({ secret: "api-key" }),
      { method: "get", path: `/secrets/${once("api-key")}/versions` },
    ],
    ["listKeys", keyVault.listKeys(), { method: "get", path: "/keys" }],
    [
      "listKeyVersions",
      keyVault.listKeyVersions({ key: "sign" }),
      { method: "get", path: `/keys/${once("sign")}/versions` },
    ],
    [
      "getKeyMetadata",
      keyVault.getKeyMetadata({ key: "sign", version: "1a2b" }),
      { method: "get", path: `/keys/${once("sign")}/versions/${once("1a2b")}/metadata` },
    ],
    [
      "encrypt",
      keyVault.encrypt({ key: "seal", data: fromTrigger("card") }),
      {
        method: "post",
        path: `/keys/${once("seal")}/encrypt`,
        body: { algorithm: "RSA-OAEP-256", rawData: "@triggerBody()?['card']" },
      },
      SECURE_INPUTS,
    ],
    [
      "decrypt",
      keyVault.decrypt({
        key: "seal",
        version: "1a2b",
        data: fromTrigger("card"),
        algorithm: KeyVaultAlgorithm.RSA_OAEP,
      }),
      {
        method: "post",
        path: `/keys/${once("seal")}/versions/${once("1a2b")}/decrypt`,
        body: { algorithm: "RSA-OAEP", encryptedData: "@triggerBody()?['card']" },
      },
      SECURE_OUTPUTS,
    ],
  ],
};
