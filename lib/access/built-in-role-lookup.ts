import type { BuiltInRole } from "./built-in-role.generated";

/** All constants of the catalogue. */
export function builtInRoles(catalogue: typeof BuiltInRole): BuiltInRole[] {
  return Object.values(catalogue).filter((value): value is BuiltInRole => value instanceof catalogue);
}

export function findBuiltInRole(
  catalogue: typeof BuiltInRole,
  property: "roleId" | "roleName",
  wanted: string,
): BuiltInRole | undefined {
  const key = wanted.trim().toLowerCase();
  return builtInRoles(catalogue).find((role) => role[property].toLowerCase() === key);
}
