import { type Grant } from "../../access/access-model";
import { OWN_GRANT_TYPES } from "../../access/own-grant-types";
import { type Rule } from "../rule";
import { appWith, assignment } from "./examples";
import { isRepeated } from "./grants";

const POLICY = "azurerm_key_vault_access_policy";

const secrets = assignment("Key Vault Secrets User", "azurerm_key_vault.vault.id");

export const duplicateAssignment: Rule = {
  id: "duplicate-assignment",
  severity: "medium",
  title: "the same access is granted twice",
  why:
    "Azure stores one assignment, so the second resource fails with RoleAssignmentExists, or both resources own the same " +
    "assignment. Removing one of them then removes the access of the other, or does not remove it at all.",
  remedy: "Keep one of the two resources.",
  constructs: ["ManagedIdentityBinding"],
  scanners: [],
  failing: appWith({ orders: secrets, orders_again: secrets }),
  passing: appWith({ orders: secrets }),
  check: ({ access }, report) => {
    const first = new Map<string, Grant>();
    for (const grant of access.grants.filter((candidate) => !isRepeated(candidate))) {
      const key = keyOf(grant);
      const other = key === undefined ? undefined : first.get(key);
      if (other && other.block !== grant.block) {
        report({ block: grant.block, message: `${other.block.address} grants the same access` });
      } else if (key !== undefined) {
        first.set(key, grant);
      }
    }
  },
};

/** What Azure keeps once; undefined if it may keep several, or if nobody knows. */
function keyOf({ principal, target, what, roleId, role, block, eligible }: Grant): string | undefined {
  if (principal.endsWith("#principal") || target.endsWith("#target") || /\b(each|count)\./.test(what)) {
    return undefined;
  }
  const place = `${principal}\n${target}\n`;
  if (role) {
    const kind = eligible || block.type.includes("_pim_") ? block.type : "assignment";
    return `${place}${kind}\n${roleId ?? role.definition?.address ?? what.toLowerCase()}`;
  }
  if (block.type === POLICY) {
    return `${place}policy`;
  }
  return Object.hasOwn(OWN_GRANT_TYPES, block.type) && target.length > 0 && !target.endsWith(" server")
    ? `${place}${block.type}\n${what}`
    : undefined;
}
