import { Token } from "cdktf";
import { type IConstruct } from "constructs";
import { isGuid } from "../core/guid";
import { describe, referenceIn } from "../core/reference";

/** First-party applications of Microsoft have client ids of this form; their object ids differ from tenant to tenant. */
const MICROSOFT_CLIENT_ID = /-0000-0000-c000-000000000000$/i;

/**
 * Object id (also called principal id) of a user, a group or a service principal in Microsoft Entra ID.
 *
 * Role assignments and access policies take this id. The client id of the same identity is another GUID, so it
 * has a type of its own, `ClientId`.
 */
export class ObjectId {
  /**
   * @param value GUID, or a token such as `identity.principalId`; anything else is reported at synth
   */
  public static of(value: string): ObjectId {
    return new ObjectId(value);
  }

  /** The GUID, or a token that becomes one. */
  public readonly value: string;

  private readonly what = "object id";

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
  if (!isGuid(value)) {
    return "is no GUID; give the object id that Entra ID shows for the principal";
  }
  return MICROSOFT_CLIENT_ID.test(value)
    ? "is the client id of a Microsoft application; give the object id of its service principal in your tenant"
    : undefined;
}

function referenceProblem(value: string): string | undefined {
  const reference = referenceIn(value);
  if (!reference || !/^azure(rm|ad)_/.test(reference.type) || /(object|principal)_id$/.test(reference.attribute)) {
    return undefined;
  }
  return /(client|application)_id$/.test(reference.attribute)
    ? "is a client id; give the object id (principal_id or object_id) of the same principal"
    : "is no object id; give the attribute principal_id or object_id";
}
