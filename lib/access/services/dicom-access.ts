import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { CLIENT_ID } from "../service-settings";
import { ofService } from "../target-subject";

const SERVICE = new RoleService("DicomAccess", {
  service: "DICOM service",
  targets: { azurerm_healthcare_dicom_service: ID },
  verbs: {
    read: { role: BuiltInRole.DICOM_DATA_READER },
    own: { role: BuiltInRole.DICOM_DATA_OWNER },
  },
  settings: [
    {
      prefix: "AZURE_DICOM",
      values: { ENDPOINT: ofService(["azurerm_healthcare_dicom_service"], "service_url"), CLIENTID: CLIENT_ID },
    },
  ],
});

/**
 * Access to the images of an `azurerm_healthcare_dicom_service`.
 *
 * https://learn.microsoft.com/azure/healthcare-apis/configure-azure-rbac
 */
export class DicomAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Read and search images: DICOM Data Reader. */
  public static read(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("read", target, options);
  }

  /** Read, write and delete images: DICOM Data Owner. */
  public static own(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("own", target, options);
  }

  private constructor() {
    // only factories
  }
}
