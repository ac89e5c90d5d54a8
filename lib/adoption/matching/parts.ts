import { isList, isObject, NotKnown, notKnownIn, type Value } from "../expression";

/** Reads an attribute; undefined if it is not set. */
export type Attributes = (name: string) => Value | undefined;

/** One of the values that identify a resource of a type. */
export interface Part {
  /** The name for people. */
  readonly name: string;
  /** The value, in each form in which it occurs. Empty if it is not set. */
  readonly read: (attributes: Attributes) => readonly Value[];
}

/** An attribute, regardless of letter case. */
export const part = (name: string, otherwise = ""): Part => ({
  name,
  read: (attributes) => [folded(attributes(name) ?? otherwise)],
});

/** An attribute with several names, of which each version of the provider, or each resource, uses one. */
export const eitherPart = (names: readonly [string, ...string[]], otherwise = ""): Part => ({
  name: names[0],
  read: (attributes) => [
    folded(names.map(attributes).find((value) => value !== undefined && value !== "") ?? otherwise),
  ],
});

/** A role: the GUID of its definition, or its name. The subscription in the id follows from the scope. */
export const rolePart: Part = {
  name: "role",
  read: (attributes) => {
    const id = attributes("role_definition_id");
    const name = attributes("role_definition_name");
    return [
      ...(id === undefined || id === ""
        ? []
        : [typeof id === "string" ? folded(id.slice(id.lastIndexOf("/") + 1)) : id]),
      ...(name === undefined || name === "" ? [] : [typeof name === "string" ? `named ${name.toLowerCase()}` : name]),
    ];
  },
};

export const memberPart = (of: string, name: string): Part => ({
  name,
  read: (attributes) => {
    const object = attributes(of);
    if (object instanceof NotKnown) {
      return [object];
    }
    return [folded((isObject(object) ? object[name] : undefined) ?? "")];
  },
});

/** Azure ignores the case of ids and names. */
function folded(value: Value): Value {
  if (typeof value === "string") {
    const lower = value.toLowerCase();
    return lower.endsWith("/") && lower.length > 1 ? lower.slice(0, -1) : lower;
  }
  return notKnownIn(value) ?? (isList(value) || isObject(value) ? JSON.stringify(value) : value);
}
