import { App } from "cdktf";
import { AksWorkloadToCosmosDb } from "./aks-workload-to-cosmos-db";
import { ContainerAppToPostgres } from "./container-app-to-postgres";
import { FunctionAppToServiceBus } from "./function-app-to-service-bus";
import { GitHubActionsToResourceGroup } from "./github-actions-to-resource-group";
import { ScaleSetToSql } from "./scale-set-to-sql";
import { WebAppToOpenAi } from "./web-app-to-open-ai";

/**
 * Common pairings of a source and its targets, a stack each. Synthesize them with
 * `npx cdktf synth --app "npx tsx examples/pairings/main.ts"`.
 */
const app = new App();
new FunctionAppToServiceBus(app, "function-app-to-service-bus");
new ContainerAppToPostgres(app, "container-app-to-postgres");
new AksWorkloadToCosmosDb(app, "aks-workload-to-cosmos-db");
new ScaleSetToSql(app, "scale-set-to-sql");
new GitHubActionsToResourceGroup(app, "github-actions-to-resource-group");
new WebAppToOpenAi(app, "web-app-to-open-ai");
app.synth();
