import { type ITerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { type Access, type Grant } from "../access/access";
import { type RoleAccess } from "../access/role-access";
import { type SettingsOptions } from "../access/settings-options";
import { folderIn } from "../core/children";
import { makeWait } from "../core/depends-on";
import { elementsOf, given, isResource, listProblems, notAResource, shown } from "../core/given";
import { idOfResource } from "../core/names";
import { checkAtSynth, warn } from "../core/problems";
import { type Problem, rules } from "../core/rules";
import { type IManagedIdentity, type IPrincipal } from "../principal/principal-interfaces";
import { notAnIdentity, notAPrincipal } from "../principal/principal-problems";
import { SystemAssignedManagedIdentity } from "../principal/system-assigned-managed-identity";
import { otherIdentityWarnings } from "../source/source-rules";
import { setCompanions } from "./companions-of-access";
import { BindingSettings, type NamedAccess } from "./binding-settings";
import { settingsProblems } from "./settings-rules";

const OF = "ManagedIdentityBinding";

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

  /**
   * How the settings of the access are named, and whether they are written into the sources.
   *
   * @default - named as in Service Connector, for any client, and written into sources that take settings
   */
  readonly settings?: SettingsOptions;
}

/**
 * Lets sources call targets without secrets: attaches an identity to every source, and grants it every access.
 *
 * A shared identity needs one grant for all sources. Without one, every source has its own identity, and gets its own
 * grant for each access. Existing identities of the sources stay.
 *
 * Sources that take settings also get those that clients need: the address of each target, and the client id of a
 * user-assigned identity. Other settings of the sources stay.
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
  private readonly accesses: NamedAccess[] = [];
  private readonly options: SettingsOptions;
  private readonly settingsOfSources = new BindingSettings(this);
  private readonly given: Grant[] = [];
  private readonly refused: Problem[] = [];
  /** Whether the identity or principal is invalid, so that nothing can be granted. */
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
    this.refused.push(
      ...listProblems("sources", props.sources),
      ...listProblems("access", props.access),
      ...settingsProblems(props.settings),
    );
    this.options = given(props.settings);
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
   * The settings that clients need to use the access, by name, with references to the targets: for outputs, and for sources
   * that take no settings, such as virtual machines. Without a shared identity, those of the first source.
   */
  public get settings(): Record<string, string> {
    return this.settingsFor(this.boundSources[0]);
  }

  /**
   * The settings that clients in a source need, by name. They differ between sources if names of identities are in them.
   *
   * @param source one of the sources
   */
  public settingsOf(source: ITerraformResource): Record<string, string> {
    return this.settingsFor(source);
  }

  /**
   * Adds a source. It gets the shared identity, or every access with its own identity. Adding it again changes nothing.
   */
  public addSource(source: ITerraformResource): void {
    if (!isResource(source)) {
      this.refused.push(...notAResource("source", source));
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
      const { identity } = this;
      identity.attachTo(source);
      this.accesses.forEach((named) => {
        this.equip(source, identity, named);
      });
      return;
    }
    if (this.principal) {
      const { displayName, objectId } = this.principal;
      this.refused.push(...sourceWithPrincipal(source.node.path, displayName ?? objectId.value));
      return;
    }
    const grantee = this.granteeOf(source);
    this.accesses.forEach((named) => {
      this.grant(named, grantee);
    });
  }

  /**
   * Adds an access for all current and future sources. Adding it again changes nothing.
   *
   * @param access the access
   * @param settings how its settings are named, in place of what the binding says
   */
  public addAccess(access: Access, settings?: SettingsOptions): void {
    if (typeof (access as Partial<Access> | null | undefined)?.grantTo !== "function") {
      this.refused.push(...notAnAccess(access));
      return;
    }
    if (this.accesses.some((known) => known.access === access)) {
      return;
    }
    this.refused.push(...settingsProblems(settings));
    const named = { access, options: { ...this.options, ...settings } };
    this.accesses.push(named);
    this.grantees().forEach((grantee) => {
      this.grant(named, grantee);
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
        this.refused.push(...notAConsumer(consumer));
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

  private grant(named: NamedAccess, { scope, principal, sources }: Grantee): void {
    const { access } = named;
    const id = access.grantId(scope);
    if (scope.node.tryFindChild(id)) {
      this.refused.push(...grantIdTaken(id));
      return;
    }
    this.given.push(access.grantTo(scope, id, principal));
    sources.forEach((source) => {
      this.equip(source, principal, named);
    });
  }

  /** Gives a source what it needs to use an access. */
  private equip(source: ITerraformResource, principal: IPrincipal, named: NamedAccess): void {
    const { _role: role } = named.access as Partial<RoleAccess>;
    if (role) {
      warn(this, otherIdentityWarnings(source, role.roleId));
    }
    this.refused.push(...this.settingsOfSources.write(source, principal, named));
    if (named.options.writeToSources !== false) {
      warn(this, setCompanions(source, principal, named.access));
    }
  }

  private settingsFor(source: ITerraformResource | undefined): Record<string, string> {
    if (this.isRefused) {
      return {};
    }
    const isOwn = source !== undefined && this.boundSources.includes(source);
    const principal = this.principal ?? (isOwn ? SystemAssignedManagedIdentity.of(source) : undefined);
    return principal ? this.settingsOfSources.of(source, principal, this.accesses) : {};
  }

  private problems(): Problem[] {
    const isForNobody = !this.isRefused && this.accesses.length > 0 && this.grantees().length === 0;
    return [
      ...this.refused,
      ...(isForNobody ? accessForNobody() : []),
      ...this.waitingForThemselves().flatMap((path) => waitsForItself(path)),
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
function principalProblems(props: ManagedIdentityBindingProps): Problem[] {
  const { identity, principal } = props;
  if (identity !== undefined && principal !== undefined) {
    return identityAndPrincipal();
  }
  if (principal !== undefined) {
    return [...notAPrincipal("principal", principal), ...besidePrincipal(props)];
  }
  return identity === undefined ? [] : notAnIdentity(identity);
}

const identityAndPrincipal = rules(OF, [
  {
    rule: "identity-and-principal",
    message: "both identity and principal are given; give the identity that the sources carry, or the principal alone",
  },
]);

const besidePrincipal = rules<[props: ManagedIdentityBindingProps]>(OF, [
  {
    rule: "sources-and-principal",
    when: ({ sources = [] }) => sources.length > 0,
    message: "both sources and principal are given; give sources with an identity, or the principal alone",
  },
]);

const sourceWithPrincipal = rules<[source: string, principal: string]>(OF, [
  {
    rule: "source-with-principal",
    message: (source, principal) =>
      `${source} cannot carry principal ${principal}; give sources with an identity, or the principal alone`,
  },
]);

const notAnAccess = rules<[given: unknown]>(OF, [
  {
    rule: "not-an-access",
    message: (given) =>
      `access must be an Access; got ${shown(given)}; use KeyVaultAccess.readSecrets(vault), RoleAccess.at(vault.id, role) or the like`,
  },
]);

const notAConsumer = rules<[given: unknown]>(OF, [
  { rule: "not-a-consumer", message: (given) => `applyBefore takes constructs; got ${shown(given)}` },
]);

const grantIdTaken = rules<[id: string]>(OF, [
  {
    rule: "duplicate-access",
    message: (id) => `access ${id} is already granted; list it once, or give the two accesses different grant ids`,
  },
]);

const accessForNobody = rules(OF, [
  {
    rule: "access-for-nobody",
    message: "access is given, but nobody to grant it to; give sources, an identity, or a principal",
  },
]);

const waitsForItself = rules<[source: string]>(OF, [
  {
    rule: "source-waits-for-itself",
    message: (source) =>
      `${source} cannot wait for grants to its own system-assigned identity, which does not exist before it; ` +
      "give the binding a user-assigned identity, or make something else wait",
  },
]);
