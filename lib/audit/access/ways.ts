import { type Grant, type ImpersonationStep, type Principal, type Source } from "./access-model";
import { type Builder, type Trust } from "./builder";
import { type Powers } from "./powers";
import { CODE } from "./role-traits";

/** One step backwards: who can become a principal, and why. */
export interface Way extends ImpersonationStep {
  /** Id of the principal, or the issuer and subject of a token. */
  readonly by: string;
}

const CLUSTER = "microsoft.containerservice/managedclusters";

/** Finds the steps that lead to a principal. */
export class Ways {
  private readonly tokens = new Map<string, Trust>();
  private readonly clusters = new Map<string, Source["block"]>();

  public constructor(
    private readonly model: Builder,
    private readonly powers: Powers,
  ) {
    for (const trust of model.trusts) {
      this.tokens.set(tokenOf(trust), trust);
    }
    for (const block of model.analysis.resourcesOf("azurerm_kubernetes_cluster")) {
      this.clusters.set(model.targets.idOfBlock(block), block);
    }
  }

  /**
   * @param node id of a principal, or a token
   * @param withKeys whether keys of what it reaches count. They give its access, but do not lead on to others.
   */
  public *to(node: string, withKeys: boolean): Generator<Way> {
    const token = this.tokens.get(node);
    if (token) {
      yield* this.toToken(token);
    }
    const principal = this.model.principals.get(node);
    if (!principal) {
      return;
    }
    yield* this.byTrust(principal);
    yield* this.byMembership(principal);
    yield* this.byIdentity(principal);
    yield* this.bySources(principal);
    if (withKeys) {
      yield* this.byKeys(principal);
    }
  }

  private *byTrust(principal: Principal): Generator<Way> {
    for (const trust of this.powers.trustsOf.get(principal.id) ?? []) {
      const { issuer, subject, block } = trust;
      const why = `${principal.label} trusts tokens of ${issuer} with the subject ${subject}`;
      yield { by: tokenOf(trust), from: tokenOf(trust), to: principal.label, why, block };
    }
  }

  /** Who administers a cluster can make tokens for all its service accounts. */
  private *toToken(trust: Trust): Generator<Way> {
    const { issuedBy } = trust;
    const cluster = issuedBy === undefined ? undefined : this.clusters.get(issuedBy);
    for (const grant of cluster ? this.grantsOn(cluster) : []) {
      if (runsCodeOn(grant, CLUSTER)) {
        yield this.way(grant, tokenOf(trust), `can create tokens of service accounts in the cluster`);
      }
    }
  }

  private *byMembership(principal: Principal): Generator<Way> {
    for (const { member, block } of this.powers.membersOf.get(principal.id) ?? []) {
      const from = this.labelOf(member);
      yield { by: member, from, to: principal.label, why: `${from} is a member of ${principal.label}`, block };
    }
  }

  /** By what may be done with a user-assigned identity. */
  private *byIdentity({ kind, block, label }: Principal): Generator<Way> {
    if (kind !== "user-assigned-identity" || !block) {
      return;
    }
    for (const grant of this.grantsOn(block)) {
      const traits = grant.role?.traits;
      if (traits?.assignsIdentities === true) {
        yield this.way(grant, label, `can attach ${label} to a resource that it runs code on`);
      } else if (traits?.trustsIssuers === true) {
        yield this.way(grant, label, `can add federated credentials to ${label}`);
      } else if (assignsRoles(grant)) {
        yield this.way(grant, label, `can give itself roles on ${label}`);
      }
    }
  }

  /** By what may be done with the resources that an identity is attached to. */
  private *bySources(principal: Principal): Generator<Way> {
    for (const source of this.powers.sourcesOf.get(principal.id) ?? []) {
      const armType = this.model.targets.armTypeOf(source.block)?.toLowerCase() ?? "";
      for (const grant of this.grantsOn(source.block)) {
        if (runsCodeOn(grant, armType)) {
          yield this.way(grant, principal.label, `can run code on ${source.label}, which has the identity`);
        } else if (assignsRoles(grant) && runsCode(armType)) {
          yield this.way(grant, principal.label, `can give itself roles on ${source.label}, which has the identity`);
        }
      }
    }
  }

  /** By the keys of what a principal reaches. */
  private *byKeys(principal: Principal): Generator<Way> {
    for (const { target, plane } of this.powers.grantsOf.get(principal.id) ?? []) {
      const reached = plane === "control" ? undefined : this.model.targets.get(target);
      const armType = reached?.armType?.toLowerCase();
      if (!reached || armType === undefined) {
        continue;
      }
      for (const scope of [target, ...(reached.within ?? [])]) {
        for (const grant of this.powers.grantsAt.get(scope) ?? []) {
          if (grant.role?.traits?.listsKeysOf.some((type) => isOrIsIn(armType, type)) === true) {
            yield this.way(
              grant,
              principal.label,
              `can list the keys of ${reached.label}, which ${principal.label} reaches`,
            );
          }
        }
      }
    }
  }

  /** Grants of powerful roles on a resource, or on what it is in. */
  private *grantsOn(block: Source["block"]): Generator<Grant> {
    const { targets } = this.model;
    for (const scope of [targets.idOfBlock(block), ...targets.within(block)]) {
      yield* this.powers.grantsAt.get(scope) ?? [];
    }
  }

  private way(grant: Grant, to: string, can: string): Way {
    const from = this.labelOf(grant.principal);
    const at = this.model.targets.get(grant.target)?.label ?? grant.target;
    const once = grant.eligible ? ", once activated," : "";
    return {
      by: grant.principal,
      from,
      to,
      why: `${from} has ${grant.what} on ${at} and${once} ${can}`,
      block: grant.block,
    };
  }

  private labelOf(principal: string): string {
    return this.model.principals.get(principal)?.label ?? principal;
  }
}

function tokenOf({ issuer, subject }: Trust): string {
  return `${issuer} ${subject}`;
}

function runsCodeOn({ role }: Grant, armType: string): boolean {
  return role?.traits?.runsCodeOn.some((type) => isOrIsIn(armType, type)) === true;
}

function runsCode(armType: string): boolean {
  return Object.keys(CODE).some((type) => isOrIsIn(armType, type));
}

function isOrIsIn(armType: string, type: string): boolean {
  return armType === type || armType.startsWith(`${type}/`);
}

/** Conditions limit which roles can be assigned. */
function assignsRoles({ role }: Grant): boolean {
  return role?.traits?.assignsRoles === true && !role.traits.assignsLimited && !role.conditional;
}
