import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { attributeOf } from "../../core/resources";
import { type TargetSubject } from "../target-subject";

const SERVICE = new RoleService("SignalRAccess", {
  service: "SignalR Service",
  targets: { azurerm_signalr_service: ID },
  verbs: {
    serve: { role: BuiltInRole.SIGNALR_APP_SERVER },
    read: { role: BuiltInRole.SIGNALR_REST_API_READER },
    send: { role: BuiltInRole.SIGNALR_REST_API_OWNER },
    own: { role: BuiltInRole.SIGNALR_SERVICE_OWNER },
  },
  settings: [
    {
      prefix: "AZURE_SIGNALR",
      values: {
        CONNECTIONSTRING: (subject) => {
          const client = subject.clientId === undefined ? "" : `ClientId=${subject.clientId};`;
          return `Endpoint=${endpointOf(subject)};AuthType=azure.msi;${client}Version=1.0;`;
        },
      },
      connection: { serviceUri: endpointOf },
    },
  ],
});

/**
 * Access to an `azurerm_signalr_service`.
 *
 * https://learn.microsoft.com/azure/azure-signalr/signalr-concept-authorize-azure-active-directory
 */
export class SignalRAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Serve hubs as an app server in default mode: SignalR App Server. */
  public static serve(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("serve", target, options);
  }

  /** Read through the REST API: SignalR REST API Reader. */
  public static read(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("read", target, options);
  }

  /** Send through the REST API, in serverless mode too: SignalR REST API Owner. */
  public static send(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("send", target, options);
  }

  /** Full control of connections, groups and messages: SignalR Service Owner. */
  public static own(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("own", target, options);
  }

  private constructor() {
    // only factories
  }
}

function endpointOf({ target }: TargetSubject): string {
  return `https://${attributeOf(target, "hostname")}`;
}
