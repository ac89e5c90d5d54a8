import { type ObjectValue } from "../protocol/values";
import { type ConfiguredAccount } from "./account";
import { sharesId } from "./id-templates";
import { isPartOf } from "./parts";

/**
 * An existing resource with the state that Terraform reads. Resources of templates have the form of Resource Manager.
 */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly state: ObjectValue;
  /** Ids of the resources that a template deployment created. */
  readonly made?: readonly string[];
  /** The account and subscription that created it. */
  readonly account: ConfiguredAccount;
  /** Whether it existed before any deployment. */
  readonly declared: boolean;
  /** Differs from previous resources with the same id. */
  readonly incarnation: string;
}

/** All existing resources. Ids ignore letter case. */
export class Inventory {
  private readonly resources = new Map<string, Resource>();
  private created = 0;
  private readonly generations = new Map<string, number>();

  public all(): Resource[] {
    return [...this.resources.values()];
  }

  public ofType(type: string): Resource[] {
    return this.all().filter((resource) => resource.type === type);
  }

  /** The resource with this id; with a type, the Terraform resource of that type. */
  public find(id: string, type = ""): Resource | undefined {
    return this.resources.get(keyOf(id, type));
  }

  /** Creates a resource, or replaces its state. */
  public put(resource: Omit<Resource, "incarnation">): Resource {
    const { incarnation } = this.find(resource.id, resource.type) ?? { incarnation: String(++this.created) };
    const present = { ...resource, incarnation };
    this.resources.set(keyOf(resource.id, resource.type), present);
    return present;
  }

  /** Removes a resource and all its children. Returns what was removed. */
  public remove(id: string, type = ""): Resource[] {
    const resource = this.find(id, type);
    if (!resource) {
      return [];
    }
    this.resources.delete(keyOf(resource.id, resource.type));
    const parts = sharesId(resource.type) ? [] : this.all().filter((other) => isPartOf(other, resource));
    return [resource, ...parts.flatMap((part) => this.remove(part.id, part.type))];
  }

  /** A counter for a name, so that a recreated object differs from its predecessor. */
  public nextGeneration(name: string): string {
    const generation = (this.generations.get(name.toLowerCase()) ?? 0) + 1;
    this.generations.set(name.toLowerCase(), generation);
    return String(generation);
  }
}

/** A Terraform resource that configures another one has the same id: "azurerm_storage_account_network_rules". */
function keyOf(id: string, type: string): string {
  return (sharesId(type) ? `${id}#${type}` : id).toLowerCase();
}
