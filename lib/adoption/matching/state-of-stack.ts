import { otherAddress } from "./stack-values";
import { type Configuration, modulesOf, textPairs, withoutKey } from "../input/configuration";
import { type Thing } from "../input/thing";

/** The state of a stack after the `moved` blocks of the code, as Terraform plans it. */
export class StateOfStack {
  private readonly byAddress = new Map<string, Thing>();
  private readonly imports: ReadonlyMap<string, string>;
  private readonly moves: ReadonlyMap<string, string>;

  /** @param things the contents of the state */
  public constructor(things: readonly Thing[], configuration: Configuration) {
    this.moves = new Map(textPairs(configuration.moved, "from", "to"));
    this.imports = new Map(textPairs(configuration.import, "to", "id"));
    const moved: Thing[] = [];
    for (const thing of things) {
      if (this.targetOf(addressIn(thing)) === addressIn(thing)) {
        this.byAddress.set(addressIn(thing), thing);
      } else {
        moved.push(thing);
      }
    }
    // An address that is taken stays, and a resource that cannot move stays where it is.
    for (const thing of moved) {
      const target = this.targetOf(addressIn(thing));
      const address = this.byAddress.has(target) ? addressIn(thing) : target;
      this.byAddress.set(address, at(address, thing));
    }
  }

  /** The resource at an address. Terraform treats a single resource and the first of several as the same. */
  public at(address: string): Thing | undefined {
    return this.byAddress.get(address) ?? this.byAddress.get(otherAddress(address));
  }

  /** The id that the code imports to an address. */
  public importAt(address: string): string | undefined {
    return this.imports.get(address);
  }

  public get all(): Thing[] {
    return [...this.byAddress.values()];
  }

  /** `moved` blocks name a resource, an instance, or a module with all its contents. */
  private targetOf(address: string): string {
    if (this.moves.size === 0) {
      return address;
    }
    const seen = new Set<string>();
    let current = address;
    while (!seen.has(current)) {
      seen.add(current);
      for (const prefix of prefixesOf(current)) {
        const target = this.moves.get(prefix);
        if (target !== undefined) {
          current = `${target}${current.slice(prefix.length)}`;
          break;
        }
      }
    }
    return current;
  }
}

const addressIn = ({ at: place }: Thing): string => (place.in === "stack" ? place.address : "");

const at = (address: string, thing: Thing): Thing =>
  thing.at.in === "stack" ? { ...thing, at: { ...thing.at, address } } : thing;

/** The address without its key, and the modules that contain it. */
const prefixesOf = (address: string): string[] => [address, withoutKey(address), ...modulesOf(address)];
