import { type IConstruct } from "constructs";
import { shown, tellsProblems } from "../core/given";
import { isGuid, NO_GUID } from "../core/guid";
import { type Reference } from "../core/reference";
import { idProblems } from "./id-problems";

/**
 * Client id (also called application id) of a service principal or managed identity in Microsoft Entra ID.
 *
 * Applications use this id to choose the identity they sign in with, and Azure SQL derives the SID of logins and users
 * from it. Role assignments take the `ObjectId` instead.
 */
export class ClientId {
  /** @param value GUID, or a token such as `identity.clientId`; synth rejects anything else */
  public static of(value: string): ClientId {
    return typeof value === "string"
      ? new ClientId(value)
      : ClientId._refused([`client id must be text; got ${shown(value)}; give an attribute such as client_id`]);
  }

  /**
   * The id itself, or a placeholder that reports the wrong value.
   *
   * @internal
   */
  public static _given(id: ClientId): ClientId {
    return tellsProblems(id) ? id : ClientId._refused([`client id must be made with ClientId.of; got ${shown(id)}`]);
  }

  /**
   * A placeholder that reports a wrong value.
   *
   * @internal
   */
  public static _refused(problems: readonly string[]): ClientId {
    return new ClientId(NO_GUID, problems);
  }

  /** The GUID, or a token for it. */
  public readonly value: string;

  private readonly what = "client id";

  private constructor(
    value: string,
    private readonly refused?: readonly string[],
  ) {
    this.value = value;
  }

  /** The id, for error messages. */
  public toString(): string {
    return `${this.what} ${this.value}`;
  }

  /** @internal */
  public _problems(scope: IConstruct): readonly string[] {
    return this.refused ?? idProblems(this.what, this.value, scope, { literalProblem, referenceProblem });
  }
}

function literalProblem(value: string): string | undefined {
  return isGuid(value) ? undefined : "is not a GUID; give the client id (application id) of the identity";
}

function referenceProblem({ type, attribute }: Reference): string | undefined {
  return /^azure(rm|ad)_/.test(type) && !/(client|application)_id$/.test(attribute)
    ? "is not a client id; give the attribute client_id of the same identity"
    : undefined;
}
