import { type ITerraformResource } from "cdktf";
import { type Construct } from "constructs";
import { given, isResource } from "../core/given";
import { idOfResource } from "../core/names";
import { checkAtSynth } from "../core/problems";
import { attributeOf, typeProblems } from "../core/resources";
import { type Check } from "../core/rules";
import { circleProblems } from "../core/stack-order";
import { type IPrincipal } from "../principal/principal-interfaces";
import { notAPrincipal } from "../principal/principal-problems";
import { Access, Grant } from "./access";
import { type GrantKind } from "./grant-kind";
import { watchLocalAuthentication } from "./local-authentication";
import { OwnGrant } from "./own-grant";
import { type OwnGrantOptions } from "./own-grant-options";
import { type AccessSettings } from "./service-settings";
import { settingsOfTarget, type TargetSettings } from "./target-subject";

/** A service that keeps its grants itself, as a table. */
export interface OwnGrantServiceTable<Verb extends string = string> {
  /** The service, as Microsoft writes it. */
  readonly service: string;
  /** With what the grants on each type of target are given. */
  readonly targets: Readonly<Record<string, GrantKind>>;
  /** The role that each verb gives, by type of target. */
  readonly verbs: Readonly<Record<Verb, Readonly<Record<string, string>>>>;
  /**
   * What is wrong with a target of the right type, on which the grant would open nothing.
   *
   * @default - nothing
   */
  readonly needs?: Check<[target: ITerraformResource]>;
  /**
   * What clients need.
   *
   * @default - nothing
   */
  readonly settings?: readonly TargetSettings[];
}

/** Grants the verbs of a service. */
export class OwnGrantService<Verb extends string = string> {
  /**
   * @param access name of the class with the verbs, for messages
   * @param table what the verbs mean
   */
  public constructor(
    public readonly access: string,
    public readonly table: OwnGrantServiceTable<Verb>,
  ) {}

  /** The role of a verb on a target. */
  public grant(verb: Verb, target: ITerraformResource, options?: OwnGrantOptions): Access {
    return new OwnGrantAccess(this, verb, target, given(options));
  }
}

class OwnGrantAccess extends Access {
  public constructor(
    private readonly service: OwnGrantService,
    private readonly verb: string,
    private readonly target: ITerraformResource,
    private readonly options: OwnGrantOptions,
  ) {
    super();
  }

  public grantId(scope: Construct): string {
    return `${isResource(this.target) ? idOfResource(this.target, scope) : "unknown"}_${this.verb}`;
  }

  public grantTo(scope: Construct, _id: string, principal: IPrincipal): Grant {
    const { target } = this;
    const { targets, verbs, needs = () => [] } = this.service.table;
    const roles = verbs[this.verb] ?? {};
    const problems = [
      ...typeProblems(`target of ${this.service.access}.${this.verb}`, target, Object.keys(roles)),
      ...notAPrincipal("principal", principal),
    ];
    if (problems.length === 0) {
      const values = [attributeOf(target, "id"), principal.objectId.value];
      problems.push(...circleProblems(scope, values, "a grant", "there"));
    }
    const type = isResource(target) ? target.terraformResourceType : "";
    const [kind, role] = [targets[type], roles[type]];
    if (problems.length > 0 || !kind || role === undefined) {
      checkAtSynth(scope, () => problems);
      return new Grant(principal, []);
    }
    watchLocalAuthentication(target);
    checkAtSynth(scope, () => needs(target));
    return new Grant(principal, [OwnGrant.of(scope, { ...this.options, kind, target, role, principal })]);
  }

  public override _settingsOf(principal?: IPrincipal): AccessSettings | undefined {
    return settingsOfTarget(this.service.table.settings ?? [], this.target, attributeOf(this.target, "id"), principal);
  }
}

/** The same role on several types of targets. */
export function roleOn(types: readonly string[], role: string): Readonly<Record<string, string>> {
  return Object.fromEntries(types.map((type) => [type, role]));
}
