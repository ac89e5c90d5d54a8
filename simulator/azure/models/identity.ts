import { blocksOf, elementsOf, type ObjectValue, textOf } from "../../protocol/values";
import { isSet } from "../../provider/values-at";
import { identityDemandsOf } from "../identity-demands";
import { AzureError, Refusal } from "../refusal";
import { type ResourceModel, type Write } from "../model";

/** Identities in the `identity` block of a resource. */
export const identities: ResourceModel = {
  check: (write) => {
    blocksOf(write.attributes.identity).forEach((block) => {
      checkNeeded(write);
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

  // azurerm plans an update with the principal id that it knows: "" beside a user-assigned identity, and null if there
  // was no block. Afterwards it reads what Azure made of the identity.
  plan: (planned, prior) =>
    blocksOf(prior.identity).length > 0
      ? planned
      : withPrincipal(planned, () => ({ principal_id: null, tenant_id: null })),

  keep: (state, write, computed) => {
    if (blocksOf(state.identity).length === 0 || identityIsDropped(write)) {
      return { ...state, ...(Array.isArray(state.identity) && { identity: [] }) };
    }
    return withPrincipal(state, () => ({
      principal_id: computed["identity.principal_id"] ?? null,
      tenant_id: computed["identity.tenant_id"] ?? null,
    }));
  },
};

/** The response to an update: the identity as Azure has it, whatever was planned. */
export function withSeenPrincipal(applied: ObjectValue, kept: ObjectValue): ObjectValue {
  const seen = blocksOf(kept.identity);
  return seen.length === 0 ? applied : withPrincipal(applied, (index) => seen[index] ?? {});
}

/** A state with other principal ids in its identity blocks. */
function withPrincipal(state: ObjectValue, principalOf: (index: number) => ObjectValue): ObjectValue {
  if (!Array.isArray(state.identity)) {
    return state;
  }
  const identity = blocksOf(state.identity).map((block, index): ObjectValue => {
    const { principal_id: principalId = null, tenant_id: tenantId = null } = principalOf(index);
    return {
      ...block,
      ...("principal_id" in block && { principal_id: principalId }),
      ...("tenant_id" in block && { tenant_id: tenantId }),
    };
  });
  return { ...state, identity };
}

const has = (block: ObjectValue, kind: string): boolean => (textOf(block.type) ?? "").includes(kind);

/** The principal id of the system-assigned identity; empty without one. It stays as long as the identity exists. */
function principalIdOf({ azure, id, attributes, before }: Write): string {
  const [block] = blocksOf(attributes.identity);
  if (!block || !has(block, "SystemAssigned")) {
    return "";
  }
  // A declaration can set the principal id.
  const known = before ? blocksOf(before.state.identity) : [block];
  const present = known.map(({ principal_id: principalId }) => textOf(principalId) ?? "");
  return present.find((principalId) => principalId !== "") ?? azure.newGuid("system-assigned identity", id);
}

function identityIsDropped({ type, attributes }: Write): boolean {
  const { droppedWithout: needed } = identityDemandsOf(type);
  return needed !== undefined && !isSet(attributes, needed);
}

function checkNeeded({ type, attributes }: Write): void {
  const { refusedWithout: needed } = identityDemandsOf(type);
  if (needed !== undefined && !isSet(attributes, needed)) {
    throw new Refusal(`\`${needed}\` must be set when \`identity\` is assigned`);
  }
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
  const { mostUserAssigned: most = Infinity } = identityDemandsOf(type);
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

/** Some services need to know their primary identity. */
function checkPrimary({ type, attributes }: Write, block: ObjectValue): void {
  const { primary: attribute, primaryAlways = false } = identityDemandsOf(type);
  if (attribute === undefined || !has(block, "UserAssigned")) {
    return;
  }
  const primary = textOf(attributes[attribute]);
  const ids = elementsOf(block.identity_ids).map((id) => textOf(id)?.toLowerCase());
  const needed = primaryAlways || !has(block, "SystemAssigned");
  if (primary === undefined ? needed : !ids.includes(primary.toLowerCase())) {
    throw new AzureError(
      400,
      "InvalidPrimaryUserAssignedIdentity",
      `'${attribute}' has to name one of the user-assigned identities of the resource.`,
    );
  }
}
