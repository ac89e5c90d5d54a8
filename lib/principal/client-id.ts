import { Token } from "cdktf";
import { type IConstruct } from "constructs";
import { isGuid } from "../core/guid";
import { describe, referenceIn } from "../core/reference";

/**
 * Client id (also called application id) of a service principal or managed identity in Microsoft Entra ID.
 *
 * Applications name the identity they sign in with by this id, and Azure SQL derives the SID of logins and users
 * from it. Role assignments take the `ObjectId` instead.
 */
export class ClientId {
  /**
   * @param value GUID, or a token such as `identity.clientId`; anything else is reported at synth
   */
  public static of(value: string): ClientId {
    return new ClientId(value);
  }

  /** The GUID, or a token that becomes one. */
  public readonly value: string;

  private readonly what = "client id";

  private constructor(value: string) {
    this.value = value;
  }

  /** The id, for messages. */
  public toString(): string {
    return `${this.what} ${this.value}`;
  }

  /** @internal */
  public _problems(scope: IConstruct): string[] {
    const problem = Token.isUnresolved(this.value) ? referenceProblem(this.value) : literalProblem(this.value);
    return problem ? [`${this.what} ${describe(this.value, scope)} ${problem}`] : [];
  }
}

function literalProblem(value: string): string | undefined {
  return isGuid(value) ? undefined : "is no GUID; give the client id (application id) of the identity";
}

function referenceProblem(value: string): string | undefined {
  const reference = referenceIn(value);
  return reference && /^azure(rm|ad)_/.test(reference.type) && !/(client|application)_id$/.test(reference.attribute)
    ? "is no client id; give the attribute client_id of the same identity"
    : undefined;
}
