import { type ObjectValue } from "../protocol/values";
import { type ConfiguredAccount } from "./account";
import { sharesId } from "./id-templates";
import { isPartOf } from "./parts";

/** A thing that exists, with the state that Terraform reads; what a template made is as Resource Manager has it. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly state: ObjectValue;
  /** Ids of what a template deployment made. */
  readonly made?: readonly string[];
  /** Who made it, and in which subscription. */
  readonly account: ConfiguredAccount;
  /** Whether it was there before anything was deployed. */
  readonly declared: boolean;
  /** Tells it from others that had its id before. */
  readonly incarnation: string;
}

/** Everything that exists; ids do not distinguish upper and lower case. */
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

  /** The resource with this id; with a type, what Terraform manages as that type. */
  public find(id: string, type = ""): Resource | undefined {
    return this.resources.get(keyOf(id, type));
  }

  /** Creates a resource, or puts another state in the place of the one it has. */
  public put(resource: Omit<Resource, "incarnation">): Resource {
    const { incarnation } = this.find(resource.id, resource.type) ?? { incarnation: String(++this.created) };
    const present = { ...resource, incarnation };
    this.resources.set(keyOf(resource.id, resource.type), present);
    return present;
  }

  /** Removes a resource and all its parts; answers what is gone. */
  public remove(id: string, type = ""): Resource[] {
    const resource = this.find(id, type);
    if (!resource) {
      return [];
    }
    this.resources.delete(keyOf(resource.id, resource.type));
    const parts = sharesId(resource.type) ? [] : this.all().filter((other) => isPartOf(other, resource));
    return [resource, ...parts.flatMap((part) => this.remove(part.id, part.type))];
  }

  /** How often this was asked for a name: what is made again is not what it was. */
  public nextGeneration(name: string): string {
    const generation = (this.generations.get(name.toLowerCase()) ?? 0) + 1;
    this.generations.set(name.toLowerCase(), generation);
    return String(generation);
  }
}

/** What Terraform manages as a part of another resource has that one's id: "azurerm_storage_account_network_rules". */
function keyOf(id: string, type: string): string {
  return (sharesId(type) ? `${id}#${type}` : id).toLowerCase();
}
