import { remember } from "../../core/collections";
import { type Analysis, type Origin } from "./analysis";
import { BlockIndex } from "./block-index";
import { type Block, type BlockKind, type TerraformDocument } from "./document";
import { knownIds } from "./known-ids";
import { literalOf } from "./literals";
import { Origins } from "./origins";

/** Analyses the documents of one app together: references into other stacks are followed. */
export function analyse(documents: readonly TerraformDocument[]): Analysis {
  const byKind = new Map<BlockKind, Block[]>();
  const byType = new Map<string, Block[]>();
  for (const block of documents.flatMap(({ blocks }) => blocks)) {
    remember(byKind, block.kind, () => []).push(block);
    if (block.kind === "resource") {
      remember(byType, block.type, () => []).push(block);
    }
  }
  const index = new BlockIndex(documents);
  const origins = new Origins(index);
  let ids: ReadonlyMap<string, Origin> | undefined;
  return {
    documents,
    blocksOf: (kind) => byKind.get(kind) ?? [],
    resourcesOf: (type) => byType.get(type) ?? [],
    originsOf: (value, from) => origins.of(value, from),
    literalOf: (value, from) => literalOf(value, from, index),
    ownerOf: (value, from) => {
      if (typeof value !== "string") {
        return undefined;
      }
      const [origin, ...others] = origins.of(value, from);
      if (origin) {
        return origin.exact && others.length === 0 ? origin : undefined;
      }
      const literal = literalOf(value, from, index);
      return typeof literal === "string" ? (ids ??= knownIds(documents)).get(literal.toLowerCase()) : undefined;
    },
  };
}
