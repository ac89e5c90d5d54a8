import type { ARM_TYPES } from "./arm-types.generated";

/** What Azure Resource Manager calls a type of azurerm, such as "Microsoft.KeyVault/vaults"; undefined for other types. */
export function armTypeOf(type: string): string | undefined {
  const types = armTypes();
  return Object.hasOwn(types, type) ? types[type] : undefined;
}

/** All of them, by azurerm type: loaded when they are first asked for, because most apps never do. */
export function armTypes(): typeof ARM_TYPES {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require("./arm-types.generated") as { readonly ARM_TYPES: typeof ARM_TYPES }).ARM_TYPES;
}
