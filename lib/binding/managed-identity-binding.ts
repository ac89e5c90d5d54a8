import { type ITerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { type Access } from "../access/access";
import { type Grant } from "../access/grant";
import { asConstruct } from "../core/attributes";
import { folderIn } from "../core/children";
import { makeWait } from "../core/depends-on";
import { idOfResource } from "../core/names";
import { checkAtSynth } from "../core/problems";
import { type IManagedIdentity, type IPrincipal } from "../principal/principal-interfaces";
import { SystemAssignedManagedIdentity } from "../principal/system-assigned-managed-identity";

/** Which sources get access to what, and with which identity. */
export interface ManagedIdentityBindingProps {
  /**
   * The resources that make calls: azurerm resources of any type that can carry an identity. A data source can
   * stand for an existing resource that has a system-assigned identity.
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
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview
 */
export class ManagedIdentityBinding extends Construct {
  /** The identity that all sources share; undefined where each has its own. */
  public readonly identity?: IManagedIdentity;

  private readonly boundSources: ITerraformResource[] = [];
  private readonly accesses = new Map<string, Access>();
  private readonly given: Grant[] = [];
  private readonly duplicates: string[] = [];
  private readonly consumers: IConstruct[] = [];

  public constructor(scope: Construct, id: string, props: ManagedIdentityBindingProps) {
    super(scope, id);
    this.identity = props.identity;
    props.access?.forEach((access) => {
      this.addAccess(access);
    });
    props.sources?.forEach((source) => {
      this.addSource(source);
    });
    checkAtSynth(this, () => this.problems());
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
    if (this.boundSources.includes(source)) {
      return;
    }
    this.boundSources.push(source);
    if (this.identity) {
      this.identity.attachTo(source);
      return;
    }
    const grantee = this.granteeOf(source);
    this.accesses.forEach((access, id) => {
      this.grant(id, access, grantee);
    });
  }

  /** Adds an access for every source that is there or comes later. */
  public addAccess(access: Access): void {
    const id = access.grantId(this);
    if (this.accesses.has(id)) {
      this.duplicates.push(id);
      return;
    }
    this.accesses.set(id, access);
    this.grantees().forEach((grantee) => {
      this.grant(id, access, grantee);
    });
  }

  /**
   * Makes consumers wait for every grant of this binding, later ones included.
   *
   * Azure may take some minutes more until a service honours a new role assignment. A source with a system-assigned
   * identity cannot wait for its own grants, because the identity does not exist before it.
   *
   * @param consumers what needs the access as soon as it is created; a resource or a construct with resources in it
   */
  public applyBefore(...consumers: IConstruct[]): void {
    this.consumers.push(...consumers);
    consumers.forEach((consumer) => {
      makeWait(consumer, () => this.given.flatMap(({ resources }) => resources));
    });
  }

  private grantees(): Grantee[] {
    return this.identity
      ? [{ scope: this, principal: this.identity }]
      : this.boundSources.map((source) => this.granteeOf(source));
  }

  /** The grants for one of several principals live in a scope of their own, named after the source. */
  private granteeOf(source: ITerraformResource): Grantee {
    return {
      scope: folderIn(this, idOfResource(source, this)),
      principal: SystemAssignedManagedIdentity.of(source),
    };
  }

  private grant(id: string, access: Access, { scope, principal }: Grantee): void {
    this.given.push(access.grantTo(scope, id, principal));
  }

  private problems(): string[] {
    return [
      ...this.duplicates.map((id) => `access ${id} is listed twice; list it once`),
      ...(this.accesses.size > 0 && this.given.length === 0
        ? ["has accesses and nobody to grant them to; give it sources, an identity, or both"]
        : []),
      ...this.waitingForThemselves().map(
        (path) =>
          `${path} cannot wait for grants to its own system-assigned identity; give the binding a user-assigned identity, ` +
          "or let something else wait",
      ),
    ];
  }

  private waitingForThemselves(): string[] {
    if (this.identity && !(this.identity instanceof SystemAssignedManagedIdentity)) {
      return [];
    }
    const waiting = this.consumers.map((consumer) => consumer.node.path);
    return (this.identity ? [this.identity.source] : this.boundSources)
      .map((source) => asConstruct(source).node.path)
      .filter((path) => waiting.some((consumer) => path === consumer || path.startsWith(`${consumer}/`)));
  }
}

interface Grantee {
  readonly scope: Construct;
  readonly principal: IPrincipal;
}
