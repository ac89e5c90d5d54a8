import { azapiType } from "../core/azapi";
import { isResource } from "../core/given";
import { typeProblems } from "../core/resources";
import { armTypeOf } from "./arm-types";

/** Reports a target that is none of the types, in azurerm or azapi. */
export function targetProblems(what: string, given: unknown, types: readonly string[]): string[] {
  const azapi = isResource(given) ? azapiType(given)?.toLowerCase() : undefined;
  return azapi !== undefined && types.some((type) => armTypeOf(type)?.toLowerCase() === azapi)
    ? []
    : typeProblems(what, given, types);
}
