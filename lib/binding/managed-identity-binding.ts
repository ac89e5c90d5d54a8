import { Annotations, type ITerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { type Access, type Grant } from "../access/access";
import { type RoleAccess } from "../access/role-access";
import { folderIn } from "../core/children";
import { makeWait } from "../core/depends-on";
import { elementsOf, isResource, listProblems, shown } from "../core/given";
import { idOfResource } from "../core/names";
import { checkAtSynth } from "../core/problems";
import { type IManagedIdentity, type IPrincipal } from "../principal/principal-interfaces";
import { notAnIdentity, notAPrincipal } from "../principal/principal-problems";
import { SystemAssignedManagedIdentity } from "../principal/system-assigned-managed-identity";
import { otherIdentityWarning } from "../source/source-rules";

/** Which sources get access to what, and with which identity. */
export interface ManagedIdentityBindingProps {
  /**
   * The resources that make calls: resources of any type that can carry an identity, from any bindings, `azapi_resource`
   * included. A data source can stand for an existing resource that has a system-assigned identity. A resource with
   * `forEach` or `count` stands for all its instances.
   *
   * @default - none yet; see `addSource`
   */
  readonly sources?: ITerraformResource[];

  /**
   * The identity that all sources share.
   *
   * @default - each source gets access with a system-assigned identity of its own
   */
  readonly identity?: IManagedIdentity;

  /**
   * Whom the accesses are granted to where no source carries an identity: a group, a service principal that a pipeline
   * signs in as, the kubelet identity of a cluster. Instead of `sources` and `identity`.
   *
   * @default - the sources' identities
   */
  readonly principal?: IPrincipal;

  /**
   * What the identity may do.
   *
   * @default - nothing yet; see `addAccess`
   */
  readonly access?: Access[];
}

/**
 * Lets sources call targets without secrets: attaches an identity to every source and grants it every access.
 *
 * With a shared identity one grant serves all sources. Without one, every source has its own identity, and every
 * access is granted to each. Identities that the sources carry already are kept.
 *
 * Grants belong to the stack, and their addresses tell who, what and where: bindings can be renamed, split and merged
 * without a change in the plan.
 *
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview
 */
export class ManagedIdentityBinding extends Construct {
  /** The identity that all sources share; undefined where each has its own. */
  public readonly identity?: IManagedIdentity;

  private readonly principal?: IPrincipal;
  private readonly boundSources: ITerraformResource[] = [];
  private readonly accesses: Access[] = [];
  private readonly given: Grant[] = [];
  private readonly refused: string[] = [];
  /** Whether nobody can be granted anything, because of what was given as identity or principal. */
  private readonly isRefused: boolean;
  private readonly consumers: IConstruct[] = [];

  public constructor(scope: Construct, id: string, props: ManagedIdentityBindingProps = {}) {
    super(scope, id);
    checkAtSynth(this, () => this.problems());
    this.refused.push(...principalProblems(props));
    this.isRefused = this.refused.length > 0;
    if (!this.isRefused) {
      this.identity = props.identity;
      this.principal = props.identity ?? props.principal;
    }
    this.refused.push(...listProblems("sources", props.sources), ...listProblems("access", props.access));
    elementsOf(props.sources).forEach((source) => {
      this.addSource(source);
    });
    elementsOf(props.access).forEach((access) => {
      this.addAccess(access);
    });
  }

  /** The sources, in the order they were added. */
  public get sources(): ITerraformResource[] {
    return [...this.boundSources];
  }

  /** What has been granted so far. */
  public get grants(): Grant[] {
    return [...this.given];
  }

  /** Adds a source: it gets the shared identity, or every access with its own. Adding one twice changes nothing. */
  public addSource(source: ITerraformResource): void {
    if (!isResource(source)) {
      this.refused.push(`source must be a resource or data source; got ${shown(source)}`);
      return;
    }
    if (this.boundSources.includes(source)) {
      return;
    }
    this.boundSources.push(source);
    if (this.isRefused) {
      return;
    }
    if (this.identity) {
      this.identity.attachTo(source);
      this.accesses.forEach((access) => {
        this.warn(access, source);
      });
      return;
    }
    if (this.principal) {
      this.refused.push(
        `has the principal ${this.principal.displayName ?? this.principal.objectId.value}, which ${source.node.path} cannot carry; ` +
          "give sources and an identity, or a principal alone",
      );
      return;
    }
    const grantee = this.granteeOf(source);
    this.accesses.forEach((access) => {
      this.grant(access, grantee);
    });
  }

  /** Adds an access for every source that is there or comes later. Adding one twice changes nothing. */
  public addAccess(access: Access): void {
    if (typeof (access as Partial<Access> | null | undefined)?.grantTo !== "function") {
      this.refused.push(
        `access must be an Access, such as KeyVaultAccess.readSecrets(vault) or RoleAccess.at(vault.id, role); got ${shown(access)}`,
      );
      return;
    }
    if (this.accesses.includes(access)) {
      return;
    }
    this.accesses.push(access);
    this.grantees().forEach((grantee) => {
      this.grant(access, grantee);
    });
  }

  /**
   * Makes consumers wait for every grant of this binding, later ones included: resources and modules get a `depends_on`,
   * data sources never wait.
   *
   * Azure may take some minutes more until a service honours a new role assignment. A source with a system-assigned
   * identity cannot wait for its own grants, because the identity does not exist before it.
   *
   * @param consumers what needs the access as soon as it is created; a resource or a construct with resources in it
   */
  public applyBefore(...consumers: IConstruct[]): void {
    consumers.forEach((consumer) => {
      if (!Construct.isConstruct(consumer)) {
        this.refused.push(`applyBefore takes constructs; got ${shown(consumer)}`);
        return;
      }
      this.consumers.push(consumer);
      makeWait(consumer, () => this.given.flatMap(({ resources }) => resources));
    });
  }

  private grantees(): Grantee[] {
    if (this.isRefused) {
      return [];
    }
    return this.principal
      ? [{ scope: this, principal: this.principal, sources: this.identity ? this.boundSources : [] }]
      : this.boundSources.map((source) => this.granteeOf(source));
  }

  /** What an access of somebody's own creates for one of several principals lives in a scope named after the source. */
  private granteeOf(source: ITerraformResource): Grantee {
    return {
      scope: folderIn(this, idOfResource(source, this)),
      principal: SystemAssignedManagedIdentity.of(source),
      sources: [source],
    };
  }

  private grant(access: Access, { scope, principal, sources }: Grantee): void {
    const id = access.grantId(scope);
    if (scope.node.tryFindChild(id)) {
      this.refused.push(`access ${id} is there already; list it once, or give the two different grant ids`);
      return;
    }
    this.given.push(access.grantTo(scope, id, principal));
    sources.forEach((source) => {
      this.warn(access, source);
    });
  }

  private warn(access: Access, source: ITerraformResource): void {
    const { _role: role } = access as Partial<RoleAccess>;
    const warning = role && otherIdentityWarning(source, role.roleId);
    if (warning !== undefined) {
      Annotations.of(this).addWarning(warning);
    }
  }

  private problems(): string[] {
    return [
      ...this.refused,
      ...(!this.isRefused && this.accesses.length > 0 && this.grantees().length === 0
        ? ["has accesses and nobody to grant them to; give it sources, an identity, or a principal"]
        : []),
      ...this.waitingForThemselves().map(
        (path) =>
          `${path} cannot wait for grants to its own system-assigned identity; give the binding a user-assigned identity, ` +
          "or let something else wait",
      ),
    ];
  }

  private waitingForThemselves(): string[] {
    if (this.principal && !(this.principal instanceof SystemAssignedManagedIdentity)) {
      return [];
    }
    const waiting = this.consumers.map((consumer) => consumer.node.path);
    return (this.principal ? [this.principal.source] : this.boundSources)
      .filter(isResource)
      .map((source) => source.node.path)
      .filter((path) => waiting.some((consumer) => path === consumer || path.startsWith(`${consumer}/`)));
  }
}

interface Grantee {
  readonly scope: Construct;
  readonly principal: IPrincipal;
  /** The sources that use what is granted. */
  readonly sources: readonly ITerraformResource[];
}

/** What is wrong with whom a binding is for. */
function principalProblems({ identity, principal, sources = [] }: ManagedIdentityBindingProps): string[] {
  if (identity !== undefined && principal !== undefined) {
    return ["has an identity and a principal; give the identity that sources carry, or the principal alone"];
  }
  if (principal !== undefined) {
    return [
      ...notAPrincipal("principal", principal),
      ...(sources.length > 0
        ? ["has sources and a principal; give sources and an identity, or the principal alone"]
        : []),
    ];
  }
  return identity === undefined ? [] : notAnIdentity(identity);
}
