import { CognitiveAccount } from "@cdktf/provider-azurerm/lib/cognitive-account";
import { LinuxWebApp } from "@cdktf/provider-azurerm/lib/linux-web-app";
import { SearchService } from "@cdktf/provider-azurerm/lib/search-service";
import { ServicePlan } from "@cdktf/provider-azurerm/lib/service-plan";
import { type Construct } from "constructs";
import { AiSearchAccess, ClientType, ManagedIdentityBinding, OpenAiAccess } from "../../lib";
import { AzureStack } from "../walkthrough/azure-stack";

/** A web app answers with a model of Azure OpenAI and an index of AI Search. */
export class WebAppToOpenAi extends AzureStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const model = new CognitiveAccount(this, "model", {
      ...this.place,
      name: `oai-answers-${this.suffix}`,
      kind: "OpenAI",
      skuName: "S0",
      customSubdomainName: `oai-answers-${this.suffix}`,
      localAuthEnabled: false,
    });
    const search = new SearchService(this, "search", {
      ...this.place,
      name: `srch-answers-${this.suffix}`,
      sku: "basic",
      localAuthenticationEnabled: false,
    });
    const plan = new ServicePlan(this, "plan", { ...this.place, name: "plan-answers", osType: "Linux", skuName: "B1" });
    const app = new LinuxWebApp(this, "app", {
      ...this.place,
      name: `app-answers-${this.suffix}`,
      servicePlanId: plan.id,
      siteConfig: { applicationStack: { pythonVersion: "3.13" } },
    });

    new ManagedIdentityBinding(this, "answers", {
      sources: [app],
      access: [OpenAiAccess.infer(model), AiSearchAccess.query(search)],
      settings: { clientType: ClientType.PYTHON },
    });
  }
}
