import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { CLIENT_ID } from "../service-settings";
import { configured } from "../../core/attributes";
import { attributeOf } from "../../core/resources";
import { ofService, serviceOf, type TargetSubject } from "../target-subject";

const ACCOUNT = "azurerm_cognitive_account";
const PROJECT = "azurerm_cognitive_account_project";
const AI_SERVICES = "azurerm_ai_services";
const HUB = "azurerm_ai_foundry";
const HUB_PROJECT = "azurerm_ai_foundry_project";

const ACCOUNTS = [ACCOUNT, AI_SERVICES];
const ENDPOINT = ofService(ACCOUNTS, "endpoint");

const SERVICE = new RoleService("AiServicesAccess", {
  service: "Azure AI services and Foundry",
  targets: { [ACCOUNT]: ID, [PROJECT]: ID, [AI_SERVICES]: ID, [HUB]: ID, [HUB_PROJECT]: ID },
  verbs: {
    use: { role: BuiltInRole.COGNITIVE_SERVICES_USER, on: [ACCOUNT, AI_SERVICES] },
    recognizeSpeech: { role: BuiltInRole.COGNITIVE_SERVICES_SPEECH_USER, on: [ACCOUNT, AI_SERVICES] },
    useFoundry: { role: BuiltInRole.FOUNDRY_USER, on: [ACCOUNT, PROJECT, AI_SERVICES] },
    develop: { role: BuiltInRole.AZURE_AI_DEVELOPER, on: [HUB, HUB_PROJECT] },
    manage: { role: BuiltInRole.COGNITIVE_SERVICES_CONTRIBUTOR, on: [ACCOUNT, AI_SERVICES] },
  },
  settings: [
    {
      prefix: "AZURE_AISERVICES",
      when: (subject) => isMultiService(subject),
      values: {
        COGNITIVESERVICES_ENDPOINT: ENDPOINT,
        OPENAI_BASE: part((account) => `https://${attributeOf(account, "custom_subdomain_name")}.openai.azure.com/`),
        SPEECH_ENDPOINT: part((account) => `https://${attributeOf(account, "location")}.stt.speech.microsoft.com`),
        CLIENTID: CLIENT_ID,
      },
    },
    {
      prefix: "AZURE_COGNITIVESERVICES",
      when: (subject) => !isMultiService(subject),
      values: { ENDPOINT, CLIENTID: CLIENT_ID },
    },
  ],
});

/**
 * Access to Azure AI services of any kind: an `azurerm_cognitive_account`, one of its projects, or an
 * `azurerm_ai_services` before azurerm 5.
 *
 * https://learn.microsoft.com/azure/ai-services/authentication
 */
export class AiServicesAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /**
   * Call the services of an account; this role lists keys as well, so prefer the verb of the service where there is
   * one: Cognitive Services User. Of an `azurerm_cognitive_account` or `azurerm_ai_services`.
   */
  public static use(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("use", target, options);
  }

  /**
   * Call the Speech service: Cognitive Services Speech User. Of an `azurerm_cognitive_account` or
   * `azurerm_ai_services`.
   */
  public static recognizeSpeech(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("recognizeSpeech", target, options);
  }

  /**
   * Build with models and agents in a Foundry resource or project: Foundry User. Of an `azurerm_cognitive_account`,
   * `azurerm_cognitive_account_project` or `azurerm_ai_services`.
   */
  public static useFoundry(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("useFoundry", target, options);
  }

  /**
   * Build in a hub-based project, without managing the hub: Azure AI Developer. Of an `azurerm_ai_foundry` or
   * `azurerm_ai_foundry_project`.
   */
  public static develop(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("develop", target, options);
  }

  /**
   * Create, change and delete accounts, deployments and keys: Cognitive Services Contributor. Of an
   * `azurerm_cognitive_account` or `azurerm_ai_services`.
   */
  public static manage(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("manage", target, options);
  }

  private constructor() {
    // only factories
  }
}

/** Whether a target is an account with all services, which azurerm 4 also had a type of its own for. */
function isMultiService({ target }: TargetSubject): boolean {
  const account = serviceOf(target, ACCOUNTS);
  return (
    account !== undefined &&
    (account.terraformResourceType === AI_SERVICES || configured(account, "kind") === "AIServices")
  );
}

function part(of: (account: ITerraformResource) => string): (subject: TargetSubject) => string | undefined {
  return ({ target }) => {
    const account = serviceOf(target, ACCOUNTS);
    return account && of(account);
  };
}
