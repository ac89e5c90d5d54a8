import { type ITerraformResource } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct, configured } from "../../core/attributes";
import { areDifferentIds, describe } from "../../core/reference";
import { type Problem, rules } from "../../core/rules";
import { type IManagedIdentity } from "../../principal/principal-interfaces";
import { SystemAssignedManagedIdentity } from "../../principal/system-assigned-managed-identity";
import { type IUserAssignedIdentity } from "../../principal/user-assigned-managed-identity";

/**
 * Reports an identity that cannot read the directory for the server: the server uses only its primary identity, which
 * somebody else can have set.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/authentication-azure-ad-user-assigned-managed-identity
 */
export function primaryProblems(server: ITerraformResource, identity: IManagedIdentity, scope: IConstruct): Problem[] {
  const primary = configured(server, "primary_user_assigned_identity_id");
  return typeof primary !== "string" || !isAnother(identity, primary, scope)
    ? []
    : notPrimary(asConstruct(server).node.path, describe(primary, scope));
}

const notPrimary = rules<[server: string, primary: string]>("SqlServerDirectoryAccess", [
  {
    rule: "directory-reader-not-primary",
    message: (server, primary) =>
      `server ${server} looks up principals with its primary identity, ${primary}, not with the one that may read the directory; ` +
      "give the primary one as identity, or set primary_user_assigned_identity_id",
  },
]);

function isAnother(identity: IManagedIdentity, resourceId: string, scope: IConstruct): boolean {
  const { resourceId: own = resourceId } = identity as Partial<IUserAssignedIdentity>;
  return SystemAssignedManagedIdentity._isOne(identity) || areDifferentIds(own, resourceId, scope);
}
