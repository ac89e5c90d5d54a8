import { type Block } from "../terraform/document";
import { nested } from "../terraform/values";
import { type Source } from "./access-model";
import { type Builder } from "./builder";
import { itemsOf } from "./memberships";
import { clusterOf, labelOf } from "./places";
import { inside, originsOf, ownerOf, textOf } from "./reading";

const IDENTITY = "azurerm_user_assigned_identity";

/** Blocks in which a resource says which identity a part of it uses. */
const PARTS: readonly string[] = ["kubelet_identity"];

/** All resources with identities, whatever their type is. */
export function sourcesOf(builder: Builder): Source[] {
  const { analysis, principals } = builder;
  const sources = new Map<string, Source>();
  const add = (block: Block, identities: readonly string[]): void => {
    const id = block.id;
    const known = sources.get(id);
    if (identities.length > 0) {
      sources.set(id, {
        id,
        label: labelOf(block, analysis),
        block,
        cluster: clusterOf(block, analysis),
        identities: [...new Set([...(known?.identities ?? []), ...identities])],
      });
    }
  };
  for (const block of analysis.blocksOf("resource")) {
    if (block.values.identity !== undefined || block.values.dynamic !== undefined) {
      add(block, identitiesIn(block, builder));
    }
    for (const part of PARTS) {
      if (block.values[part] !== undefined) {
        add(block, userAssigned(block, part, "user_assigned_identity_id", builder));
      }
    }
  }
  // Identities that only a reference tells of, such as those of add-ons.
  for (const { id, kind, block } of principals.all()) {
    if (kind === "system-assigned-identity" && block?.kind === "resource") {
      add(block, [id]);
    }
  }
  return [...sources.values()];
}

function identitiesIn(block: Block, builder: Builder): string[] {
  const { analysis, principals } = builder;
  const isSystem = nested(block.values, "identity").some(({ type }) => {
    const text = textOf(analysis, { value: type, expression: undefined }, block);
    return text !== undefined && /SystemAssigned/i.test(text.slice(0, 100));
  });
  return [
    ...(isSystem ? [principals.ofResource(block, "identity")] : []),
    ...userAssigned(block, "identity", "identity_ids", builder),
  ];
}

/** The user-assigned identities that a block names by their ids. */
function userAssigned(block: Block, part: string, name: string, { analysis, principals }: Builder): string[] {
  const expressions = nested(block.expressions, part);
  return nested(block.values, part).flatMap((values, index) =>
    itemsOf(inside(values, expressions[index], name)).flatMap((item) => {
      const owner = ownerOf(analysis, item, block);
      const blocks = owner ? [owner] : originsOf(analysis, item, block).filter(({ type }) => type === IDENTITY);
      const found = blocks.flatMap((origin) => (origin.block && principals.ofBlock(origin.block)) ?? []);
      return found.length > 0 || textOf(analysis, item, block) === undefined ? found : principals.of(item, block);
    }),
  );
}
