import { groupBy } from "../../../../lib/core/collections";
import { type Risk } from "../../../../lib/audit/access/access-model";
import { type Change, type MapGrant, type MapImpersonation, type Place } from "../../../../lib/audit/map/map-data";
import { type PageData } from "../../../../lib/audit/map/page";
import { worst } from "../../../../lib/audit/map/risks";
import { type Column } from "./columns";
import { kindWords } from "./words";

export interface MapNode {
  readonly id: string;
  readonly column: Column;
  readonly label: string;
  /** For people: "linux web app", "user-assigned identity". */
  readonly kind: string;
  readonly cluster: string;
  readonly place?: Place;
  /** Ids of the targets that it is in: what is granted on them holds for it, too. */
  readonly within: readonly string[];
  /** The worst risk of its grants. */
  readonly risk: Risk;
}

export interface MapLink {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: "carries" | "token" | "member" | "grant" | "contains";
  readonly risk: Risk;
  /** For links of the kind "grant": all grants between the two. */
  readonly grants: readonly MapGrant[];
}

/**
 * What the page draws, and looks things up in. A resource can be a source, an identity and a target: ids start with what a
 * node is.
 */
export interface Graph {
  readonly nodes: ReadonlyMap<string, MapNode>;
  readonly links: readonly MapLink[];
  readonly from: ReadonlyMap<string, readonly MapLink[]>;
  readonly to: ReadonlyMap<string, readonly MapLink[]>;
  /** By the principal that can be acted as. */
  readonly paths: ReadonlyMap<string, readonly MapImpersonation[]>;
  /** The number of further paths, which are not in the page. */
  readonly leftOut: ReadonlyMap<string, number>;
  readonly isDifference: boolean;
}

export function graphOf(data: PageData): Graph {
  const identity = (id: string): string => `identity ${id}`;
  const target = (id: string): string => `target ${id}`;
  const principals = new Set(data.principals.map(({ id }) => id));
  const groups = new Set(data.memberships.map(({ group }) => group));
  const trusts = data.trusts.map((trust) => ({ ...trust, id: `token ${trust.issuer} ${trust.subject}` }));
  const grants = data.grants.map((grant) => ({
    ...grant,
    principal: identity(grant.principal),
    target: target(grant.target),
  }));
  const links: MapLink[] = [
    ...data.sources.flatMap(({ id, identities }) =>
      identities.map((each) => link("carries", `source ${id}`, identity(each))),
    ),
    ...trusts.map(({ id, principal }) => link("token", id, identity(principal))),
    ...data.memberships.map(({ member, group }) => link("member", identity(member), identity(group))),
    ...[...groupBy(grants, ({ principal, target: on }) => JSON.stringify([principal, on])).values()].map((all) =>
      link("grant", all[0]?.principal ?? "", all[0]?.target ?? "", all),
    ),
  ];
  const unique = [...new Map(links.map((each) => [each.id, each])).values()];
  const [from, to] = [groupBy(unique, (each) => each.from), groupBy(unique, (each) => each.to)];
  const riskOf = (id: string): Risk => worst([...(from.get(id) ?? []), ...(to.get(id) ?? [])].map(({ risk }) => risk));
  const nodes: MapNode[] = [
    ...data.sources.map(({ id, label, type, cluster, at }) => ({
      ...node("source", `source ${id}`, label, cluster, type),
      place: at,
    })),
    ...trusts.map(({ id, issuer, subject, at }) => ({
      ...node("source", id, subject, hostOf(issuer), "federated token"),
      place: at,
    })),
    ...data.principals.map(({ id, label, kind, cluster, at }) => ({
      ...node(groups.has(id) ? "group" : "identity", identity(id), label, cluster, kind),
      place: at,
      risk: riskOf(identity(id)),
    })),
    ...data.targets.map(({ id, label, scope, type, cluster, within = [], at }) => ({
      ...node("target", target(id), label, cluster, type === "" ? scope : type),
      place: at,
      within: within.map(target),
      risk: riskOf(target(id)),
    })),
  ];
  const paths = data.impersonations.map((path) => ({
    ...path,
    principal: identity(path.principal),
    by: principals.has(path.by) ? identity(path.by) : `token ${path.by}`,
  }));
  const known = new Map(nodes.map((each) => [each.id, each]));
  const drawable = (all: readonly MapLink[]): MapLink[] =>
    all.filter((each) => known.has(each.from) && known.has(each.to));
  return {
    nodes: known,
    links: drawable(unique),
    from: groupBy(drawable(unique), (each) => each.from),
    to: groupBy(drawable(unique), (each) => each.to),
    paths: groupBy(paths, ({ principal }) => principal),
    leftOut: new Map(data.leftOut.map(({ principal, count }) => [identity(principal), Number(count)])),
    isDifference: data.isDifference,
  };
}

/** How a link has changed, in a difference. */
export function changeOf({ grants }: MapLink): Change | undefined {
  const changes = [...new Set(grants.map(({ change }) => change))];
  return changes.length === 1 ? changes[0] : changes.some((change) => change !== undefined) ? "changed" : undefined;
}

export const link = (kind: MapLink["kind"], from: string, to: string, grants: readonly MapGrant[] = []): MapLink => ({
  id: JSON.stringify([kind, from, to]),
  kind,
  from,
  to,
  grants,
  risk: worst(grants.map(({ risk }) => risk)),
});

const node = (column: Column, id: string, label: string, cluster: string, kind: string): MapNode => ({
  id,
  column,
  label,
  cluster,
  kind: kindWords(kind),
  within: [],
  risk: "none",
});

const hostOf = (issuer: string): string => issuer.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
