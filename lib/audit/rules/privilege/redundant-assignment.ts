import { type Grant } from "../../access/access-model";
import { rolesContaining } from "../../access/built-in-roles";
import { group } from "../../access/group";
import { type Rule } from "../rule";
import { appWith, assignment } from "./examples";
import { inWords, isRepeated, roleArgument, wholeGrants } from "./grants";

const officer = assignment("Key Vault Secrets Officer", "azurerm_key_vault.vault.id");

export const redundantAssignment: Rule = {
  id: "redundant-assignment",
  severity: "low",
  title: "a role is contained in another role of the same principal",
  why:
    "The assignment adds nothing. Whoever reads it believes that the principal has the smaller role only, and removing it takes no " +
    "access away.",
  remedy: "Remove the wider role if the smaller one is enough; otherwise remove the smaller one.",
  constructs: ["ManagedIdentityBinding"],
  scanners: [],
  failing: appWith({
    orders: assignment("Key Vault Secrets User", "azurerm_key_vault.vault.id"),
    orders_officer: officer,
  }),
  passing: appWith({ orders_officer: officer }),
  check: ({ access }, report) => {
    const grants = wholeGrants(access).filter(({ grant }) => isCertain(grant));
    const labels = new Map(grants.map(({ target }) => [target.id, inWords(target)]));
    const order = new Map(grants.map(({ grant }, index) => [grant, index]));
    const at = group(
      grants.map(({ grant }) => grant),
      ({ principal, target }) => [`${principal}\n${target}`],
    );
    for (const { grant, target } of grants) {
      const roles = new Set([grant.roleId, ...rolesContaining(grant.roleId ?? "")]);
      const wider = [target.id, ...(target.within ?? [])]
        .flatMap((scope) => at.get(`${grant.principal}\n${scope}`) ?? [])
        .find((other) => roles.has(other.roleId) && !other.role?.conditional && isWider(other, grant, order));
      if (wider) {
        report({
          block: grant.block,
          path: roleArgument(grant),
          message: `${grant.what} is contained in ${wider.what} on ${labels.get(wider.target) ?? wider.target} (${wider.block.address})`,
        });
      }
    }
  },
};

function isCertain(grant: Grant): boolean {
  return grant.roleId !== undefined && !grant.eligible && !isRepeated(grant);
}

/** The same role on the same scope is a duplicate. Of two roles that contain each other, the later one is redundant. */
function isWider(other: Grant, grant: Grant, order: ReadonlyMap<Grant, number>): boolean {
  if (other.block === grant.block || (other.target === grant.target && other.roleId === grant.roleId)) {
    return false;
  }
  const isMutual = other.target === grant.target && rolesContaining(other.roleId ?? "").includes(grant.roleId ?? "");
  return !isMutual || (order.get(other) ?? 0) < (order.get(grant) ?? 0);
}
