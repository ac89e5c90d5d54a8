import { type ITerraformDependable } from "cdktf";

/** How the machine that runs Terraform signs in to a flexible server. */
export interface FlexibleServerEndpointOptions {
  /**
   * Name of the Entra administrator that Terraform signs in as, in the words of the server: the `principal_name` or
   * `login` of the administrator. Whoever runs Terraform must be that principal or, where it is a group, a member of it.
   *
   * It must be known at synth, because Terraform removes roles and users without looking anything up. Changing it changes
   * nothing on the server.
   */
  readonly administrator: string;

  /**
   * Firewall rules, private endpoints and whatever else lets the machine that runs Terraform reach the server. Facts wait
   * for administrators of the server that are in the same stack anyway.
   *
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];

  /**
   * For how long, in whole seconds, transient errors are retried: servers that are starting, administrators that are not
   * known everywhere yet, races. 0 tries once. Changing it changes nothing on the server.
   *
   * @default 300
   */
  readonly retryForSeconds?: number;

  /**
   * Name of the run that makes the roles and users of this endpoint true, 1 to 64 letters, digits and hyphens; see `run` of
   * `SqlEndpointOptions`.
   *
   * @default - the run of the server
   */
  readonly run?: string;
}
