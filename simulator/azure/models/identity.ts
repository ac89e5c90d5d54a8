import { identitySupportOf } from "../../../lib/source/identity-support";
import { blocksOf, elementsOf, type ObjectValue, textOf, type Value } from "../../protocol/values";
import { isSet } from "../../provider/values-at";
import { AzureError, Refusal } from "../refusal";
import { type ResourceModel, type Write } from "../model";

/** Identities that resources carry in their `identity` block. */
export const identities: ResourceModel = {
  check: (write) => {
    blocksOf(write.attributes.identity).forEach((block) => {
      checkIdentityIds(write, block);
      checkPrimary(write, block);
    });
  },

  compute: (write) => {
    const principalId = principalIdOf(write);
    return {
      "identity.principal_id": principalId,
      "identity.tenant_id": principalId === "" ? "" : write.account.tenantId,
    };
  },

  // azurerm plans an update with the principal id that it knows; what Azure made of the identity is read afterwards.
  keep: (state, write, computed) => {
    if (blocksOf(state.identity).length === 0 || identityIsDropped(write)) {
      return { ...state, ...(Array.isArray(state.identity) && { identity: [] }) };
    }
    const seen = ["principal_id", "tenant_id"].map((name): [string, Value] => [
      name,
      computed[`identity.${name}`] ?? null,
    ]);
    return {
      ...state,
      identity: blocksOf(state.identity).map((block) => ({
        ...block,
        ...Object.fromEntries(seen.filter(([name]) => name in block)),
      })),
    };
  },
};

const has = (block: ObjectValue, kind: string): boolean => (textOf(block.type) ?? "").includes(kind);

/** The principal id of the system-assigned identity; empty without one. It stays as long as the identity does. */
function principalIdOf({ azure, id, attributes, before }: Write): string {
  const [block] = blocksOf(attributes.identity);
  if (!block || !has(block, "SystemAssigned")) {
    return "";
  }
  // What is declared may say whose identity it is.
  const known = before ? blocksOf(before.state.identity) : [block];
  const present = known.map(({ principal_id: principalId }) => textOf(principalId) ?? "");
  return present.find((principalId) => principalId !== "") ?? azure.newGuid("system-assigned identity", id);
}

function identityIsDropped({ type, attributes }: Write): boolean {
  const needed = identitySupportOf(type)?.needs?.attribute;
  return needed !== undefined && !isSet(attributes, needed);
}

function checkIdentityIds({ azure, type }: Write, block: ObjectValue): void {
  const ids = elementsOf(block.identity_ids).map((id) => textOf(id) ?? "");
  const wantsUser = has(block, "UserAssigned");
  if (wantsUser !== ids.length > 0) {
    throw new Refusal(
      wantsUser
        ? "`identity_ids` has to name an identity when `type` includes `UserAssigned`"
        : "`identity_ids` can only be given when `type` includes `UserAssigned`",
    );
  }
  const most = identitySupportOf(type)?.maxUserAssigned ?? Infinity;
  if (ids.length > most) {
    const reason = `${type} takes ${String(most)} user-assigned identity, and the request has ${String(ids.length)}.`;
    throw new AzureError(400, "InvalidIdentity", reason);
  }
  ids
    .filter((id) => azure.inventory.find(id)?.type !== "azurerm_user_assigned_identity")
    .forEach((id) => {
      throw new AzureError(400, "FailedIdentityOperation", `The user-assigned identity '${id}' was not found.`);
    });
}

/** Some services want to know which of the identities is theirs. */
function checkPrimary({ type, attributes }: Write, block: ObjectValue): void {
  const support = identitySupportOf(type);
  const attribute = support?.primaryAttribute;
  if (attribute === undefined || !has(block, "UserAssigned")) {
    return;
  }
  const primary = textOf(attributes[attribute]);
  const ids = elementsOf(block.identity_ids).map((id) => textOf(id)?.toLowerCase());
  const needed = support?.primaryAlways === true || !has(block, "SystemAssigned");
  if (primary === undefined ? needed : !ids.includes(primary.toLowerCase())) {
    throw new AzureError(
      400,
      "InvalidPrimaryUserAssignedIdentity",
      `'${attribute}' has to name one of the user-assigned identities of the resource.`,
    );
  }
}
