import { type Construct, type IConstruct } from "constructs";
import { type TerraformResource } from "cdktf";
import { makeWait } from "../core/depends-on";
import { type IPrincipal } from "../principal/principal-interfaces";

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

/** The Terraform resources that give one access to one principal. */
export class Grant {
  /** Who has been given access. */
  public readonly principal: IPrincipal;

  /** The resources that give it. */
  public readonly resources: TerraformResource[];

  /**
   * @param principal who is given access
   * @param resources what gives it
   */
  public constructor(principal: IPrincipal, resources: TerraformResource[]) {
    this.principal = principal;
    this.resources = resources;
  }

  /**
   * Makes consumers wait for this grant: every resource and module in them gets a `depends_on`. Data sources never wait,
   * because one that waits replaces what is made of its values.
   *
   * Azure may take some minutes more until a service honours a new role assignment.
   *
   * @param consumers what needs the access as soon as it is created; a resource or a construct with resources in it
   */
  public applyBefore(...consumers: IConstruct[]): void {
    consumers.forEach((consumer) => {
      makeWait(consumer, () => this.resources);
    });
  }
}
