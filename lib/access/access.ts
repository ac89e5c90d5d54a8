import { type Construct } from "constructs";
import { type IPrincipal } from "../principal/principal-interfaces";
import { type Grant } from "./grant";

/**
 * What a principal may do at a target. Granting it creates Terraform resources.
 *
 * Services have their own factories (`KeyVaultAccess`, `BlobStorageAccess`, `SqlAccess`). `RoleAccess` is any role at
 * any scope. Extend this class for everything else.
 */
export abstract class Access {
  /**
   * Construct id for a grant of this access, derived from ids that the user chose: the target's id and a word for the
   * access. The accesses of this package do not use it, because their grants belong to the stack.
   *
   * @param scope where the grant will be created
   */
  public abstract grantId(scope: Construct): string;

  /**
   * Grants this access to a principal, with or without a binding.
   *
   * The Terraform address of a grant names the principal, the access and the target. Granting the same access again in
   * a stack returns the same resources.
   *
   * @param scope the stack or construct that grants it
   * @param id construct id of the grant, unique in the scope
   * @param principal who gets the access
   */
  public abstract grantTo(scope: Construct, id: string, principal: IPrincipal): Grant;
}
