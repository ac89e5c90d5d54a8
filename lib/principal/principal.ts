import { DataAzureadGroup } from "@cdktf/provider-azuread/lib/data-azuread-group";
import { DataAzureadServicePrincipal } from "@cdktf/provider-azuread/lib/data-azuread-service-principal";
import { DataAzureadUser } from "@cdktf/provider-azuread/lib/data-azuread-user";
import { type Construct } from "constructs";
import { ClientId } from "./client-id";
import { ObjectId } from "./object-id";
import { type IPrincipal } from "./principal-interfaces";
import { PrincipalType } from "./principal-type";

/** How a principal is known, beside its object id. */
export interface PrincipalOptions {
  /**
   * Name that Entra ID shows; for users the user principal name.
   *
   * @default - not known; what needs a name, such as an SQL login, then has to be given one
   */
  readonly displayName?: string;
}

/** How a service principal is known, beside its object id. */
export interface ServicePrincipalOptions extends PrincipalOptions {
  /**
   * Client id (application id).
   *
   * @default - not known; Azure SQL then looks the principal up in the directory
   */
  readonly clientId?: ClientId;
}

/**
 * A group, a user or a service principal that exists already, by object id or looked up with the azuread provider.
 *
 * Managed identities have classes of their own: `UserAssignedManagedIdentity`, `SystemAssignedManagedIdentity`.
 */
export class Principal implements IPrincipal {
  /** A group by its object id. */
  public static group(objectId: ObjectId, options: PrincipalOptions = {}): Principal {
    return new Principal(PrincipalType.GROUP, objectId, options);
  }

  /** A user by its object id. */
  public static user(objectId: ObjectId, options: PrincipalOptions = {}): Principal {
    return new Principal(PrincipalType.USER, objectId, options);
  }

  /** A service principal by its object id (the one of the enterprise application, not of the app registration). */
  public static servicePrincipal(objectId: ObjectId, options: ServicePrincipalOptions = {}): Principal {
    return new Principal(PrincipalType.SERVICE_PRINCIPAL, objectId, options);
  }

  /** A security group by its display name. */
  public static fromGroupName(scope: Construct, id: string, displayName: string): Principal {
    const found = new DataAzureadGroup(scope, id, { displayName, securityEnabled: true });
    return Principal.group(ObjectId.of(found.objectId), { displayName });
  }

  /** A user by its user principal name, such as "ada@contoso.com". */
  public static fromUserPrincipalName(scope: Construct, id: string, userPrincipalName: string): Principal {
    const found = new DataAzureadUser(scope, id, { userPrincipalName });
    return Principal.user(ObjectId.of(found.objectId), { displayName: userPrincipalName });
  }

  /** A service principal by its display name. */
  public static fromServicePrincipalName(scope: Construct, id: string, displayName: string): Principal {
    return Principal.lookedUp(new DataAzureadServicePrincipal(scope, id, { displayName }), displayName);
  }

  /** A service principal by its client id. */
  public static fromClientId(scope: Construct, id: string, clientId: ClientId): Principal {
    const found = new DataAzureadServicePrincipal(scope, id, { clientId: clientId.value });
    return Principal.lookedUp(found, found.displayName);
  }

  private static lookedUp(found: DataAzureadServicePrincipal, displayName: string): Principal {
    return Principal.servicePrincipal(ObjectId.of(found.objectId), {
      clientId: ClientId.of(found.clientId),
      displayName,
    });
  }

  public readonly principalType: PrincipalType;
  public readonly objectId: ObjectId;
  public readonly displayName?: string;

  /** Client id, where it is known. */
  public readonly clientId?: ClientId;

  private constructor(principalType: PrincipalType, objectId: ObjectId, options: ServicePrincipalOptions) {
    this.principalType = principalType;
    this.objectId = objectId;
    this.clientId = options.clientId;
    this.displayName = options.displayName;
  }

  /** The client id it was given or looked up with. */
  public findClientId(): ClientId | undefined {
    return this.clientId;
  }
}
