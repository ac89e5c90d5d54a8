import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";

const SERVICE = new RoleService("FhirAccess", {
  service: "FHIR service",
  targets: { azurerm_healthcare_fhir_service: ID },
  verbs: {
    read: { role: BuiltInRole.FHIR_DATA_READER },
    readWrite: { role: BuiltInRole.FHIR_DATA_WRITER },
    own: { role: BuiltInRole.FHIR_DATA_CONTRIBUTOR },
  },
});

/**
 * Access to the health records of an `azurerm_healthcare_fhir_service`.
 *
 * https://learn.microsoft.com/azure/healthcare-apis/configure-azure-rbac
 */
export class FhirAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Read and search records: FHIR Data Reader. */
  public static read(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("read", target, options);
  }

  /** Read, write, import, export and soft-delete records: FHIR Data Writer. */
  public static readWrite(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("readWrite", target, options);
  }

  /** Full control of records, including hard deletion: FHIR Data Contributor. */
  public static own(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("own", target, options);
  }

  private constructor() {
    // only factories
  }
}
