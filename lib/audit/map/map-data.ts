import { type AccessModel, type PrincipalKind, type Risk, type ScopeKind } from "../access/access-model";
import { type Block } from "../terraform/document";

/** Where something is declared. */
export interface Place {
  /** The stack or the file. */
  readonly document: string;
  readonly address: string;
  readonly constructPath?: string;
}

export interface MapPrincipal {
  readonly id: string;
  readonly kind: PrincipalKind;
  readonly label: string;
  readonly cluster: string;
  readonly at?: Place;
}

export interface MapSource {
  readonly id: string;
  readonly label: string;
  readonly type: string;
  readonly cluster: string;
  readonly identities: readonly string[];
  readonly at: Place;
}

export interface MapTarget {
  readonly id: string;
  readonly label: string;
  readonly scope: ScopeKind;
  readonly type: string;
  readonly cluster: string;
  /** Ids of the targets that it is in, from the nearest to the widest. */
  readonly within?: readonly string[];
  readonly at?: Place;
}

export interface MapGrant {
  readonly principal: string;
  readonly target: string;
  readonly what: string;
  readonly roleId?: string;
  readonly plane: "control" | "data" | "both";
  readonly risk: Risk;
  readonly eligible: boolean;
  readonly at: Place;
  /** In a difference only; left out if the grant is on both sides. */
  readonly change?: Change;
  /** What it was, if it has changed. */
  readonly before?: { readonly what: string; readonly risk: Risk; readonly eligible: boolean };
}

export interface MapTrust {
  readonly principal: string;
  readonly issuer: string;
  readonly subject: string;
  readonly at: Place;
}

export interface MapMembership {
  readonly group: string;
  readonly member: string;
  readonly at: Place;
}

export interface MapImpersonation {
  readonly principal: string;
  readonly by: string;
  readonly steps: readonly MapStep[];
  /** In a difference only; left out if the path is on both sides. */
  readonly change?: Change;
}

export interface MapStep {
  readonly from: string;
  readonly to: string;
  readonly why: string;
  readonly at: Place;
}

export type Change = "added" | "removed" | "changed";

/** The access map as data: what `mapJson` writes, and what the page reads. */
export interface MapData {
  readonly format: "azmi-access-map";
  /** Increases with changes that readers must know about. */
  readonly version: 1;
  /** Whether the map is a difference. */
  readonly isDifference: boolean;
  readonly principals: readonly MapPrincipal[];
  readonly sources: readonly MapSource[];
  readonly targets: readonly MapTarget[];
  readonly grants: readonly MapGrant[];
  readonly trusts: readonly MapTrust[];
  readonly memberships: readonly MapMembership[];
  readonly impersonations: readonly MapImpersonation[];
}

/** The map of a model. The order does not depend on the order in the model. */
export function mapData(model: AccessModel): MapData {
  return {
    format: "azmi-access-map",
    version: 1,
    isDifference: false,
    principals: sorted(
      model.principals.map(({ id, kind, label, cluster, block }) => ({ id, kind, label, cluster, ...at(block) })),
    ),
    sources: sorted(
      model.sources.map(({ id, label, cluster, identities, block }) => ({
        id,
        label,
        type: block.type,
        cluster,
        identities: [...identities].sort(),
        at: placeOf(block),
      })),
    ),
    targets: sorted(
      model.targets.map(({ id, label, scope, type, cluster, within, block }) => ({
        id,
        label,
        scope,
        type,
        cluster,
        ...(within === undefined || within.length === 0 ? {} : { within }),
        ...at(block),
      })),
    ),
    grants: sorted(
      model.grants.map(({ principal, target, what, roleId, plane, risk, eligible, block }) => ({
        principal,
        target,
        what,
        ...(roleId === undefined ? {} : { roleId }),
        plane,
        risk,
        eligible,
        at: placeOf(block),
      })),
    ),
    trusts: sorted(
      model.trusts.map(({ principal, issuer, subject, block }) => ({ principal, issuer, subject, at: placeOf(block) })),
    ),
    memberships: sorted(model.memberships.map(({ group, member, block }) => ({ group, member, at: placeOf(block) }))),
    impersonations: sorted(
      model.impersonations.map(({ principal, by, steps }) => ({
        principal,
        by,
        steps: steps.map(({ from, to, why, block }) => ({ from, to, why, at: placeOf(block) })),
      })),
    ),
  };
}

const placeOf = ({ document, address, constructPath }: Block): Place => ({
  document: document.name,
  address,
  ...(constructPath === undefined ? {} : { constructPath }),
});

const at = (block: Block | undefined): { at?: Place } => (block === undefined ? {} : { at: placeOf(block) });

/** By code points, because the order of a locale differs between machines. */
export function sorted<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, key: JSON.stringify(item) }))
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    .map(({ item }) => item);
}
