import { type ITerraformResource } from "cdktf";
import { type Construct } from "constructs";
import { Mark } from "../core/mark";
import { asConstruct } from "../core/attributes";
import { childOf } from "../core/children";
import { isResource, shown } from "../core/given";
import { Instances } from "../core/instances";
import { OwnDataSource } from "../core/own-resource";
import { Placement } from "../core/placement";
import { checkAtSynth } from "../core/problems";
import { attributeOf } from "../core/resources";
import { supportOf } from "../source/identity-support";
import { SourceIdentities } from "../source/source-identities";
import { ClientId, ObjectId } from "./principal-ids";
import { type IManagedIdentity, PrincipalType } from "./principal-interfaces";

/** The id of the lookup below the source. */
const ID = "service-principal";

const SYSTEM_ASSIGNED = new Mark<SystemAssignedManagedIdentity>("SystemAssignedManagedIdentity");

/**
 * The identity that Azure creates and deletes together with a resource. Other resources cannot use it.
 *
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview
 */
export class SystemAssignedManagedIdentity implements IManagedIdentity {
  /** @internal */
  public static _isOne(value: unknown): value is SystemAssignedManagedIdentity {
    return SYSTEM_ASSIGNED.isOn(value);
  }

  /**
   * The system-assigned identity of a source. Enables it if necessary.
   *
   * @param source an azurerm resource, or a data source with the identity of an existing one
   */
  public static of(source: ITerraformResource): SystemAssignedManagedIdentity {
    if (isResource(source)) {
      SourceIdentities.of(source).useSystemAssigned();
    }
    return new SystemAssignedManagedIdentity(source);
  }

  /**
   * The identity without enabling it, for sources that are reported as wrong.
   *
   * @internal
   */
  public static _of(source: ITerraformResource): SystemAssignedManagedIdentity {
    return new SystemAssignedManagedIdentity(source);
  }

  public readonly source: ITerraformResource;
  public readonly objectId: ObjectId;
  public readonly principalType = PrincipalType.SERVICE_PRINCIPAL;

  /** Name of the source; undefined for slots and other child resources, which have a longer name in Entra ID. */
  public readonly displayName?: string;

  private constructor(source: ITerraformResource) {
    SYSTEM_ASSIGNED.put(this);
    this.source = source;
    if (!isResource(source)) {
      this.objectId = ObjectId._refused([`source must be a resource or data source; got ${shown(source)}`]);
      this.displayName = "nobody";
      return;
    }
    this.objectId = ObjectId.of(attributeOf(source, "identity[0].principal_id"));
    if (supportOf(source)?.nested !== true) {
      this.displayName = attributeOf(source, "name");
    }
  }

  /**
   * Looks up the client id, which azurerm does not export. The first call adds an `azuread_service_principal` data
   * source to the stack of the source, which needs the azuread provider.
   */
  public findClientId(): ClientId | undefined {
    const { source } = this;
    if (!isResource(source)) {
      return undefined;
    }
    const object_id = this.objectId.value;
    const create = (scope: Construct): OwnDataSource<"azuread_service_principal"> => {
      const placement = new Placement("azuread", scope, () => ({ belongsTo: source }));
      const instances = (): Instances | undefined => Instances.of([object_id], scope);
      const found = new OwnDataSource(scope, ID, "azuread_service_principal", { object_id }, { placement, instances });
      checkAtSynth(found, () => placement.problems());
      return found;
    };
    return ClientId.of(childOf(asConstruct(source), ID, create).text("client_id"));
  }

  public attachTo(source: ITerraformResource): void {
    if (source !== this.source && isResource(this.source)) {
      SourceIdentities.of(source).refuse(
        `cannot use the system-assigned identity of ${asConstruct(this.source).node.path}: Azure ties it to that one resource; ` +
          "leave out the identity of the binding, or share a user-assigned identity",
      );
    }
  }
}
