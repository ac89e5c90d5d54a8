import { type BlockIndex } from "./block-index";
import { type Block } from "./document";
import { callerOf, dig } from "./origins";
import { isObject } from "./values";

type Literal = string | number | boolean;

const REFERENCE = /\$\{\s*(var|local)\.([\w.-]+?)\s*\}/g;

/** Locals that are made of locals, and so on, deeper than this are not looked up. */
const LONGEST = 20;

/** What a value is as far as locals, variables and the arguments of modules say it. */
export function literalOf(value: unknown, from: Block, index: BlockIndex, depth = 0): Literal | undefined {
  if (typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  if (typeof value !== "string" || depth > LONGEST) {
    return undefined;
  }
  if (!value.includes("${") && !value.includes("%{")) {
    return value;
  }
  if (!value.includes("var.") && !value.includes("local.")) {
    return undefined;
  }
  const [whole] = value.matchAll(REFERENCE);
  if (whole?.[0] === value) {
    return ofReference(whole, from, index, depth + 1);
  }
  const text = value.replace(REFERENCE, (...reference: string[]) =>
    String(ofReference(reference, from, index, depth + 1) ?? "${}"),
  );
  return text.includes("${") || text.includes("%{") ? undefined : text;
}

function ofReference(
  [, root = "", traversal = ""]: readonly string[],
  from: Block,
  index: BlockIndex,
  depth: number,
): Literal | undefined {
  const [name = "", ...path] = traversal.split(".");
  const [block, argument] = argumentOf(root, name, from, index);
  const { value, rest } = dig(block?.values[argument], path);
  return block && rest.length === 0 && !isObject(value) ? literalOf(value, block, index, depth) : undefined;
}

function argumentOf(root: string, name: string, from: Block, index: BlockIndex): readonly [Block | undefined, string] {
  if (root === "local") {
    return [index.moduleOf(from).find("local", "", name), "value"];
  }
  const caller = callerOf(from, index);
  return caller && name in caller.values
    ? [caller, name]
    : [index.moduleOf(from).find("variable", "", name), "default"];
}
