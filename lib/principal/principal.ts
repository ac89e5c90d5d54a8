import { type ITerraformResource, type TerraformProvider } from "cdktf";
import { type Construct } from "constructs";
import { Mark } from "../core/mark";
import { textProblems } from "../core/given";
import { OwnDataSource } from "../core/own-resource";
import { type DataSourceArguments, type OwnDataSourceType } from "../core/own-types";
import { Placement } from "../core/placement";
import { checkAtSynth } from "../core/problems";
import { attributeOf, typeProblems } from "../core/resources";
import { ClientId, ObjectId } from "./principal-ids";
import { type ClusterAddOn } from "./cluster-add-on";
import { ADD_ONS, addOnProblems } from "./cluster-add-on-rules";
import { type IPrincipal, PrincipalType } from "./principal-interfaces";

/** Optional properties of a principal. */
export interface PrincipalOptions {
  /**
   * Name in Entra ID; for users, the user principal name.
   *
   * @default - unknown; a SQL login or another construct that needs a name must then be given one
   */
  readonly displayName?: string;
}

/** Optional properties of a service principal. */
export interface ServicePrincipalOptions extends PrincipalOptions {
  /**
   * Client id (application id).
   *
   * @default - unknown; Azure SQL then looks up the principal in the directory
   */
  readonly clientId?: ClientId;
}

/** Options for looking up a principal. */
export interface PrincipalLookupOptions {
  /**
   * The azuread provider for the lookup.
   *
   * @default - the default provider of the stack, or the only one
   */
  readonly provider?: TerraformProvider;
}

const PRINCIPAL = new Mark<Principal>("Principal");

/**
 * An existing group, user or service principal, by object id or looked up with the azuread provider.
 *
 * Managed identities have their own classes: `UserAssignedManagedIdentity`, `SystemAssignedManagedIdentity`.
 */
export class Principal implements IPrincipal {
  /** @internal */
  public static _isOne(value: unknown): value is Principal {
    return PRINCIPAL.isOn(value);
  }

  /** A group by object id. */
  public static group(objectId: ObjectId, options: PrincipalOptions = {}): Principal {
    return new Principal(PrincipalType.GROUP, objectId, options);
  }

  /** A user by object id. */
  public static user(objectId: ObjectId, options: PrincipalOptions = {}): Principal {
    return new Principal(PrincipalType.USER, objectId, options);
  }

  /** A service principal by object id: that of the enterprise application, not of the app registration. */
  public static servicePrincipal(objectId: ObjectId, options: ServicePrincipalOptions = {}): Principal {
    return new Principal(PrincipalType.SERVICE_PRINCIPAL, objectId, options);
  }

  /** A security group by display name. */
  public static fromGroupName(
    scope: Construct,
    id: string,
    displayName: string,
    options?: PrincipalLookupOptions,
  ): Principal {
    const name = { display_name: displayName };
    const found = lookUp(scope, id, "azuread_group", name, options, { security_enabled: true });
    return Principal.group(ObjectId.of(found.text("object_id")), { displayName });
  }

  /**
   * A user by user principal name, such as "ada@contoso.com".
   *
   * The user principal name of a guest looks like "ada_partner.com#EXT#@contoso.onmicrosoft.com", but SQL uses the mail
   * address. Use `fromMail` for guests.
   */
  public static fromUserPrincipalName(
    scope: Construct,
    id: string,
    userPrincipalName: string,
    options?: PrincipalLookupOptions,
  ): Principal {
    const user = { user_principal_name: userPrincipalName };
    const found = lookUp(scope, id, "azuread_user", user, options);
    const displayName = isGuest(userPrincipalName) ? found.text("mail") : userPrincipalName;
    return Principal.user(ObjectId.of(found.text("object_id")), { displayName });
  }

  /**
   * A user by mail address, such as "ada@partner.com". Azure SQL uses it as the name of guests.
   *
   * https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-guest-users
   */
  public static fromMail(scope: Construct, id: string, mail: string, options?: PrincipalLookupOptions): Principal {
    const found = lookUp(scope, id, "azuread_user", { mail }, options);
    return Principal.user(ObjectId.of(found.text("object_id")), { displayName: mail });
  }

  /** A service principal by display name. */
  public static fromServicePrincipalName(
    scope: Construct,
    id: string,
    displayName: string,
    options?: PrincipalLookupOptions,
  ): Principal {
    const found = lookUp(scope, id, "azuread_service_principal", { display_name: displayName }, options);
    return Principal.lookedUp(found, displayName);
  }

  /** A service principal by client id. */
  public static fromClientId(
    scope: Construct,
    id: string,
    clientId: ClientId,
    options?: PrincipalLookupOptions,
  ): Principal {
    const given = ClientId._given(clientId);
    const found = lookUp(scope, id, "azuread_service_principal", { client_id: given.value }, options);
    checkAtSynth(found, () => given._problems(found));
    return Principal.lookedUp(found, found.text("display_name"));
  }

  /**
   * The identity of a Kubernetes cluster's nodes, which pull images. Grant `AcrPull` to this identity, not to the
   * identity of the cluster.
   *
   * https://learn.microsoft.com/azure/aks/use-managed-identity
   *
   * @param cluster an `azurerm_kubernetes_cluster`, resource or data source; synth rejects anything else
   */
  public static kubelet(cluster: ITerraformResource): Principal {
    const problems = typeProblems("cluster", cluster, ["azurerm_kubernetes_cluster"]);
    if (problems.length > 0) {
      return Principal.servicePrincipal(ObjectId._refused(problems));
    }
    return Principal.servicePrincipal(ObjectId.of(attributeOf(cluster, "kubelet_identity[0].object_id")), {
      clientId: ClientId.of(attributeOf(cluster, "kubelet_identity[0].client_id")),
    });
  }

  /**
   * The identity that an add-on of a Kubernetes cluster works with. It lives in the resource group of the cluster's nodes.
   *
   * https://learn.microsoft.com/azure/aks/use-managed-identity#summary-of-managed-identities-used-by-aks
   *
   * @param cluster an `azurerm_kubernetes_cluster`, resource or data source; synth rejects anything else
   * @param addOn the add-on, which must be on
   */
  public static clusterAddOn(cluster: ITerraformResource, addOn: ClusterAddOn): Principal {
    const problems = [
      ...typeProblems("cluster", cluster, ["azurerm_kubernetes_cluster"]),
      ...addOnProblems(cluster, addOn),
    ];
    if (problems.length > 0) {
      return Principal.servicePrincipal(ObjectId._refused(problems));
    }
    const identity = `${addOn}[0].${ADD_ONS[addOn]}[0]`;
    return Principal.servicePrincipal(ObjectId.of(attributeOf(cluster, `${identity}.object_id`)), {
      clientId: ClientId.of(attributeOf(cluster, `${identity}.client_id`)),
    });
  }

  private static lookedUp(found: OwnDataSource<"azuread_service_principal">, displayName: string): Principal {
    return Principal.servicePrincipal(ObjectId.of(found.text("object_id")), {
      clientId: ClientId.of(found.text("client_id")),
      displayName,
    });
  }

  public readonly principalType: PrincipalType;
  public readonly objectId: ObjectId;
  public readonly displayName?: string;

  /** Client id, if it is known. */
  public readonly clientId?: ClientId;

  private constructor(principalType: PrincipalType, objectId: ObjectId, options: ServicePrincipalOptions) {
    PRINCIPAL.put(this);
    this.principalType = principalType;
    this.objectId = ObjectId._given(objectId);
    this.clientId = options.clientId && ClientId._given(options.clientId);
    this.displayName = options.displayName;
  }

  /** The client id that was given or looked up. */
  public findClientId(): ClientId | undefined {
    return this.clientId;
  }
}

function lookUp<Type extends OwnDataSourceType>(
  scope: Construct,
  id: string,
  type: Type,
  texts: DataSourceArguments<Type>,
  { provider }: PrincipalLookupOptions = {},
  flags?: DataSourceArguments<Type>,
): OwnDataSource<Type> {
  const placement = new Placement("azuread", scope, () => ({ provider }));
  const found = new OwnDataSource(scope, id, type, { ...texts, ...flags }, { placement });
  checkAtSynth(found, () => [...textProblems(texts), ...placement.problems()]);
  return found;
}

const isGuest = (userPrincipalName: string): boolean => userPrincipalName.toUpperCase().includes("#EXT#@");
