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
   * Construct id for a grant of this access, from ids that the user chose: the target's and a word for what is allowed. The
   * accesses of this package create no construct of that id, because their grants belong to the stack.
   *
   * @param scope where the grant will be created
   */
  public abstract grantId(scope: Construct): string;

  /**
   * Gives this access to a principal, with or without a binding.
   *
   * A grant's address in Terraform tells who, what and where, and nothing else: granting the same twice in a stack, in
   * whatever way, gives the same resources.
   *
   * @param scope who grants it: a stack, or a construct in one
   * @param id construct id of the grant, unique in the scope
   * @param principal who may
   */
  public abstract grantTo(scope: Construct, id: string, principal: IPrincipal): Grant;
}
