import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { CLIENT_ID } from "../service-settings";
import { ofService } from "../target-subject";

const SERVICE = new RoleService("OpenAiAccess", {
  service: "Azure OpenAI",
  targets: { azurerm_cognitive_account: ID, azurerm_ai_services: ID },
  verbs: {
    infer: { role: BuiltInRole.COGNITIVE_SERVICES_OPENAI_USER },
    manage: { role: BuiltInRole.COGNITIVE_SERVICES_OPENAI_CONTRIBUTOR },
  },
  settings: [
    {
      prefix: "AZURE_OPENAI",
      values: {
        BASE: ofService(["azurerm_cognitive_account", "azurerm_ai_services"], "endpoint"),
        CLIENTID: CLIENT_ID,
      },
    },
  ],
});

/**
 * Access to the models of an Azure OpenAI resource: an `azurerm_cognitive_account`, or an `azurerm_ai_services` before
 * azurerm 5.
 *
 * https://learn.microsoft.com/azure/ai-services/openai/how-to/role-based-access-control
 */
export class OpenAiAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Call deployed models: Cognitive Services OpenAI User. */
  public static infer(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("infer", target, options);
  }

  /** Call, fine-tune and deploy models: Cognitive Services OpenAI Contributor. */
  public static manage(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("manage", target, options);
  }

  private constructor() {
    // only factories
  }
}
