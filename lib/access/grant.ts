import { type TerraformResource } from "cdktf";
import { type IConstruct } from "constructs";
import { makeWait } from "../core/depends-on";
import { type IPrincipal } from "../principal/principal-interfaces";

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
