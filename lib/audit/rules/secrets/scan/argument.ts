import { sensitiveAttributes } from "../../../data/sensitive-attributes";
import { type Block, type BlockKind } from "../../../terraform/document";
import { type Arguments, type Use, useOf } from "./uses";

/** An argument of a type, with what it is used for: the same object for all blocks of the type. */
export class Argument {
  /** Where it is, without the indexes of lists; dynamic blocks are where their content would be. */
  public readonly path: string;
  public readonly use: Use;
  private readonly arguments = new Map<string, Argument>();

  public constructor(
    private readonly of: Arguments,
    public readonly key: string,
    private readonly written: string,
  ) {
    this.path = written.includes("dynamic.")
      ? written.replace(/(^|\.)dynamic\.([^.]+)(?:\.(?:content|for_each))?/g, "$1$2")
      : written;
    this.use = useOf(of, key, this.path);
  }

  /** The argument of a name in this one. */
  public inner(key: string): Argument {
    let inner = this.arguments.get(key);
    if (!inner) {
      inner = new Argument(this.of, key, this.written === "" ? key : `${this.written}.${key}`);
      this.arguments.set(key, inner);
    }
    return inner;
  }
}

/** The arguments of all types, each looked up once. */
export class ArgumentsOfTypes {
  private readonly types = new Map<BlockKind, Map<string, Argument>>();

  public of({ kind, type, name }: Block): Argument {
    const label = kind === "provider" ? name : type;
    let types = this.types.get(kind);
    if (!types) {
      this.types.set(kind, (types = new Map<string, Argument>()));
    }
    let root = types.get(label);
    if (!root) {
      const known = kind === "resource" || kind === "data" ? sensitiveAttributes(kind, type) : undefined;
      types.set(label, (root = new Argument({ kind, type: label, known }, "", "")));
    }
    return root;
  }
}
