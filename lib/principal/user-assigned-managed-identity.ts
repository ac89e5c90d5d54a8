import { type ITerraformResource, type TerraformProvider, type TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";
import { configured } from "../core/attributes";
import { given, isResource, shown, textProblems } from "../core/given";
import { isLiteral } from "../core/literal-text";
import { OwnDataSource, OwnResource } from "../core/own-resource";
import { Placement } from "../core/placement";
import { checkAtSynth } from "../core/problems";
import { attributeOf, resourceGroupProblems, typeProblems } from "../core/resources";
import { SourceIdentities } from "../source/source-identities";
import { ClientId, ObjectId } from "./principal-ids";
import { type IManagedIdentity, PrincipalType } from "./principal-interfaces";

/** A managed identity that is a separate resource and can be used by many sources. */
export interface IUserAssignedIdentity extends IManagedIdentity {
  /** ARM id of the identity. */
  readonly resourceId: string;

  /** Client id of the identity. An application with several identities uses it to choose this one. */
  readonly clientId: ClientId;
}

/** Properties of a new user-assigned identity. */
export interface UserAssignedManagedIdentityProps {
  /**
   * Name of the identity, 3 to 128 letters, digits, hyphens and underscores, starting with a letter or a digit. SQL
   * logins get the same name.
   */
  readonly name: string;

  /** The resource group of the identity: an `azurerm_resource_group` resource or data source. */
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

  /**
   * The azurerm provider that creates the identity, which selects its subscription.
   *
   * @default - the provider of the resource group; if that is in another stack, the provider of this stack for the same
   * subscription
   */
  readonly provider?: TerraformProvider;
}

/** Identifies an existing identity. */
export interface UserAssignedManagedIdentityLookup {
  /** Name of the identity. */
  readonly name: string;

  /** Name of its resource group. */
  readonly resourceGroupName: string;

  /**
   * The azurerm provider for the lookup, which selects the subscription.
   *
   * @default - the default provider of the stack, or the only one
   */
  readonly provider?: TerraformProvider;
}

/**
 * A managed identity that is a separate resource and can be used by many sources.
 *
 * It exists before its sources, so it can get access before they start.
 *
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview
 */
export class UserAssignedManagedIdentity extends Construct implements IUserAssignedIdentity {
  /**
   * An identity that the app already contains.
   *
   * @param identity an `azurerm_user_assigned_identity`, resource or data source; synth rejects anything else
   */
  public static fromResource(identity: ITerraformResource): IUserAssignedIdentity {
    const problems = typeProblems("identity", identity, ["azurerm_user_assigned_identity"]);
    if (problems.length > 0 && isResource(identity)) {
      checkAtSynth(identity, () => problems);
    }
    return new IdentityOfResource(identity, problems);
  }

  /** An existing identity, looked up with the azurerm provider. */
  public static fromLookup(
    scope: Construct,
    id: string,
    lookup: UserAssignedManagedIdentityLookup,
  ): IUserAssignedIdentity {
    const { name, resourceGroupName, provider } = given(lookup);
    const placement = new Placement("azurerm", scope, () => ({ provider, inSubscription: true }));
    const place = { name, resource_group_name: resourceGroupName };
    const found = new OwnDataSource(scope, id, "azurerm_user_assigned_identity", place, { placement });
    checkAtSynth(found, () => [...textProblems({ name, resourceGroupName }), ...placement.problems()]);
    return new IdentityOfResource(found);
  }

  /** The Terraform resource of the identity. */
  public readonly resource: TerraformResource;
  public readonly principalType = PrincipalType.SERVICE_PRINCIPAL;
  public readonly displayName?: string;

  private readonly identity: IUserAssignedIdentity;

  public constructor(scope: Construct, id: string, props: UserAssignedManagedIdentityProps) {
    super(scope, id);
    const { name, resourceGroup, provider, location, tags } = given(props);
    const group = isResource(resourceGroup) ? resourceGroup : undefined;
    const placement = new Placement("azurerm", this, () => ({ provider, belongsTo: group, inSubscription: true }));
    // CDKTF omits "Default" from the Terraform address, so that it equals that of a plain resource.
    this.resource = new OwnResource(
      this,
      "Default",
      "azurerm_user_assigned_identity",
      {
        name,
        resource_group_name: group ? attributeOf(group, "name") : "",
        location: location ?? (group ? attributeOf(group, "location") : ""),
        tags,
      },
      { placement },
    );
    this.identity = new IdentityOfResource(this.resource);
    this.displayName = name;
    checkAtSynth(this, () => [...nameProblems(name), ...resourceGroupProblems(resourceGroup), ...placement.problems()]);
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

/** An identity by its resource or data source. Tokens are created on demand, because each records a stack trace. */
class IdentityOfResource implements IUserAssignedIdentity {
  public readonly principalType = PrincipalType.SERVICE_PRINCIPAL;
  private knownObjectId?: ObjectId;
  private knownClientId?: ClientId;

  public constructor(
    private readonly resource: ITerraformResource,
    /** The errors if it is not an identity. */
    private readonly refused: readonly string[] = [],
  ) {}

  public get resourceId(): string {
    return attributeOf(this.resource, "id");
  }

  public get objectId(): ObjectId {
    return (this.knownObjectId ??= isResource(this.resource)
      ? ObjectId.of(attributeOf(this.resource, "principal_id"))
      : ObjectId._refused(this.refused));
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
    this.refused.forEach((problem) => {
      SourceIdentities.of(source).refuse(problem);
    });
    if (this.refused.length === 0) {
      SourceIdentities.of(source).addUserAssigned(this.resourceId);
    }
  }
}

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftmanagedidentity */
function nameProblems(name: unknown): string[] {
  const isPossible =
    typeof name === "string" && (Token.isUnresolved(name) || !isLiteral(name) || /^[a-z0-9][\w-]{2,127}$/i.test(name));
  return isPossible
    ? []
    : [
        `name must be 3 to 128 letters, digits, hyphens and underscores, the first one a letter or a digit; got ${shown(name)}`,
      ];
}
