import { type ITerraformResource } from "cdktf";
import { isResource } from "../core/given";
import { attributeOf, azapiType, typeProblems } from "../core/resources";
import { armTypeOf } from "./arm-types";
import { type BuiltInRole } from "./built-in-role.generated";
import { RoleAccess, type RoleAccessOptions } from "./role-access";

/** How a target of a type is named in role assignments. */
export type ScopeOf = (target: ITerraformResource) => string;

/** The attribute that is the target's ARM id. */
export function scopeAttribute(attribute: string): ScopeOf {
  return (target) => attributeOf(target, attribute);
}

/** A service whose data Azure roles open: which types its targets have, and how each is named. */
export class RoleService {
  public constructor(
    private readonly name: string,
    private readonly scopes: Readonly<Record<string, ScopeOf>>,
  ) {}

  /**
   * A role on a target.
   *
   * @param verb what may be done, for messages
   * @param types the target's types that the verb is about, all of the service's where none are given
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

  /** A resource of azapi has the ARM id of whatever it is as its id. */
  private scopeOf(target: ITerraformResource): string {
    const scopeOf = this.scopes[target.terraformResourceType] ?? scopeAttribute("id");
    return scopeOf(target);
  }
}

/** Complains about a target that is none of the types, under whatever provider it is written. */
export function targetProblems(what: string, given: unknown, types: readonly string[]): string[] {
  const azapi = isResource(given) ? azapiType(given)?.toLowerCase() : undefined;
  return azapi !== undefined && types.some((type) => armTypeOf(type)?.toLowerCase() === azapi)
    ? []
    : typeProblems(what, given, types);
}
