import { type ITerraformResource } from "cdktf";
import { Mark } from "../core/mark";
import { asConstruct } from "../core/attributes";
import { isResource, notAResource } from "../core/given";
import { attributeOf } from "../core/resources";
import { rules } from "../core/rules";
import { supportOf } from "../source/identity-support";
import { SourceIdentities } from "../source/source-identities";
import { lookedUpClientId } from "./client-id-lookup";
import { type ClientId, ObjectId } from "./principal-ids";
import { type IManagedIdentity, PrincipalType } from "./principal-interfaces";

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
      this.objectId = ObjectId._refused(notAResource("source", source));
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
    return lookedUpClientId(asConstruct(source), this.objectId.value, source);
  }

  public attachTo(source: ITerraformResource): void {
    if (source !== this.source && isResource(this.source)) {
      SourceIdentities.of(source).refuse(...identityOfOther(asConstruct(this.source).node.path));
    }
  }
}

const identityOfOther = rules<[owner: string]>("SystemAssignedManagedIdentity", [
  {
    rule: "system-assigned-identity-of-other-source",
    message: (owner) =>
      `cannot use the system-assigned identity of ${owner}, which belongs to that one resource; ` +
      "leave out the identity of the binding, or share a user-assigned identity",
  },
]);
