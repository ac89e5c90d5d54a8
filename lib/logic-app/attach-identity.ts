import { type ITerraformResource } from "cdktf";
import { SystemAssignedManagedIdentity } from "../principal/system-assigned-managed-identity";
import { type IUserAssignedIdentity } from "../principal/user-assigned-managed-identity";

/** Attaches the identity that a logic app signs in with; by default its system-assigned identity. */
export function attachIdentity(logicApp: ITerraformResource, identity: IUserAssignedIdentity | undefined): void {
  if (identity) {
    identity.attachTo(logicApp);
  } else {
    SystemAssignedManagedIdentity.of(logicApp);
  }
}
