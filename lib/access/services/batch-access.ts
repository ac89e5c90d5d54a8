import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { CLIENT_ID } from "../service-settings";
import { ofService } from "../target-subject";

const SERVICE = new RoleService("BatchAccess", {
  service: "Batch",
  targets: { azurerm_batch_account: ID },
  verbs: {
    read: { role: BuiltInRole.AZURE_BATCH_ACCOUNT_READER },
    submitJobs: { role: BuiltInRole.AZURE_BATCH_JOB_SUBMITTER },
    manage: { role: BuiltInRole.AZURE_BATCH_DATA_CONTRIBUTOR },
  },
  settings: [
    {
      prefix: "AZURE_BATCH",
      values: { ENDPOINT: ofService(["azurerm_batch_account"], "account_endpoint"), CLIENTID: CLIENT_ID },
    },
  ],
});

/**
 * Access to the jobs and pools of an `azurerm_batch_account`.
 *
 * https://learn.microsoft.com/azure/batch/batch-role-based-access-control
 */
export class BatchAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Read jobs, tasks and pools: Azure Batch Account Reader. */
  public static read(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("read", target, options);
  }

  /** Submit, change and delete jobs and schedules on pools that are there: Azure Batch Job Submitter. */
  public static submitJobs(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("submitJobs", target, options);
  }

  /** Manage pools, applications and jobs: Azure Batch Data Contributor. */
  public static manage(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("manage", target, options);
  }

  private constructor() {
    // only factories
  }
}
