import { type TerraformElement, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { freeChildId } from "./children";
import { checkAtSynth } from "./problems";
import { remember } from "./collections";
import { Mark } from "./mark";
import { findState, stateOf } from "./state";

/** The prefix of all shared Terraform names. It is the same in every package that this code is published as. */
const ID = "azmi";

const LIBRARY = new Mark<StackLibrary>("StackLibrary");

/**
 * Elements that the constructs of a stack share, whichever asks first: grants, lookups, programs. The Terraform name
 * describes the element itself, so that renaming, moving or splitting constructs changes no plan.
 */
export class StackLibrary extends Construct {
  public static of(scope: IConstruct): StackLibrary {
    const stack = TerraformStack.of(scope);
    return stateOf(stack, "library", () => new StackLibrary(stack));
  }

  /** The elements that a construct asked for. */
  public static askedForBy(asker: IConstruct): readonly TerraformElement[] {
    const library = findState(TerraformStack.of(asker), "library") as StackLibrary | undefined;
    return [...(library?.asked.get(asker) ?? [])];
  }

  /** The keys of shared elements, by id. */
  private readonly keys = new Map<string, string>();
  private readonly asked = new Map<IConstruct, Set<TerraformElement>>();

  private constructor(stack: TerraformStack) {
    super(stack, stack.node.tryFindChild(ID) ? freeChildId(stack, ID) : ID);
    LIBRARY.put(this);
  }

  /**
   * A shared element, created on first use.
   *
   * @param scope the construct that asks for it
   * @param parts parts of its Terraform name
   * @param key its full identity; another key with the same name is an error of the second construct
   */
  public share<T extends TerraformElement>(
    scope: Construct,
    parts: readonly string[],
    key: string,
    create: (library: Construct, id: string) => T,
  ): T {
    const id = parts.join("_").replace(/[^\w-]+/g, "-");
    const present = this.node.tryFindChild(id) as T | undefined;
    if (!present) {
      const created = create(this, id);
      this.keys.set(id, key);
      this.note(scope, created);
      return created;
    }
    this.note(scope, present);
    if (this.keys.get(id) !== key) {
      checkAtSynth(scope, () => [
        `needs the Terraform name ${present.friendlyUniqueId}, which stands for something else already: ` +
          `${key} here, ${this.keys.get(id) ?? ""} there; give one of the constructs another id`,
      ]);
    }
    return present;
  }

  private note(asker: IConstruct, element: TerraformElement): void {
    remember(this.asked, asker, () => new Set()).add(element);
  }
}

/** Names a shared element before its first use, so that its name is stable. */
export function nameShared(element: TerraformElement): void {
  const { scope, id } = element.node;
  if (LIBRARY.isOn(scope)) {
    element.overrideLogicalId(`${ID}_${id}`);
  }
}
