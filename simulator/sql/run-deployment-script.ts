import { type DeploymentScript } from "../azure/deployments/deployment-script";
import { type SimulatedSqlServers } from "./simulated-sql-servers";

/** The first line of the scripts that SqlExecutor.deploymentScript makes. */
const WORK =
  /^\$work = \[Text\.Encoding\]::UTF8\.GetString\(\[Convert\]::FromBase64String\('([A-Za-z0-9+/=]+)'\)\) \| ConvertFrom-Json$/m;

interface Work {
  readonly server: string;
  readonly parts: readonly { readonly database: string; readonly batches: readonly string[] }[];
}

/** An address that the rule "allow Azure services" lets in: it is written as 0.0.0.0. */
const AZURE = { address: "0.0.0.0" };

/**
 * Runs the T-SQL that a deployment script has, as its identity and from where its container is. Nothing here understands
 * PowerShell: other scripts do nothing.
 */
export function runTSqlOf(
  { content = "", identities, subnetIds }: DeploymentScript,
  servers: SimulatedSqlServers,
): Record<string, never> {
  const [, encoded] = WORK.exec(content) ?? [];
  if (encoded !== undefined) {
    const { server, parts } = JSON.parse(Buffer.from(encoded, "base64").toString("utf8")) as Work;
    const objectId = identities[0]?.principalId ?? "";
    const origin = subnetIds.length > 0 ? ("private endpoint" as const) : AZURE;
    for (const { database, batches } of parts) {
      servers.run({ host: server, database, objectId, origin }, batches);
    }
  }
  return {};
}
