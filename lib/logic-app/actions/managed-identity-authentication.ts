import { type ITerraformResource } from "cdktf";
import { asConstruct } from "../../core/attributes";
import { checkAtSynth } from "../../core/problems";
import { typeProblems } from "../../core/resources";
import { refuse, rules } from "../../core/rules";
import { type IUserAssignedIdentity } from "../../principal";
import { attachIdentity, LOGIC_APP_TYPES } from "../logic-app";
import { checkWorkflowParts } from "../workflow-parts";

/** Options for signing in with a managed identity. */
export interface ManagedIdentityAuthenticationOptions {
  /**
   * Audience of the token, such as `TokenAudience.KEY_VAULT`. It must match exactly: the service rejects an extra slash
   * at the end. An empty audience throws.
   */
  readonly audience: string;

  /**
   * The identity that signs in. It is attached to the logic app.
   *
   * @default - the system-assigned identity of the logic app
   */
  readonly identity?: IUserAssignedIdentity;
}

/**
 * How an HTTP action signs in with a managed identity of its logic app.
 *
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity
 */
export class ManagedIdentityAuthentication {
  /**
   * Attaches the identity to the logic app of the actions.
   *
   * @param logicApp an `azurerm_logic_app_workflow` or `azurerm_logic_app_standard`; synth rejects anything else
   */
  public static of(
    logicApp: ITerraformResource,
    { audience, identity }: ManagedIdentityAuthenticationOptions,
  ): ManagedIdentityAuthentication {
    const problems = typeProblems("logicApp", logicApp, LOGIC_APP_TYPES);
    if (problems.length > 0) {
      checkAtSynth(asConstruct(logicApp), () => problems);
    } else {
      attachIdentity(logicApp, identity);
      checkWorkflowParts(asConstruct(logicApp));
    }
    return new ManagedIdentityAuthentication(audience, identity);
  }

  /**
   * For a workflow that has the identity already.
   *
   * @internal
   */
  public static _of(audience: string, identity?: IUserAssignedIdentity): ManagedIdentityAuthentication {
    return new ManagedIdentityAuthentication(audience, identity);
  }

  /** Audience of the token. */
  public readonly audience: string;

  private constructor(
    audience: string,
    private readonly identity?: IUserAssignedIdentity,
  ) {
    refuse(audienceProblems(audience));
    this.audience = audience;
  }

  /** @internal */
  public _json(): Readonly<Record<string, unknown>> {
    return { type: "ManagedServiceIdentity", audience: this.audience, identity: this.identity?.resourceId };
  }
}

const audienceProblems = rules<[audience: string]>("ManagedIdentityAuthentication", [
  {
    rule: "authentication-audience-empty",
    when: (audience) => audience.trim() === "",
    message: "audience is empty; give one such as TokenAudience.RESOURCE_MANAGER",
  },
]);
