import { type ITerraformResource, type TerraformProvider, TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { Instances } from "../core/instances";
import { idOfResource, idOfValue } from "../core/names";
import { OwnResource } from "../core/own-resource";
import { type OwnResourceType } from "../core/own-types";
import { Placement } from "../core/placement";
import { checkAtSynth } from "../core/problems";
import { describe } from "../core/reference";
import { attributeOf } from "../core/resources";
import { type Problem } from "../core/rules";
import { StackLibrary } from "../core/stack-library";
import { checkUniqueness } from "../core/uniqueness";
import { type IPrincipal } from "../principal/principal-interfaces";
import { principalProblems, tenantProblems } from "../principal/principal-problems";
import { type GrantKind } from "./grant-kind";

/** What a service's own grant says: who, what and where. */
export interface OwnGrantProps {
  readonly kind: GrantKind;
  readonly target: ITerraformResource;
  readonly role: string;
  readonly principal: IPrincipal;
  readonly provider?: TerraformProvider;
}

/**
 * A grant that a service keeps itself, by a resource of its own. Its address tells who, what and where; whoever grants the
 * same again gets the same resource.
 */
export class OwnGrant extends OwnResource<OwnResourceType> {
  /** The grant that a construct of the stack asks for. */
  public static of(asker: Construct, props: OwnGrantProps): OwnGrant {
    const { kind, target, role, principal } = props;
    const who = principal.objectId.value;
    const grant = StackLibrary.of(asker).share(
      asker,
      [idOfValue(who, asker), `${kind.prefix}-${role.toLowerCase()}`, idOfResource(target, asker)],
      `${describe(who, asker)}, ${role}, on ${describe(attributeOf(target, "id"), asker)}`,
      (library, id) => new OwnGrant(library, id, props, asker),
    );
    checkAtSynth(asker, () => grant.problemsWith(props, asker));
    return grant;
  }

  /** Where it was first asked for. */
  public readonly askedBy: string;

  private readonly placement: Placement;
  private readonly instancesOf: () => Instances | undefined;

  private constructor(library: Construct, id: string, props: OwnGrantProps, asker: Construct) {
    const { kind, target, principal, provider } = props;
    const placement = new Placement("azurerm", library, () => ({ provider, belongsTo: target }));
    const values = [attributeOf(target, "id"), principal.objectId.value];
    const instances = (): Instances | undefined => Instances.of(values, library);
    super(library, id, kind.type, kind.write({ ...props, library, placement }), { placement, instances });
    this.askedBy = asker.node.path;
    this.placement = placement;
    this.instancesOf = instances;
    checkUniqueness(TerraformStack.of(library), kind.unique);
  }

  private problemsWith({ kind, principal }: OwnGrantProps, asker: Construct): Problem[] {
    return [
      ...principalProblems(principal, asker),
      ...(kind.principalProblems?.(principal) ?? []),
      ...this.placement.problems(),
      ...tenantProblems(principal, this.placement, asker),
      ...(this.instancesOf()?.problems() ?? []),
    ];
  }
}
