import { type TerraformElement, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { freeChildId } from "./children";
import { checkAtSynth } from "./problems";
import { remember } from "./collections";

/** Begins the Terraform names of all that is shared: the same in every package that this code is published as. */
const ID = "azmi";

const libraries = new WeakMap<TerraformStack, StackLibrary>();

/**
 * What the constructs of a stack share, whichever of them asks first: grants, look-ups, programs. The Terraform name of
 * something shared tells what it is and nothing else, so that renaming, moving or splitting the constructs that ask for it
 * changes no plan.
 */
export class StackLibrary extends Construct {
  public static of(scope: IConstruct): StackLibrary {
    const stack = TerraformStack.of(scope);
    return remember(libraries, stack, () => new StackLibrary(stack));
  }

  /** What a construct has asked for. */
  public static askedForBy(asker: IConstruct): readonly TerraformElement[] {
    return [...(libraries.get(TerraformStack.of(asker))?.asked.get(asker) ?? [])];
  }

  /** What tells shared elements apart, by id. */
  private readonly keys = new Map<string, string>();
  private readonly asked = new Map<IConstruct, Set<TerraformElement>>();

  private constructor(stack: TerraformStack) {
    super(stack, stack.node.tryFindChild(ID) ? freeChildId(stack, ID) : ID);
  }

  /**
   * Something shared, created when it is first asked for.
   *
   * @param scope who asks
   * @param parts of its Terraform name
   * @param key what it is, in full: two things of one name are a problem of who asks second
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

/** Gives what is shared its Terraform name, before anybody asks for it and so makes it last. */
export function nameShared(element: TerraformElement): void {
  const { scope, id } = element.node;
  if (scope instanceof StackLibrary) {
    element.overrideLogicalId(`${ID}_${id}`);
  }
}
