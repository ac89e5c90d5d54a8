import { type Block, type Values } from "../terraform/document";
import { nested } from "../terraform/values";
import { type Builder } from "./builder";
import { type Argument, argumentOf, inside, isGiven } from "./reading";

/** Access policies of key vaults, as resources of their own and in the vault. */

const VAULT = "azurerm_key_vault";
const POLICY = "azurerm_key_vault_access_policy";

export const PERMISSION_KINDS = ["certificate", "key", "secret", "storage"] as const;

/** One policy, wherever it is written. */
export interface VaultPolicy {
  readonly block: Block;
  readonly objectId: Argument;
  /** By kind: what is allowed, in lower case. */
  readonly permissions: Readonly<Record<string, readonly string[]>>;
  /** Where it is in the block. */
  readonly path: string;
}

export function vaultPolicies({ analysis }: Pick<Builder, "analysis">): VaultPolicy[] {
  const own = analysis.resourcesOf(POLICY).map((block) => ({
    block,
    objectId: argumentOf(block, "object_id"),
    permissions: permissionsIn(block.values, block, analysis),
    path: "",
  }));
  const inline = analysis.resourcesOf(VAULT).flatMap((block) => {
    const expressions = nested(block.expressions, "access_policy");
    return nested(block.values, "access_policy").map((values, index) => ({
      block,
      objectId: inside(values, expressions[index], "object_id"),
      permissions: permissionsIn(values, block, analysis),
      path: "access_policy",
    }));
  });
  return [...own, ...inline];
}

function permissionsIn(values: Values, block: Block, analysis: Builder["analysis"]): Record<string, string[]> {
  return Object.fromEntries(
    PERMISSION_KINDS.map((kind) => {
      const given = values[`${kind}_permissions`];
      const texts = (Array.isArray(given) ? given : [])
        .map((item: unknown) => analysis.literalOf(item, block))
        .filter((item) => typeof item === "string")
        .map((item) => item.toLowerCase());
      return [kind, [...new Set(texts)]];
    }),
  );
}

export function addVaultPolicies(builder: Builder): void {
  const { targets, principals, grants } = builder;
  for (const { block, objectId, permissions } of vaultPolicies(builder)) {
    if (!isGiven(objectId)) {
      continue;
    }
    const target = block.type === VAULT ? targets.ofBlock(block) : targets.of(argumentOf(block, "key_vault_id"), block);
    const what = PERMISSION_KINDS.filter((kind) => (permissions[kind]?.length ?? 0) > 0)
      .map((kind) => `${kind}s: ${permissions[kind]?.join(", ") ?? ""}`)
      .join("; ");
    for (const principal of principals.of(objectId, block)) {
      grants.push({
        principal,
        target,
        what: what === "" ? "an access policy" : what,
        plane: "data",
        risk: "none",
        block,
        eligible: false,
      });
    }
  }
}
