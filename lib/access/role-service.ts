import { type ITerraformResource } from "cdktf";
import { isResource } from "../core/given";
import { attributeOf, azapiType, typeProblems } from "../core/resources";
import { type Check, type Problem } from "../core/rules";
import { armTypeOf } from "../catalog/arm-types";
import { type BuiltInRole } from "./built-in-role.generated";
import { RoleAccess, type RoleAccessOptions } from "./role-access";
import { type TargetSettings } from "./target-subject";

/** Returns the scope of a target in role assignments. */
export type ScopeOf = (target: ITerraformResource) => string;

/** The attribute with the target's ARM id. */
export function scopeAttribute(attribute: string): ScopeOf {
  return (target) => attributeOf(target, attribute);
}

/** For nearly all types. */
export const ID = scopeAttribute("id");

/** A verb: the least role that allows it, and what it can be granted on. */
export interface RoleVerb {
  readonly role: BuiltInRole;
  /**
   * Types of targets.
   *
   * @default - all of the service's
   */
  readonly on?: readonly string[];
  /**
   * What is wrong with a target of the right type, on which the role would open nothing.
   *
   * @default - nothing
   */
  readonly needs?: Check<[target: ITerraformResource]>;
}

/** A service whose data Azure roles open, as a table. */
export interface RoleServiceTable<Verb extends string = string> {
  /** The service, as Microsoft writes it. */
  readonly service: string;
  /** Types of targets, and how each is named in role assignments. */
  readonly targets: Readonly<Record<string, ScopeOf>>;
  readonly verbs: Readonly<Record<Verb, RoleVerb>>;
  /**
   * What clients need.
   *
   * @default - nothing
   */
  readonly settings?: readonly TargetSettings[];
}

/** Grants the verbs of a service. */
export class RoleService<Verb extends string = string> {
  /**
   * @param access name of the class with the verbs, for messages
   * @param table what the verbs mean
   */
  public constructor(
    public readonly access: string,
    public readonly table: RoleServiceTable<Verb>,
  ) {}

  /**
   * The role of a verb on a target.
   *
   * @param within what the scope goes on with after the target, for parts of it that are no resources of azurerm
   */
  public grant(verb: Verb, target: ITerraformResource, options?: RoleAccessOptions, within = ""): RoleAccess {
    const { targets, verbs, settings } = this.table;
    const { role, on = Object.keys(targets), needs = () => [] } = verbs[verb];
    return RoleAccess._on(
      {
        scope: isResource(target) ? `${this.scopeOf(target)}${within}` : "",
        resource: isResource(target) ? target : undefined,
        settings,
        problems: () => {
          const wrong = targetProblems(`target of ${this.access}.${verb}`, target, on);
          return wrong.length > 0 ? wrong : needs(target);
        },
      },
      role,
      options,
    );
  }

  /** The id of an azapi resource is its ARM id. */
  private scopeOf(target: ITerraformResource): string {
    const scopeOf = this.table.targets[target.terraformResourceType] ?? ID;
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
