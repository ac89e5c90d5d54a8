import { DataAzurermUserAssignedIdentity } from "@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { type ITerraformResource } from "cdktf";
import { Construct } from "constructs";
import { asConstruct, configured } from "../core/attributes";
import { checkAtSynth } from "../core/problems";
import { attributeOf, resourceGroupProblems, typeProblems } from "../core/resources";
import { SourceIdentities } from "../source/source-identities";
import { ClientId } from "./client-id";
import { ObjectId } from "./object-id";
import { type IManagedIdentity } from "./principal-interfaces";
import { PrincipalType } from "./principal-type";

/** A managed identity that is a resource of its own and can be carried by many sources. */
export interface IUserAssignedIdentity extends IManagedIdentity {
  /** ARM id of the identity. */
  readonly resourceId: string;

  /** Client id of the identity; an application that carries several identities signs in with this one by it. */
  readonly clientId: ClientId;
}

/** What a new user-assigned identity is made of. */
export interface UserAssignedManagedIdentityProps {
  /** Name of the identity, 3 to 128 letters, digits, hyphens and underscores; SQL logins get the same name. */
  readonly name: string;

  /** The `azurerm_resource_group` resource or data source that the identity is created in. */
  readonly resourceGroup: ITerraformResource;

  /**
   * Azure region.
   *
   * @default - the region of the resource group
   */
  readonly location?: string;

  /**
   * Tags of the identity.
   *
   * @default - none
   */
  readonly tags?: Record<string, string>;
}

/** Where an identity that exists already is found. */
export interface UserAssignedManagedIdentityLookup {
  /** Name of the identity. */
  readonly name: string;

  /** Name of its resource group. */
  readonly resourceGroupName: string;
}

/**
 * A managed identity that is a resource of its own and can be carried by many sources.
 *
 * It exists before its sources do, so its access can be granted before they start.
 *
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview
 */
export class UserAssignedManagedIdentity extends Construct implements IUserAssignedIdentity {
  /**
   * An identity that is in the app already.
   *
   * @param identity an `azurerm_user_assigned_identity` resource or data source; anything else is reported at synth
   */
  public static fromResource(identity: ITerraformResource): IUserAssignedIdentity {
    checkAtSynth(asConstruct(identity), () =>
      typeProblems("UserAssignedManagedIdentity.fromResource", identity, ["azurerm_user_assigned_identity"]),
    );
    return new IdentityOfResource(identity);
  }

  /** An identity that exists outside the app, looked up with the azurerm provider. */
  public static fromLookup(
    scope: Construct,
    id: string,
    lookup: UserAssignedManagedIdentityLookup,
  ): IUserAssignedIdentity {
    return new IdentityOfResource(new DataAzurermUserAssignedIdentity(scope, id, { ...lookup }));
  }

  /** The resource behind the identity. */
  public readonly resource: UserAssignedIdentity;
  public readonly principalType = PrincipalType.SERVICE_PRINCIPAL;
  public readonly displayName?: string;

  private readonly identity: IUserAssignedIdentity;

  public constructor(scope: Construct, id: string, props: UserAssignedManagedIdentityProps) {
    super(scope, id);
    // "Default" leaves no trace in the Terraform address: it is the same as that of a plain resource.
    this.resource = new UserAssignedIdentity(this, "Default", {
      name: props.name,
      resourceGroupName: attributeOf(props.resourceGroup, "name"),
      location: props.location ?? attributeOf(props.resourceGroup, "location"),
      tags: props.tags,
    });
    this.identity = new IdentityOfResource(this.resource);
    this.displayName = props.name;
    checkAtSynth(this, () => resourceGroupProblems(props.resourceGroup));
  }

  public get resourceId(): string {
    return this.identity.resourceId;
  }

  public get objectId(): ObjectId {
    return this.identity.objectId;
  }

  public get clientId(): ClientId {
    return this.identity.clientId;
  }

  public findClientId(): ClientId | undefined {
    return this.clientId;
  }

  public attachTo(source: ITerraformResource): void {
    this.identity.attachTo(source);
  }
}

/** An identity by its resource or data source; tokens are made when they are asked for, because each costs a stack trace. */
class IdentityOfResource implements IUserAssignedIdentity {
  public readonly principalType = PrincipalType.SERVICE_PRINCIPAL;
  private knownObjectId?: ObjectId;
  private knownClientId?: ClientId;

  public constructor(private readonly resource: ITerraformResource) {}

  public get resourceId(): string {
    return attributeOf(this.resource, "id");
  }

  public get objectId(): ObjectId {
    return (this.knownObjectId ??= ObjectId.of(attributeOf(this.resource, "principal_id")));
  }

  public get clientId(): ClientId {
    return (this.knownClientId ??= ClientId.of(attributeOf(this.resource, "client_id")));
  }

  public get displayName(): string {
    const name = configured(this.resource, "name");
    return typeof name === "string" ? name : attributeOf(this.resource, "name");
  }

  public findClientId(): ClientId | undefined {
    return this.clientId;
  }

  public attachTo(source: ITerraformResource): void {
    SourceIdentities.of(source).addUserAssigned(this.resourceId);
  }
}
