import { remember } from "../core/collections";

/** What a role is looked up by. */
interface Named {
  readonly roleId: string;
  readonly roleName: string;
}

/** The class of the built-in roles, whose constants they are. It asks here itself, so it is not named here. */
interface Catalogue<Role extends Named> {
  readonly prototype: Role;
}

const indexes = new Map<keyof Named, ReadonlyMap<string, Named>>();

/** All constants of the catalogue. */
export function builtInRoles<Role extends Named>(catalogue: Catalogue<Role>): readonly Role[] {
  return Object.values(catalogue) as Role[];
}

export function findBuiltInRole<Role extends Named>(
  catalogue: Catalogue<Role>,
  key: keyof Named,
  wanted: string,
): Role | undefined {
  const index = remember(
    indexes,
    key,
    () => new Map(builtInRoles(catalogue).map((role) => [role[key].toLowerCase(), role])),
  );
  return index.get(wanted.trim().toLowerCase()) as Role | undefined;
}
