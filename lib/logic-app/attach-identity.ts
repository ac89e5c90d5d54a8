import { type ITerraformResource } from "cdktf";
import { SystemAssignedManagedIdentity } from "../principal/system-assigned-managed-identity";
import { type IUserAssignedIdentity } from "../principal/user-assigned-managed-identity";

/** Makes a logic app carry the identity that it signs in with: its own where none is given. */
export function attachIdentity(logicApp: ITerraformResource, identity: IUserAssignedIdentity | undefined): void {
  if (identity) {
    identity.attachTo(logicApp);
  } else {
    SystemAssignedManagedIdentity.of(logicApp);
  }
}
