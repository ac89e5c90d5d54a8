import { type ITerraformResource } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct, configured } from "../../core/attributes";
import { areDifferentIds, describe } from "../../core/reference";
import { type IManagedIdentity } from "../../principal/principal-interfaces";
import { SystemAssignedManagedIdentity } from "../../principal/system-assigned-managed-identity";
import { type IUserAssignedIdentity } from "../../principal/user-assigned-managed-identity";

/**
 * Reports an identity that cannot read the directory for the server: the server uses only its primary identity, which
 * somebody else can have set.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/authentication-azure-ad-user-assigned-managed-identity
 */
export function primaryProblems(server: ITerraformResource, identity: IManagedIdentity, scope: IConstruct): string[] {
  const primary = configured(server, "primary_user_assigned_identity_id");
  return typeof primary !== "string" || !isAnother(identity, primary, scope)
    ? []
    : [
        `server ${asConstruct(server).node.path} looks principals up with its primary identity, ${describe(primary, scope)}, and not with ` +
          "the one that may read the directory; give that one as identity, or set primary_user_assigned_identity_id",
      ];
}

function isAnother(identity: IManagedIdentity, resourceId: string, scope: IConstruct): boolean {
  const { resourceId: own = resourceId } = identity as Partial<IUserAssignedIdentity>;
  return SystemAssignedManagedIdentity._isOne(identity) || areDifferentIds(own, resourceId, scope);
}
