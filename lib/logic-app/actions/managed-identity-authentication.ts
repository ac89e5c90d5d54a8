import { type IUserAssignedIdentity } from "../../principal";

/** Which identity of a logic app signs in. */
export interface ManagedIdentityAuthenticationOptions {
  /**
   * An identity that the logic app carries.
   *
   * @default - the system-assigned identity
   */
  readonly identity?: IUserAssignedIdentity;
}

/**
 * How HTTP actions sign in with a managed identity of the logic app.
 *
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity
 */
export class ManagedIdentityAuthentication {
  /**
   * @param audience of the token, such as `TokenAudience.KEY_VAULT`, to the letter: a slash too many at its end is refused
   * by the service; an empty one is refused at once
   */
  public static forAudience(
    audience: string,
    options: ManagedIdentityAuthenticationOptions = {},
  ): ManagedIdentityAuthentication {
    return new ManagedIdentityAuthentication(audience, options.identity);
  }

  /** Audience of the token. */
  public readonly audience: string;

  private constructor(
    audience: string,
    private readonly identity?: IUserAssignedIdentity,
  ) {
    if (audience.trim() === "") {
      throw new Error("audience of the token is empty; give one such as TokenAudience.RESOURCE_MANAGER");
    }
    this.audience = audience;
  }

  /** @internal */
  public _json(): Readonly<Record<string, unknown>> {
    return { type: "ManagedServiceIdentity", audience: this.audience, identity: this.identity?.resourceId };
  }
}
