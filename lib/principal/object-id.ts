import { type IConstruct } from "constructs";
import { shown, tellsProblems } from "../core/given";
import { isGuid, NO_GUID } from "../core/guid";
import { type Reference } from "../core/reference";
import { idProblems } from "./id-problems";

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
    return this.refused ?? idProblems(this.what, this.value, scope, { literalProblem, referenceProblem });
  }
}

function literalProblem(value: string): string | undefined {
  if (!isGuid(value)) {
    return "is not a GUID; give the object id that Entra ID shows for the principal";
  }
  return MICROSOFT_CLIENT_ID.test(value)
    ? "is the client id of a Microsoft application; give the object id of its service principal in your tenant"
    : undefined;
}

function referenceProblem({ type, attribute }: Reference): string | undefined {
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
}
