import { type ObjectValue } from "../../protocol/values";

/**
 * A deployment script of a template:
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/deployment-script-template
 */
export interface DeploymentScript {
  readonly id: string;
  readonly name: string;
  readonly kind: "AzurePowerShell" | "AzureCLI";
  /** The script; undefined if the template has only its address. */
  readonly content: string | undefined;
  readonly primaryScriptUri: string | undefined;
  readonly arguments: string | undefined;
  /** Values by name, including secure ones. */
  readonly environment: Readonly<Record<string, string>>;
  /** The identities it can sign in with. */
  readonly identities: readonly { readonly id: string; readonly principalId: string; readonly clientId: string }[];
  /** The subnets of its container. */
  readonly subnetIds: readonly string[];
}

/** Runs a deployment script and returns its outputs. If it throws, the script fails with that error. */
export type RunDeploymentScript = (script: DeploymentScript) => ObjectValue | Promise<ObjectValue>;
