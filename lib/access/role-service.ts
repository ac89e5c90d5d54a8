import { type ITerraformResource } from "cdktf";
import { idOfResource } from "../core/names";
import { attributeOf, typeProblems } from "../core/resources";
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
   * @param verb word for what is allowed, for construct ids: lower-case letters, digits and hyphens
   * @param types the target's types that the verb is about, all of the service's where none are given
   */
  public access(
    target: ITerraformResource,
    verb: string,
    role: BuiltInRole,
    options?: RoleAccessOptions,
    types: readonly string[] = Object.keys(this.scopes),
  ): RoleAccess {
    const scopeOf = this.scopes[target.terraformResourceType] ?? scopeAttribute("id");
    return RoleAccess._on(
      {
        scope: scopeOf(target),
        verb,
        id: (scope) => idOfResource(target, scope),
        problems: () => typeProblems(`${this.name} (${verb})`, target, types),
      },
      role,
      options,
    );
  }
}
