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

/** Properties of a binding. */
export interface ManagedIdentityBindingProps {
  /**
   * The resources that make calls: of any type that can carry an identity, from any bindings, including
   * `azapi_resource`. A data source can stand for an existing resource with a system-assigned identity. A resource with
   * `forEach` or `count` stands for all its instances.
   *
   * @default - none; see `addSource`
   */
  readonly sources?: ITerraformResource[];

  /**
   * The identity that all sources share.
   *
   * @default - each source gets access with its own system-assigned identity
   */
  readonly identity?: IManagedIdentity;

  /**
   * The principal that gets the access if no source carries an identity: a group, the service principal of a pipeline,
   * the kubelet identity of a cluster. Excludes `sources` and `identity`.
   *
   * @default - the identities of the sources
   */
  readonly principal?: IPrincipal;

  /**
   * The access that the identity gets.
   *
   * @default - none; see `addAccess`
   */
  readonly access?: Access[];
}

/**
 * Lets sources call targets without secrets: attaches an identity to every source, and grants it every access.
 *
 * A shared identity needs one grant for all sources. Without one, every source has its own identity, and gets its own
 * grant for each access. Existing identities of the sources stay.
 *
 * Grants belong to the stack. Their addresses name the principal, the access and the target, so that renaming,
 * splitting and merging bindings changes no plan.
 *
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview
 */
export class ManagedIdentityBinding extends Construct {
  /** The shared identity; undefined if each source has its own. */
  public readonly identity?: IManagedIdentity;

  private readonly principal?: IPrincipal;
  private readonly boundSources: ITerraformResource[] = [];
  private readonly accesses: Access[] = [];
  private readonly given: Grant[] = [];
  private readonly refused: string[] = [];
  /** Whether the identity or principal is invalid, so that nothing can be granted. */
  private readonly isRefused: boolean;
  private readonly consumers: IConstruct[] = [];
  private readonly warned = new Set<string>();

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

  /** The sources in the order in which they were added. */
  public get sources(): ITerraformResource[] {
    return [...this.boundSources];
  }

  /** The grants so far. */
  public get grants(): Grant[] {
    return [...this.given];
  }

  /**
   * Adds a source. It gets the shared identity, or every access with its own identity. Adding it again changes nothing.
   */
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

  /** Adds an access for all current and future sources. Adding it again changes nothing. */
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
   * Makes consumers wait for all grants of this binding, including later ones: resources and modules get a
   * `depends_on`, data sources never wait.
   *
   * Azure can take some more minutes to honor a new role assignment. A source with a system-assigned identity cannot
   * wait for its own grants, because the identity does not exist before the source.
   *
   * @param consumers resources, or constructs with resources, that need the access when they are created
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

  /** If there are several principals, resources of a custom access go to a scope named after the source. */
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
    if (warning !== undefined && !this.warned.has(warning)) {
      this.warned.add(warning);
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
    if (this.principal && !SystemAssignedManagedIdentity._isOne(this.principal)) {
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
  /** The sources that use the grants. */
  readonly sources: readonly ITerraformResource[];
}

/** Errors in the identity, principal and sources of a binding. */
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
