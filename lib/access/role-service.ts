import { type ITerraformResource } from "cdktf";
import { isResource } from "../core/given";
import { attributeOf, azapiType, typeProblems } from "../core/resources";
import { type Problem } from "../core/rules";
import { armTypeOf } from "./arm-types";
import { type BuiltInRole } from "./built-in-role.generated";
import { RoleAccess, type RoleAccessOptions } from "./role-access";

/** Returns the scope of a target in role assignments. */
export type ScopeOf = (target: ITerraformResource) => string;

/** The attribute with the target's ARM id. */
export function scopeAttribute(attribute: string): ScopeOf {
  return (target) => attributeOf(target, attribute);
}

/** A service with data roles: its types of targets, and their scopes. */
export class RoleService {
  public constructor(
    private readonly name: string,
    private readonly scopes: Readonly<Record<string, ScopeOf>>,
  ) {}

  /**
   * A role on a target.
   *
   * @param verb the method, for errors
   * @param types the types of targets that the method accepts; by default all types of the service
   */
  public access(
    target: ITerraformResource,
    verb: string,
    role: BuiltInRole,
    options?: RoleAccessOptions,
    types: readonly string[] = Object.keys(this.scopes),
  ): RoleAccess {
    return RoleAccess._on(
      {
        scope: isResource(target) ? this.scopeOf(target) : "",
        problems: () => targetProblems(`target of ${this.name} (${verb})`, target, types),
      },
      role,
      options,
    );
  }

  /** The id of an azapi resource is its ARM id. */
  private scopeOf(target: ITerraformResource): string {
    const scopeOf = this.scopes[target.terraformResourceType] ?? scopeAttribute("id");
    return scopeOf(target);
  }
}

/** Reports a target that is none of the types, in azurerm or azapi. */
export function targetProblems(what: string, given: unknown, types: readonly string[]): Problem[] {
  const azapi = isResource(given) ? azapiType(given)?.toLowerCase() : undefined;
  return azapi !== undefined && types.some((type) => armTypeOf(type)?.toLowerCase() === azapi)
    ? []
    : typeProblems(what, given, types);
}
