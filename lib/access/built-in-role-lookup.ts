import { remember } from "../core/collections";
import type { BuiltInRole } from "./built-in-role.generated";

type Key = "roleId" | "roleName";

let roles: readonly BuiltInRole[] | undefined;
const indexes = new Map<Key, ReadonlyMap<string, BuiltInRole>>();

/** All constants of the catalogue, listed once. */
export function builtInRoles(catalogue: typeof BuiltInRole): readonly BuiltInRole[] {
  roles ??= Object.values(catalogue).filter((value): value is BuiltInRole => value instanceof catalogue);
  return roles;
}

export function findBuiltInRole(catalogue: typeof BuiltInRole, key: Key, wanted: string): BuiltInRole | undefined {
  const index = remember(
    indexes,
    key,
    () => new Map(builtInRoles(catalogue).map((role) => [role[key].toLowerCase(), role])),
  );
  return index.get(wanted.trim().toLowerCase());
}
