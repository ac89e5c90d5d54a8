import { Token } from "cdktf";
import { azapiType } from "../core/resources";
import { elementAt, referenceIn } from "../core/reference";
import { armTypeOf, armTypeOfId } from "../catalog/arm-types";

/** Types that contain resources of all others, so that every role makes sense there. */
const CONTAINERS = /^azurerm_(resource_group|subscription|subscriptions|management_group)$/;

/**
 * The ARM type of a scope, such as "Microsoft.KeyVault/vaults"; undefined for types that contain all others, and if the
 * scope does not determine it.
 */
export function scopeType(scope: string): string | undefined {
  const reference = referenceIn(scope);
  if (!reference) {
    return Token.isUnresolved(scope) ? undefined : armTypeOfId(scope);
  }
  const { type, attribute } = reference;
  if (CONTAINERS.test(type) || !/^(id|resource_(manager_)?(versionless_)?id)$/.test(attribute)) {
    return undefined;
  }
  if (type.startsWith("azapi_")) {
    const element = elementAt(reference);
    return element && azapiType(element);
  }
  return armTypeOf(type);
}
