import { ROLES } from "../data/roles.generated";
import { type RoleTraits } from "./role-traits";

/** A role of Azure, as the audit knows it. */
export interface BuiltInRole {
  /** In lower case. */
  readonly id: string;
  readonly name: string;
  /** Whether Azure's documentation calls it a privileged administrator role. */
  readonly privileged: boolean;
  readonly traits: RoleTraits;
}

const PLANES: Readonly<Record<string, RoleTraits["plane"]>> = { c: "control", d: "data", b: "both" };

const words = (text = ""): string[] => text.split(" ").filter((word) => word !== "");

/** The roles that were asked for. */
const known = new Map<string, BuiltInRole>();

export function builtInRole(id: string): BuiltInRole | undefined {
  const key = id.toLowerCase();
  const role = known.get(key) ?? read(key);
  if (role) {
    known.set(key, role);
  }
  return role;
}

function read(key: string): BuiltInRole | undefined {
  const row = Object.hasOwn(ROLES, key) ? ROLES[key] : undefined;
  if (row === undefined) {
    return undefined;
  }
  const [name = "", letters = "", code, keys] = row.split("|");
  const has = (letter: string): boolean => letters.includes(letter, 1);
  return {
    id: key,
    name,
    privileged: has("p"),
    traits: {
      plane: PLANES[letters[0] ?? ""] ?? "control",
      changes: has("w"),
      assignsRoles: has("a"),
      assignsLimited: has("l"),
      assignsIdentities: has("i"),
      trustsIssuers: has("f"),
      runsCodeOn: words(code),
      listsKeysOf: words(keys),
    },
  };
}

let idsByName: ReadonlyMap<string, string> | undefined;

/** By its name, which Azure compares without regard to case. */
export function builtInRoleNamed(name: string): BuiltInRole | undefined {
  idsByName ??= new Map(Object.entries(ROLES).map(([id, row]) => [row.slice(0, row.indexOf("|")).toLowerCase(), id]));
  const id = idsByName.get(name.trim().toLowerCase());
  return id === undefined ? undefined : builtInRole(id);
}

let ids: readonly string[] | undefined;

/** Ids of the roles that allow all that a role allows, without itself. */
export function rolesContaining(id: string): readonly string[] {
  ids ??= Object.keys(ROLES);
  const row = Object.hasOwn(ROLES, id) ? ROLES[id] : undefined;
  return words(row?.split("|")[4]).map((position) => ids?.[Number.parseInt(position, 36)] ?? "");
}
