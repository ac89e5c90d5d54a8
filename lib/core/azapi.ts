import { type ITerraformResource, Token } from "cdktf";
import { configured } from "./attributes";

/**
 * The generic resource of azapi, and its data source. It has the id, the name and the identity of the actual resource.
 */
export const AZAPI_RESOURCE = "azapi_resource";

/**
 * The Azure type of an azapi resource, such as "Microsoft.KeyVault/vaults"; undefined for resources of other providers,
 * or if only Terraform knows it.
 *
 * https://registry.terraform.io/providers/azure/azapi/latest/docs/resources/resource
 */
export function azapiType(resource: ITerraformResource): string | undefined {
  if (resource.terraformResourceType !== AZAPI_RESOURCE) {
    return undefined;
  }
  const type = configured(resource, "type");
  return typeof type === "string" && !Token.isUnresolved(type) ? type.split("@", 1)[0] : undefined;
}
