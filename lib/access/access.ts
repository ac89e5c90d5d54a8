import { type Construct } from "constructs";
import { type IPrincipal } from "../principal/principal-interfaces";
import { type Grant } from "./grant";

/**
 * What a principal may do on a target, as a value: it becomes Terraform resources when it is granted.
 *
 * The services have factories of their own (`KeyVaultAccess`, `BlobStorageAccess`, `SqlAccess`); `RoleAccess` is any
 * role at any scope. Extend this class for what has neither.
 */
export abstract class Access {
  /**
   * Construct id for a grant of this access, from ids that the user chose: the target's and a word for what is allowed.
   *
   * @param scope where the grant will be created
   */
  public abstract grantId(scope: Construct): string;

  /**
   * Gives this access to a principal.
   *
   * @param scope where the grant's resources are created
   * @param id construct id of the grant, unique in the scope
   * @param principal who may
   */
  public abstract grantTo(scope: Construct, id: string, principal: IPrincipal): Grant;
}
