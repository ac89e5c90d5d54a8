import { type ObjectValue } from "../../protocol/values";

/** A script that a template runs: https://learn.microsoft.com/azure/azure-resource-manager/templates/deployment-script-template */
export interface DeploymentScript {
  readonly id: string;
  readonly name: string;
  readonly kind: "AzurePowerShell" | "AzureCLI";
  /** The script itself; undefined where the template has only its address. */
  readonly content: string | undefined;
  readonly primaryScriptUri: string | undefined;
  readonly arguments: string | undefined;
  /** Values by name, secure ones included. */
  readonly environment: Readonly<Record<string, string>>;
  /** The identities that it may sign in as. */
  readonly identities: readonly { readonly id: string; readonly principalId: string; readonly clientId: string }[];
  /** The subnets that its container is in. */
  readonly subnetIds: readonly string[];
}

/**
 * What happens when a deployment script runs. It answers the outputs of the script; what it throws is what the script
 * failed with.
 */
export type RunDeploymentScript = (script: DeploymentScript) => ObjectValue | Promise<ObjectValue>;
