import { type Analysis } from "../../../terraform/analysis";
import { type Block } from "../../../terraform/document";
import { isObject } from "../../../terraform/values";

const NAMED = /^\$\{(local|var)\.([\w-]+)\}$/;

/** Where the values are that "each.value" stands for: in the block itself, in a local, or in the default of a variable. */
export interface EachValue {
  readonly block: Block;
  readonly isDefault: boolean;
}

/** Whose literals "each.value" stands for; undefined if none is one. */
export function literalOfEach(analysis: Analysis, block: Block): EachValue | undefined {
  const { for_each: forEach } = block.expressions;
  const [, root, name] = typeof forEach === "string" ? (NAMED.exec(forEach) ?? []) : [];
  if (root === undefined) {
    return hasLiteral(forEach) ? { block, isDefault: false } : undefined;
  }
  const isDefault = root === "var";
  const declared = analysis
    .blocksOf(isDefault ? "variable" : "local")
    .find((one) => one.name === name && one.module === block.module && one.document === block.document);
  const values = isDefault ? declared?.values.default : declared?.values.value;
  return declared && hasLiteral(values) ? { block: declared, isDefault } : undefined;
}

const hasLiteral = (values: unknown): boolean =>
  isObject(values) && Object.values(values).some((one) => typeof one === "string" && one !== "" && !one.includes("${"));
