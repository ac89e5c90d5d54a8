import { type IPrincipal, PrincipalType } from "../../principal/principal-interfaces";

/**
 * The id in the SID of a principal: the client id of applications and managed identities, the object id of users and
 * groups. Undefined if the client id is unknown.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/authentication-azure-ad-user-assigned-managed-identity
 */
export function idForSidOf(principal: IPrincipal): string | undefined {
  return principal.principalType === PrincipalType.SERVICE_PRINCIPAL
    ? principal.findClientId()?.value
    : principal.objectId.value;
}
