import { type IConstruct } from "constructs";
import { Token } from "cdktf";
import { shown, tellsProblems } from "../core/given";
import { isGuid, NO_GUID } from "../core/guid";
import { isLiteral } from "../core/literal-text";
import { describe, type Reference, referenceIn } from "../core/reference";

/** Objects of azuread that have an object id, but are not principals, and the object whose id to use instead. */
const NOT_PRINCIPALS: Readonly<Record<string, string>> = {
  azuread_access_package: "a group, a user or a service principal",
  azuread_access_package_catalog: "a group, a user or a service principal",
  azuread_access_package_catalog_role: "a group, a user or a service principal",
  azuread_administrative_unit: "a group or a user in it",
  azuread_application: "its azuread_service_principal",
  azuread_application_registration: "its azuread_service_principal",
  azuread_conditional_access_policy: "a group, a user or a service principal",
  azuread_custom_directory_role: "a group, a user or a service principal",
  azuread_directory_role: "a group, a user or a service principal",
  azuread_named_location: "a group, a user or a service principal",
};

/** Client ids of Microsoft's first-party applications have this form. Their object ids differ between tenants. */
const MICROSOFT_CLIENT_ID = /-0000-0000-c000-000000000000$/i;

/**
 * Object id (also called principal id) of a user, a group or a service principal in Microsoft Entra ID.
 *
 * Role assignments and access policies take this id. The client id of the same identity is another GUID with its own
 * type, `ClientId`.
 */
export class ObjectId {
  /** @param value GUID, or a token such as `identity.principalId`; synth rejects anything else */
  public static of(value: string): ObjectId {
    return typeof value === "string"
      ? new ObjectId(value)
      : ObjectId._refused([`object id must be text; got ${shown(value)}; give an attribute such as principal_id`]);
  }

  /**
   * The id itself, or a placeholder that reports the wrong value.
   *
   * @internal
   */
  public static _given(id: ObjectId): ObjectId {
    return tellsProblems(id) ? id : ObjectId._refused([`object id must be made with ObjectId.of; got ${shown(id)}`]);
  }

  /**
   * A placeholder that reports a wrong value.
   *
   * @internal
   */
  public static _refused(problems: readonly string[]): ObjectId {
    return new ObjectId(NO_GUID, problems);
  }

  /** The GUID, or a token for it. */
  public readonly value: string;

  private readonly what = "object id";

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
    return this.refused ?? idProblems(this.what, this.value, scope, OBJECT_ID);
  }
}

const OBJECT_ID: IdRules = {
  literalProblem: (value) => {
    if (!isGuid(value)) {
      return "is not a GUID; give the object id that Entra ID shows for the principal";
    }
    return MICROSOFT_CLIENT_ID.test(value)
      ? "is the client id of a Microsoft application; give the object id of its service principal in your tenant"
      : undefined;
  },
  referenceProblem: ({ type, attribute }) => {
    if (!/^azure(rm|ad)_/.test(type)) {
      return undefined;
    }
    const principal = NOT_PRINCIPALS[type];
    if (attribute === "application_object_id") {
      return "is the object id of an application, which is not a principal; give that of its service principal";
    }
    if (principal !== undefined) {
      return `is not the object id of a principal: access is given to principals, and ${type} is none; give the object id of ${principal}`;
    }
    if (/(object|principal)_ids?(\[\d+\])?$/.test(attribute)) {
      return undefined;
    }
    return /(client|application)_id$/.test(attribute)
      ? "is a client id; give the object id (principal_id or object_id) of the same principal"
      : "is not an object id; give the attribute principal_id or object_id";
  },
};

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
    return this.refused ?? idProblems(this.what, this.value, scope, CLIENT_ID);
  }
}

const CLIENT_ID: IdRules = {
  literalProblem: (value) =>
    isGuid(value) ? undefined : "is not a GUID; give the client id (application id) of the identity",
  referenceProblem: ({ type, attribute }) =>
    /^azure(rm|ad)_/.test(type) && !/(client|application)_id$/.test(attribute)
      ? "is not a client id; give the attribute client_id of the same identity"
      : undefined,
};

/** An error in one kind of id, as the end of a sentence; undefined if there is none. */
interface IdRules {
  readonly literalProblem: (value: string) => string | undefined;
  readonly referenceProblem: (reference: Reference) => string | undefined;
}

/** Errors in an id of a principal. */
function idProblems(what: string, value: string, scope: IConstruct, rules: IdRules): string[] {
  const reference = referenceIn(value);
  const problem = reference
    ? rules.referenceProblem(reference)
    : Token.isUnresolved(value) || !isLiteral(value)
      ? undefined
      : rules.literalProblem(value);
  return problem === undefined ? [] : [`${what} ${describe(value, scope)} ${problem}`];
}
