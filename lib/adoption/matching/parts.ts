import { isList, isObject, NotKnown, notKnownIn, type Value } from "../expression";

/** What a resource has, by the name of the attribute; undefined is what it does not have. */
export type Attributes = (name: string) => Value | undefined;

/** One of the values that tell two resources of a type apart. */
export interface Part {
  /** How people call it. */
  readonly name: string;
  /** The value, in each of the forms that it is given in. What is not given is empty. */
  readonly read: (attributes: Attributes) => readonly Value[];
}

/** An attribute, of which the letter case does not count. */
export const part = (name: string, otherwise = ""): Part => ({
  name,
  read: (attributes) => [folded(attributes(name) ?? otherwise)],
});

/** An attribute that has another name in another version of the provider, or of which one of several is given. */
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

/** A member of an object. */
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

/** Azure compares ids and names without regard to case. */
function folded(value: Value): Value {
  if (typeof value === "string") {
    const lower = value.toLowerCase();
    return lower.endsWith("/") && lower.length > 1 ? lower.slice(0, -1) : lower;
  }
  return notKnownIn(value) ?? (isList(value) || isObject(value) ? JSON.stringify(value) : value);
}
