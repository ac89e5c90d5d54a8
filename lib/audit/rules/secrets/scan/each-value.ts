import { type Analysis } from "../../../terraform/analysis";
import { type Block } from "../../../terraform/document";
import { isObject } from "../../../terraform/values";

const NAMED = /^\$\{(local|var)\.([\w-]+)\}$/;

/** Where the values are that "each.value" stands for: in the block itself, in a local, or in the default of a variable. */
export interface EachValue {
  readonly block: Block;
  readonly isDefault: boolean;
}

/** Whose literals "each.value" stands for. */
export class EachValues {
  private declared: Map<string, Block> | undefined;

  public constructor(private readonly analysis: Analysis) {}

  /** Undefined if none is a literal. */
  public literalOf(block: Block): EachValue | undefined {
    const { for_each: forEach } = block.expressions;
    const [, root, name] = typeof forEach === "string" ? (NAMED.exec(forEach) ?? []) : [];
    if (root === undefined || name === undefined) {
      return hasLiteral(forEach) ? { block, isDefault: false } : undefined;
    }
    const isDefault = root === "var";
    const declared = this.blocks().get(keyOf(block, isDefault ? "variable" : "local", name));
    const values = isDefault ? declared?.values.default : declared?.values.value;
    return declared && hasLiteral(values) ? { block: declared, isDefault } : undefined;
  }

  private blocks(): ReadonlyMap<string, Block> {
    this.declared ??= new Map(
      (["local", "variable"] as const).flatMap((kind) =>
        this.analysis.blocksOf(kind).map((block) => [keyOf(block, kind, block.name), block]),
      ),
    );
    return this.declared;
  }
}

const keyOf = ({ document, module }: Block, kind: string, name: string): string =>
  `${document.name}\n${module}\n${kind}\n${name}`;

const hasLiteral = (values: unknown): boolean =>
  isObject(values) && Object.values(values).some((one) => typeof one === "string" && one !== "" && !one.includes("${"));
