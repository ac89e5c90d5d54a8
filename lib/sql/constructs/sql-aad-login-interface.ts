import { type TerraformResource } from "cdktf";
import { type IConstruct } from "constructs";
import { type IPrincipal } from "../../principal/principal-interfaces";
import { type SqlEndpoint } from "./sql-endpoint";

/** A login for an Entra principal, from which users can be created. */
export interface ISqlAadLogin extends IConstruct {
  /** Name of the login. */
  readonly loginName: string;

  /** The endpoint of the server. */
  readonly endpoint: SqlEndpoint;

  /** The login itself. */
  readonly resource: TerraformResource;

  /**
   * The principal of the login.
   *
   * @internal
   */
  readonly _principal: IPrincipal;
}
