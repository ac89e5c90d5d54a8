import { isList, isObject, type Value } from "../protocol/values";

/** A type of parameters and outputs: https://learn.microsoft.com/azure/azure-resource-manager/templates/data-types */
interface TemplateType {
  /** The name in Resource Manager's spelling. */
  readonly name: string;
  readonly fits: (value: Value) => boolean;
  /** Whether values are secret. */
  readonly isSecure?: boolean;
}

const isText = (value: Value): boolean => typeof value === "string";

const TYPES: readonly TemplateType[] = [
  { name: "String", fits: isText },
  { name: "SecureString", fits: isText, isSecure: true },
  { name: "Int", fits: (value) => typeof value === "number" && Number.isInteger(value) },
  { name: "Bool", fits: (value) => typeof value === "boolean" },
  { name: "Object", fits: isObject },
  { name: "SecureObject", fits: isObject, isSecure: true },
  { name: "Array", fits: isList },
];

/** The type with this name, regardless of letter case. */
export const templateType = (name: Value | undefined): TemplateType | undefined =>
  TYPES.find((type) => typeof name === "string" && type.name.toLowerCase() === name.toLowerCase());

export const TYPE_NAMES = TYPES.map(({ name }) => name).join(", ");

/** The type of a value. */
export const typeNameOf = (value: Value): string => TYPES.find(({ fits }) => fits(value))?.name ?? "Null";
