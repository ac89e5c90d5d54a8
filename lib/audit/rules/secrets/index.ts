import { type Rule } from "../rule";
import { applicationPassword } from "./application-password";
import { clientSecretInProvider } from "./client-secret-in-provider";
import { computedSecretInUse } from "./computed-secret-in-use";
import { flexibleServerPassword } from "./flexible-server-password";
import { keysListedInTemplate } from "./keys-listed-in-template";
import { literalInSensitiveAttribute } from "./literal-in-sensitive-attribute";
import { localAuthenticationOn } from "./local-authentication-on";
import { secretForcedByProvider } from "./secret-forced-by-provider";
import { secretInBackend } from "./secret-in-backend";
import { secretInOutput } from "./secret-in-output";
import { secretInSetting } from "./secret-in-setting";
import { secretInState } from "./secret-in-state";
import { secretInText } from "./secret-in-text";
import { secretInUserData } from "./secret-in-user-data";
import { secretInVariableDefault } from "./secret-in-variable-default";
import { serviceConnectorSecret } from "./service-connector-secret";
import { sharedAccessSignature } from "./shared-access-signature";
import { sqlWithoutEntraOnly } from "./sql-without-entra-only";
import { telemetryKeyInUse } from "./telemetry-key-in-use";
import { unencryptedAutomationVariable } from "./unencrypted-automation-variable";
import { virtualMachinePassword } from "./virtual-machine-password";

/** The rules about secrets. */
export const SECRET_RULES: readonly Rule[] = [
  applicationPassword,
  clientSecretInProvider,
  computedSecretInUse,
  flexibleServerPassword,
  keysListedInTemplate,
  literalInSensitiveAttribute,
  localAuthenticationOn,
  secretForcedByProvider,
  secretInBackend,
  secretInOutput,
  secretInSetting,
  secretInState,
  secretInText,
  secretInUserData,
  secretInVariableDefault,
  serviceConnectorSecret,
  sharedAccessSignature,
  sqlWithoutEntraOnly,
  telemetryKeyInUse,
  unencryptedAutomationVariable,
  virtualMachinePassword,
];
