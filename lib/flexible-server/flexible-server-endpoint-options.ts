import { type ITerraformDependable } from "cdktf";

/** How the machine with Terraform signs in to a flexible server. */
export interface FlexibleServerEndpointOptions {
  /**
   * Name of the Entra administrator that Terraform signs in as: the `principal_name` or `login` of the administrator.
   * Whoever runs Terraform must be that principal or a member of that group.
   *
   * It must be known at synth, because Terraform removes roles and users without a lookup. Changing it changes nothing
   * on the server.
   */
  readonly administrator: string;

  /**
   * Firewall rules, private endpoints and other resources that the machine with Terraform needs to reach the server.
   * Facts always wait for administrators of the server in the same stack.
   *
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];

  /**
   * How long transient errors are retried, in whole seconds: servers that are starting, administrators that are not
   * replicated yet, races. 0 tries once. Changing it changes nothing on the server.
   *
   * @default 300
   */
  readonly retryForSeconds?: number;

  /**
   * Name of the run that applies the roles and users of this endpoint, 1 to 64 letters, digits and hyphens; see `run`
   * of `SqlEndpointOptions`.
   *
   * @default - the run of the server
   */
  readonly run?: string;
}
