import type { ARM_TYPES } from "./arm-types.generated";

/** The ARM type of an azurerm type, such as "Microsoft.KeyVault/vaults"; undefined for other types. */
export function armTypeOf(type: string): string | undefined {
  const types = armTypes();
  return Object.hasOwn(types, type) ? types[type] : undefined;
}

/** All ARM types by azurerm type. Loaded on demand, because most apps never need them. */
export function armTypes(): typeof ARM_TYPES {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require("./arm-types.generated") as { readonly ARM_TYPES: typeof ARM_TYPES }).ARM_TYPES;
}
