import { type ITerraformResource } from "cdktf";
import { type Access } from "../access/access";
import { BuiltInRole } from "../access/built-in-role.generated";
import { type RoleAccess } from "../access/role-access";
import { type KeyVaultPolicyAccess } from "../access/services/key-vault-policy-access";
import { type IPrincipal } from "../principal/principal-interfaces";
import { type IUserAssignedIdentity } from "../principal/user-assigned-managed-identity";
import { type Problem } from "../core/rules";
import { valueOfInstance } from "../source/value-of-instance";
import {
  canHaveCompanions,
  type CompanionIdentity,
  keepHostStateAs,
  pullImagesAs,
  readSecretsAs,
} from "../source/companions";

interface Companion {
  /** The roles that call for it. */
  readonly roles: readonly BuiltInRole[];
  readonly set: (
    source: ITerraformResource,
    target: ITerraformResource,
    identity: CompanionIdentity | undefined,
  ) => Problem[];
}

const COMPANIONS: readonly Companion[] = [
  {
    roles: [
      BuiltInRole.KEY_VAULT_SECRETS_USER,
      BuiltInRole.KEY_VAULT_SECRETS_OFFICER,
      BuiltInRole.KEY_VAULT_ADMINISTRATOR,
    ],
    set: (source, _, identity) => readSecretsAs(source, identity),
  },
  {
    roles: [BuiltInRole.ACRPULL, BuiltInRole.ACRPUSH, BuiltInRole.CONTAINER_REGISTRY_REPOSITORY_READER],
    set: pullImagesAs,
  },
  // https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity
  { roles: [BuiltInRole.STORAGE_BLOB_DATA_OWNER], set: keepHostStateAs },
];

/** Sets what a source needs to use an access itself, and not in its code. */
export function setCompanions(source: ITerraformResource, principal: IPrincipal, access: Access): Problem[] {
  if (!canHaveCompanions(source)) {
    return [];
  }
  const identity = companionIdentity(source, principal);
  if ((access as Partial<KeyVaultPolicyAccess>)._readsSecrets) {
    return readSecretsAs(source, identity);
  }
  const { _role: role, _target: target } = access as Partial<RoleAccess>;
  const { resource } = target ?? {};
  const called = COMPANIONS.filter(({ roles }) => roles.some(({ roleId }) => roleId === role?.roleId));
  return resource ? called.flatMap(({ set }) => set(source, resource, identity)) : [];
}

function companionIdentity(source: ITerraformResource, principal: IPrincipal): CompanionIdentity | undefined {
  const { resourceId, clientId } = principal as Partial<IUserAssignedIdentity>;
  if (resourceId === undefined || clientId === undefined) {
    return undefined;
  }
  // Attaching reports an identity that has other instances than the source.
  const of = (value: string): string => valueOfInstance(source, value) ?? value;
  return { id: of(resourceId), clientId: of(clientId.value) };
}
