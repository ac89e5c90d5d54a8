import { type IConstruct } from "constructs";
import { Token } from "cdktf";
import { notMadeWith, tellsProblems, textProblems } from "../core/given";
import { isGuid, NO_GUID } from "../core/guid";
import { isLiteral } from "../core/literal-text";
import { describe, type Reference, referenceIn } from "../core/reference";
import { type Check, firstRule, type Problem, rules } from "../core/rules";

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
    return typeof value === "string" ? new ObjectId(value) : ObjectId._refused(textProblems({ "object id": value }));
  }

  /**
   * The id itself, or a placeholder that reports the wrong value.
   *
   * @internal
   */
  public static _given(id: ObjectId): ObjectId {
    return tellsProblems(id) ? id : ObjectId._refused(notMadeWith("object id", "ObjectId", id));
  }

  /**
   * A placeholder that reports a wrong value.
   *
   * @internal
   */
  public static _refused(problems: readonly Problem[]): ObjectId {
    return new ObjectId(NO_GUID, problems);
  }

  /** The GUID, or a token for it. */
  public readonly value: string;

  private constructor(
    value: string,
    private readonly refused?: readonly Problem[],
  ) {
    this.value = value;
  }

  /** The id, for error messages. */
  public toString(): string {
    return `object id ${this.value}`;
  }

  /** @internal */
  public _problems(scope: IConstruct): readonly Problem[] {
    return this.refused ?? idProblems(this.value, scope, OBJECT_ID);
  }
}

const isAzure = ({ type }: Reference): boolean => /^azure(rm|ad)_/.test(type);
const isObjectId = ({ attribute }: Reference): boolean => /(object|principal)_ids?(\[\d+\])?$/.test(attribute);
const isClientId = ({ attribute }: Reference): boolean => /(client|application)_id$/.test(attribute);

const OBJECT_ID: IdRules = {
  ofLiteral: firstRule<[value: string, id: string]>("ObjectId", [
    {
      rule: "object-id-not-guid",
      when: (value) => !isGuid(value),
      message: (_, id) => `object id ${id} is not a GUID; give the object id that Entra ID shows for the principal`,
    },
    {
      rule: "client-id-of-microsoft-application",
      when: (value) => MICROSOFT_CLIENT_ID.test(value),
      message: (_, id) =>
        `object id ${id} is the client id of a Microsoft application; give the object id of its service principal in your tenant`,
    },
  ]),
  ofReference: firstRule<[reference: Reference, id: string]>("ObjectId", [
    {
      rule: "object-id-of-application",
      when: (reference) => isAzure(reference) && reference.attribute === "application_object_id",
      message: (_, id) =>
        `object id (${id}) belongs to an application, which is not a principal; give the object id of its service principal`,
    },
    {
      rule: "object-id-of-no-principal",
      when: ({ type }) => NOT_PRINCIPALS[type] !== undefined,
      message: ({ type }, id) => {
        const principal = NOT_PRINCIPALS[type] ?? "";
        return `object id (${id}) belongs to an ${type}, which is not a principal; give the object id of ${principal}`;
      },
    },
    {
      rule: "client-id-as-object-id",
      when: (reference) => isAzure(reference) && !isObjectId(reference) && isClientId(reference),
      message: (_, id) =>
        `object id (${id}) is a client id; give the object id (principal_id or object_id) of the same principal`,
    },
    {
      rule: "not-an-object-id",
      when: (reference) => isAzure(reference) && !isObjectId(reference),
      message: (_, id) => `object id (${id}) is not an object id; give the attribute principal_id or object_id`,
    },
  ]),
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
    return typeof value === "string" ? new ClientId(value) : ClientId._refused(textProblems({ "client id": value }));
  }

  /**
   * The id itself, or a placeholder that reports the wrong value.
   *
   * @internal
   */
  public static _given(id: ClientId): ClientId {
    return tellsProblems(id) ? id : ClientId._refused(notMadeWith("client id", "ClientId", id));
  }

  /**
   * A placeholder that reports a wrong value.
   *
   * @internal
   */
  public static _refused(problems: readonly Problem[]): ClientId {
    return new ClientId(NO_GUID, problems);
  }

  /** The GUID, or a token for it. */
  public readonly value: string;

  private constructor(
    value: string,
    private readonly refused?: readonly Problem[],
  ) {
    this.value = value;
  }

  /** The id, for error messages. */
  public toString(): string {
    return `client id ${this.value}`;
  }

  /** @internal */
  public _problems(scope: IConstruct): readonly Problem[] {
    return this.refused ?? idProblems(this.value, scope, CLIENT_ID);
  }
}

const CLIENT_ID: IdRules = {
  ofLiteral: rules<[value: string, id: string]>("ClientId", [
    {
      rule: "client-id-not-guid",
      when: (value) => !isGuid(value),
      message: (_, id) => `client id ${id} is not a GUID; give the client id (application id) of the identity`,
    },
  ]),
  ofReference: rules<[reference: Reference, id: string]>("ClientId", [
    {
      rule: "not-a-client-id",
      when: (reference) => isAzure(reference) && !isClientId(reference),
      message: (_, id) => `client id (${id}) is not a client id; give the attribute client_id of the same identity`,
    },
  ]),
};

/** The rules of one kind of id, which is told to them as messages show it. */
interface IdRules {
  readonly ofLiteral: Check<[value: string, id: string]>;
  readonly ofReference: Check<[reference: Reference, id: string]>;
}

/** Errors in an id of a principal. */
function idProblems(value: string, scope: IConstruct, { ofLiteral, ofReference }: IdRules): Problem[] {
  const reference = referenceIn(value);
  if (reference) {
    return ofReference(reference, describe(value, scope));
  }
  return Token.isUnresolved(value) || !isLiteral(value) ? [] : ofLiteral(value, describe(value, scope));
}
