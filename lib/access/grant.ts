import { type TerraformResource } from "cdktf";
import { type IConstruct } from "constructs";
import { makeWait } from "../core/depends-on";
import { type IPrincipal } from "../principal/principal-interfaces";

/** The Terraform resources that grant one access to one principal. */
export class Grant {
  /** The principal that has the access. */
  public readonly principal: IPrincipal;

  /** The resources that grant it. */
  public readonly resources: TerraformResource[];

  /**
   * @param principal the principal that gets the access
   * @param resources the resources that grant it
   */
  public constructor(principal: IPrincipal, resources: TerraformResource[]) {
    this.principal = principal;
    this.resources = resources;
  }

  /**
   * Makes consumers wait for this grant: every resource and module in them gets a `depends_on`. Data sources never
   * wait, because Terraform would then replace what depends on their values.
   *
   * Azure can take some more minutes to honor a new role assignment.
   *
   * @param consumers resources, or constructs with resources, that need the access when they are created
   */
  public applyBefore(...consumers: IConstruct[]): void {
    consumers.forEach((consumer) => {
      makeWait(consumer, () => this.resources);
    });
  }
}
