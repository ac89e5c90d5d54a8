import { type IPrincipal, PrincipalType } from "../../principal/principal-interfaces";

/**
 * The id that SQL makes the SID of a principal of: of applications and managed identities the client id, of users and groups
 * the object id. Undefined where the client id is not known.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/authentication-azure-ad-user-assigned-managed-identity
 */
export function idForSidOf(principal: IPrincipal): string | undefined {
  return principal.principalType === PrincipalType.SERVICE_PRINCIPAL
    ? principal.findClientId()?.value
    : principal.objectId.value;
}
