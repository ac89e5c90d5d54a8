import { type Rule } from "../rule";
import { clientIdAsObjectId } from "./client-id-as-object-id";
import { customRoleWithWildcard } from "./custom-role-with-wildcard";
import { dataRoleAtBroadScope } from "./data-role-at-broad-scope";
import { duplicateAssignment } from "./duplicate-assignment";
import { federatedCredentialAudience } from "./federated-credential-audience";
import { federatedIssuerWithoutTls } from "./federated-issuer-without-tls";
import { keyVaultPolicyWithEverything } from "./key-vault-policy-with-everything";
import { privilegedRoleForManagedIdentity } from "./privileged-role-for-managed-identity";
import { pullRequestAsPrivilegedIdentity } from "./pull-request-as-privileged-identity";
import { redundantAssignment } from "./redundant-assignment";
import { roleForUser } from "./role-for-user";
import { roleWithoutEffect } from "./role-without-effect";
import { sharedIdentity } from "./shared-identity";
import { unusedIdentity } from "./unused-identity";
import { wildcardFederatedSubject } from "./wildcard-federated-subject";

/** Rules about access that is wider than it has to be. */
export const PRIVILEGE_RULES: readonly Rule[] = [
  clientIdAsObjectId,
  customRoleWithWildcard,
  dataRoleAtBroadScope,
  duplicateAssignment,
  federatedCredentialAudience,
  federatedIssuerWithoutTls,
  keyVaultPolicyWithEverything,
  privilegedRoleForManagedIdentity,
  pullRequestAsPrivilegedIdentity,
  redundantAssignment,
  roleForUser,
  roleWithoutEffect,
  sharedIdentity,
  unusedIdentity,
  wildcardFederatedSubject,
];
