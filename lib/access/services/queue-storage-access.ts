import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { storageChildScope } from "../storage-scopes";
import { QUEUE_SETTINGS } from "./storage-settings";

const ACCOUNT = "azurerm_storage_account";

const SERVICE = new RoleService("QueueStorageAccess", {
  service: "Queue Storage",
  targets: { [ACCOUNT]: ID, azurerm_storage_queue: storageChildScope },
  verbs: {
    read: { role: BuiltInRole.STORAGE_QUEUE_DATA_READER },
    send: { role: BuiltInRole.STORAGE_QUEUE_DATA_MESSAGE_SENDER },
    receive: { role: BuiltInRole.STORAGE_QUEUE_DATA_MESSAGE_PROCESSOR },
    manage: { role: BuiltInRole.STORAGE_QUEUE_DATA_CONTRIBUTOR },
    delegateSas: { role: BuiltInRole.STORAGE_QUEUE_DELEGATOR, on: [ACCOUNT] },
  },
  settings: QUEUE_SETTINGS,
});

/**
 * Access to the messages of an `azurerm_storage_account` or of one `azurerm_storage_queue`.
 *
 * https://learn.microsoft.com/azure/storage/queues/assign-azure-role-data-access
 */
export class QueueStorageAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Peek at messages and list queues: Storage Queue Data Reader. */
  public static read(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("read", target, options);
  }

  /** Add messages: Storage Queue Data Message Sender. */
  public static send(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("send", target, options);
  }

  /** Peek at, receive and delete messages: Storage Queue Data Message Processor. */
  public static receive(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("receive", target, options);
  }

  /** Create and delete queues, and everything with messages: Storage Queue Data Contributor. */
  public static manage(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("manage", target, options);
  }

  /**
   * Get the key that signs user delegation SAS; reading or writing is a second access: Storage Queue Delegator. Of an
   * `azurerm_storage_account`.
   */
  public static delegateSas(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("delegateSas", target, options);
  }

  private constructor() {
    // only factories
  }
}
