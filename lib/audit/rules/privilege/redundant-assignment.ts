import { remember } from "../../../core/collections";
import { type Grant } from "../../access/access-model";
import { rolesContaining } from "../../access/built-in-roles";
import { type Rule } from "../rule";
import { appWith, assignment } from "./examples";
import { inWords, isRepeated, roleArgument, wholeGrants, type WholeGrant } from "./grants";

const officer = assignment("Key Vault Secrets Officer", "azurerm_key_vault.vault.id");

export const redundantAssignment: Rule = {
  id: "redundant-assignment",
  severity: "low",
  title: "a role is included in another role of the same principal",
  why:
    "The assignment adds no access. Readers may believe that the principal has only the smaller role, and removing that role " +
    "removes no access.",
  remedy: "Remove the wider role if the smaller one is enough; otherwise remove the smaller one.",
  constructs: ["ManagedIdentityBinding"],
  scanners: [],
  failing: appWith({
    orders: assignment("Key Vault Secrets User", "azurerm_key_vault.vault.id"),
    orders_officer: officer,
  }),
  passing: appWith({ orders_officer: officer }),
  check: ({ access }, report) => {
    const all = wholeGrants(access).filter(({ grant }) => isCertain(grant));
    const held = rolesHeld(all);
    for (const { grant, target } of all) {
      const scopes = held.get(grant.principal);
      const wider =
        widerRole(grant, scopes?.get(target.id), true) ??
        firstOf(target.within ?? [], (scope) => widerRole(grant, scopes?.get(scope), false));
      if (wider) {
        const { what, block } = wider.grant;
        report({
          block: grant.block,
          path: roleArgument(grant),
          message: `${grant.what} is included in ${what} on ${inWords(wider.target)} (${block.address})`,
        });
      }
    }
  },
};

function isCertain(grant: Grant): boolean {
  return grant.roleId !== undefined && !grant.eligible && !isRepeated(grant);
}

/** The first grant of each role, by its id. */
type RolesHeld = Map<string, WholeGrant>;

/** Roles without a condition, by who holds them and where. */
function rolesHeld(grants: readonly WholeGrant[]): ReadonlyMap<string, ReadonlyMap<string, RolesHeld>> {
  const held = new Map<string, Map<string, RolesHeld>>();
  for (const whole of grants) {
    const { grant, target } = whole;
    const scopes = remember(held, grant.principal, () => new Map<string, RolesHeld>());
    const roles = remember(scopes, target.id, () => new Map<string, WholeGrant>());
    if (grant.role?.conditional !== true) {
      remember(roles, grant.roleId ?? "", () => whole);
    }
  }
  return held;
}

function firstOf<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** The same role on the same scope is a duplicate. Of two roles that contain each other, the later one is redundant. */
function widerRole(grant: Grant, held: RolesHeld | undefined, isHere: boolean): WholeGrant | undefined {
  const { roleId = "" } = grant;
  if (!held || (isHere && held.size < 2)) {
    return undefined;
  }
  const same = isHere ? undefined : held.get(roleId);
  if (same) {
    return same;
  }
  const order = isHere ? [...held.keys()] : [];
  const wider = rolesContaining(roleId).find(
    (id) =>
      held.has(id) && (!isHere || order.indexOf(id) < order.indexOf(roleId) || !rolesContaining(id).includes(roleId)),
  );
  return wider === undefined ? undefined : held.get(wider);
}
