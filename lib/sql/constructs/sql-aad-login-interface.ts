import { type TerraformResource } from "cdktf";
import { type IConstruct } from "constructs";
import { type IPrincipal } from "../../principal/principal-interfaces";
import { type SqlEndpoint } from "./sql-endpoint";

/** A server login for a principal of Entra ID, which users can be created from. */
export interface ISqlAadLogin extends IConstruct {
  /** Name of the login. */
  readonly loginName: string;

  /** Where the server is reached. */
  readonly server: SqlEndpoint;

  /** The login itself. */
  readonly resource: TerraformResource;

  /**
   * Whom the login is for.
   *
   * @internal
   */
  readonly _principal: IPrincipal;
}
