import { remember } from "../../core/collections";
import { type Origin } from "./analysis";
import { type BlockIndex } from "./block-index";
import { type Block } from "./document";
import { type Traversal, traversalsIn } from "./traversals";
import { eachLeaf, isObject } from "./values";

/** References through more locals, variables and outputs than this are not followed. */
const LONGEST = 100;

const NONE: readonly Origin[] = [];

/** What most references are: an attribute of a resource. It is found sooner than remembered. */
const RESOURCE = /^\$\{([A-Za-z][A-Za-z0-9]*_[\w-]*)\.([A-Za-z_][\w-]*)((?:\.[A-Za-z_][\w-]*)*)\}$/;

/** Roots of references to what is no block. */
const NO_BLOCKS = new Set(["count", "path", "terraform"]);

/** Follows references to where values come from. Remembers what it found, so that each local and output is followed once. */
export class Origins {
  private readonly ofBlocks = new Map<Block, Map<string, readonly Origin[]>>();
  private depth = 0;

  public constructor(private readonly index: BlockIndex) {}

  /** The origins of all texts in a value. */
  public of(value: unknown, from: Block): readonly Origin[] {
    if (typeof value === "string") {
      return this.ofText(value, from);
    }
    if (typeof value !== "object" || value === null) {
      return NONE;
    }
    let found: Origin[] | undefined;
    eachLeaf(value, (leaf) => {
      const origins = typeof leaf === "string" ? this.ofText(leaf, from) : NONE;
      if (origins.length > 0) {
        found = (found ?? []).concat(origins);
      }
    });
    return found ?? NONE;
  }

  private ofText(text: string, from: Block): readonly Origin[] {
    if (!text.includes("{")) {
      return NONE;
    }
    const [, type, name, attribute] = RESOURCE.exec(text) ?? [];
    if (type !== undefined && name !== undefined && attribute !== undefined) {
      return [this.resource("resource", type, name, attribute.slice(1), true, from)];
    }
    const known = this.followedIn(text, from);
    const remembered = known.get(text);
    if (remembered) {
      return remembered;
    }
    if (this.depth > LONGEST) {
      return NONE;
    }
    // A reference to itself finds nothing.
    known.set(text, NONE);
    this.depth += 1;
    const found = traversalsIn(text).flatMap((traversal) => this.ofTraversal(traversal, from));
    this.depth -= 1;
    known.set(text, found);
    return found;
  }

  /** "each" and "self" mean something else in every block; the rest means the same in a module. */
  private followedIn(text: string, from: Block): Map<string, readonly Origin[]> {
    return text.includes("each.") || text.includes("self.")
      ? remember(this.ofBlocks, from, () => new Map<string, readonly Origin[]>())
      : this.index.moduleOf(from).followed;
  }

  private ofTraversal({ parts, exact }: Traversal, from: Block): readonly Origin[] {
    const [root = "", first = "", ...rest] = parts;
    if (NO_BLOCKS.has(root)) {
      return NONE;
    }
    switch (root) {
      case "local":
        return this.inBlock(this.index.moduleOf(from).find("local", "", first), "value", rest, exact);
      case "var":
        return this.ofVariable(first, rest, exact, from);
      case "module":
        return this.ofOutput(first, rest, exact, from);
      case "each":
        return inexact(this.of(from.expressions.for_each, from));
      case "self":
        return [{ block: from, kind: "resource", ...attributeOf(from.type, from.name, parts.slice(1)), exact }];
      case "data":
        return this.ofData(parts, exact, from);
      case "ephemeral":
        return [this.resource("ephemeral", first, rest[0] ?? "", rest.slice(1).join("."), exact, from)];
      default:
        return root.includes("_") ? [this.resource("resource", root, first, rest.join("."), exact, from)] : NONE;
    }
  }

  private resource(
    kind: "resource" | "data" | "ephemeral",
    type: string,
    name: string,
    attribute: string,
    exact: boolean,
    from: Block,
  ): Origin {
    return { block: this.index.moduleOf(from).find(kind, type, name), kind, type, name, attribute, exact };
  }

  /** A variable is what the caller of the module passes, or else what it is by default. */
  private ofVariable(name: string, rest: readonly string[], exact: boolean, from: Block): readonly Origin[] {
    const caller = callerOf(from, this.index);
    if (caller && name in caller.expressions) {
      return this.inBlock(caller, name, rest, exact);
    }
    const block = this.index.moduleOf(from).find("variable", "", name);
    return [{ block, kind: "variable", ...attributeOf("", name, rest), exact }];
  }

  private ofOutput(
    call: string,
    [output = "", ...rest]: readonly string[],
    exact: boolean,
    from: Block,
  ): readonly Origin[] {
    const module = from.module === "" ? `module.${call}` : `${from.module}.module.${call}`;
    return this.inBlock(this.index.findIn(module, from, "output", output), "value", rest, exact);
  }

  private ofData(parts: readonly string[], exact: boolean, from: Block): readonly Origin[] {
    const [, type = "", name = "", attribute, output = "", ...rest] = parts;
    if (type === "terraform_remote_state" && attribute === "outputs") {
      const stack = name.replace(/^cross-stack-reference-input-/, "");
      const found = this.index.outputOf(stack, output);
      if (found) {
        return this.inBlock(found, "value", rest, exact);
      }
    }
    return [this.resource("data", type, name, parts.slice(3).join("."), exact, from)];
  }

  /** The origins of an argument of a block, or of a part of it if the argument is written as an object. */
  private inBlock(
    block: Block | undefined,
    argument: string,
    path: readonly string[],
    exact: boolean,
  ): readonly Origin[] {
    if (!block) {
      return NONE;
    }
    const { value, rest } = dig(block.expressions[argument], path);
    const origins = this.of(value, block);
    if (rest.length === 0) {
      return exact ? origins : inexact(origins);
    }
    return origins.map((origin) => ({
      ...origin,
      attribute: [origin.attribute, ...rest].filter((part) => part !== "").join("."),
      exact: exact && origin.exact,
    }));
  }
}

/** The call of the module that a block is in. */
export function callerOf(from: Block, index: BlockIndex): Block | undefined {
  if (from.module === "") {
    return undefined;
  }
  const at = from.module.lastIndexOf("module.");
  return index.findIn(from.module.slice(0, at).replace(/\.$/, ""), from, "module", from.module.slice(at + 7));
}

/** Follows a path into objects as far as it goes. */
export function dig(value: unknown, path: readonly string[]): { value: unknown; rest: readonly string[] } {
  let inner = value;
  for (const [index, part] of path.entries()) {
    // A list with one block is as good as the block.
    const object: unknown = Array.isArray(inner) && inner.length === 1 ? inner[0] : inner;
    if (!isObject(object) || !(part in object)) {
      return { value: inner, rest: path.slice(index) };
    }
    inner = object[part];
  }
  return { value: inner, rest: [] };
}

const attributeOf = (
  type: string,
  name: string,
  attribute: readonly string[],
): Pick<Origin, "type" | "name" | "attribute"> => ({
  type,
  name,
  attribute: attribute.join("."),
});

const inexact = (origins: readonly Origin[]): readonly Origin[] =>
  origins.some(({ exact }) => exact) ? origins.map((origin) => ({ ...origin, exact: false })) : origins;
