import { isGrant } from "../../access/grant-blocks";
import { argumentOf, textOf } from "../../access/reading";
import { type Analysis } from "../../terraform/analysis";
import { type Block, type BlockKind } from "../../terraform/document";
import { eachLeaf } from "../../terraform/values";
import { type AuditFacts, type Rule } from "../rule";
import { APP, GROUP, IDENTITY, VARIABLES } from "./examples";

const TYPE = "azurerm_user_assigned_identity";

/** Blocks that can use an identity. Locals do not: what is made of them does. */
const USERS: readonly BlockKind[] = ["resource", "data", "ephemeral", "module", "output", "provider"];

export const unusedIdentity: Rule = {
  id: "unused-identity",
  severity: "low",
  title: "a managed identity is not used",
  why: "Its access is easily forgotten, and anyone who can attach the identity to a resource gets that access.",
  remedy: "Attach the identity to the resource that needs it, or remove it together with its access.",
  constructs: ["ManagedIdentityBinding"],
  scanners: [],
  failing: { resource: { ...GROUP, ...IDENTITY } },
  passing: { variable: VARIABLES, resource: { ...GROUP, ...IDENTITY, ...APP } },
  check: (facts, report) => {
    const candidates = unattached(facts);
    if (candidates.size === 0) {
      return;
    }
    const used = new Set([...mentioned(candidates, facts.analysis)].map(declarationOf));
    for (const block of [...candidates].filter((candidate) => !used.has(declarationOf(candidate)))) {
      report({ block, message: "the identity is attached to no resource and has no federated credential" });
    }
  },
};

/** The same for all instances, because references do not tell them apart. */
function declarationOf({ document, module, name }: Block): string {
  return `${document.name}\n${module}\n${name}`;
}

function unattached({ analysis, access }: AuditFacts): Set<Block> {
  const used = new Set([
    ...access.sources.flatMap(({ identities }) => identities),
    ...access.trusts.map(({ principal }) => principal),
  ]);
  const lookedUp = new Set(
    analysis
      .blocksOf("data")
      .filter(({ type }) => type === TYPE)
      .map((block) => textOf(analysis, argumentOf(block, "name"), block)?.toLowerCase()),
  );
  const identities = access.principals.flatMap(({ id, block }) =>
    block?.type === TYPE && block.kind === "resource" ? [{ id, block }] : [],
  );
  const declared = new Set(identities.filter(({ id }) => used.has(id)).map(({ block }) => declarationOf(block)));
  return new Set(
    identities
      .map(({ block }) => block)
      .filter((block) => !declared.has(declarationOf(block)))
      .filter((block) => !lookedUp.has(textOf(analysis, argumentOf(block, "name"), block)?.toLowerCase() ?? "")),
  );
}

/** The identities that something else than a grant mentions. */
function mentioned(candidates: ReadonlySet<Block>, analysis: Analysis): ReadonlySet<Block> {
  const found = new Set<Block>();
  const byId = new Map<string, Block>();
  for (const block of candidates) {
    for (const name of ["id", "client_id", "principal_id"]) {
      const text = block.values[name];
      if (typeof text === "string" && !text.includes("${")) {
        byId.set(text.toLowerCase(), block);
      }
    }
  }
  for (const block of USERS.flatMap((kind) => analysis.blocksOf(kind))) {
    if (isGrant(block) || candidates.has(block)) {
      continue;
    }
    const visit = (leaf: unknown): void => {
      if (typeof leaf !== "string") {
        return;
      }
      const known = byId.size > 0 ? byId.get(leaf.toLowerCase()) : undefined;
      const origins = leaf.includes("${") ? analysis.originsOf(leaf, block) : [];
      for (const mention of [known, ...origins.map((origin) => origin.block)]) {
        if (mention && candidates.has(mention)) {
          found.add(mention);
        }
      }
    };
    eachLeaf(block.values, visit);
    if (block.expressions !== block.values) {
      eachLeaf(block.expressions, visit);
    }
  }
  return found;
}
