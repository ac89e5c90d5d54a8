import { type Grant, type Source } from "./access-model";
import { type Builder, type Trust } from "./builder";
import { type RoleTraits } from "./role-traits";
import { group } from "./group";

/** What the search for impersonations looks things up in. */
export interface Powers {
  /** Grants of roles that let their holder become others, by target. */
  readonly grantsAt: ReadonlyMap<string, readonly Grant[]>;
  readonly grantsOf: ReadonlyMap<string, readonly Grant[]>;
  readonly sourcesOf: ReadonlyMap<string, readonly Source[]>;
  readonly trustsOf: ReadonlyMap<string, readonly Trust[]>;
  readonly membersOf: ReadonlyMap<string, readonly Builder["memberships"][number][]>;
}

export function powersIn(builder: Builder, sources: readonly Source[]): Powers {
  const { grants, trusts, memberships } = builder;
  return {
    grantsAt: group(
      grants.filter(({ role }) => role?.traits && isPowerful(role.traits)),
      ({ target }) => [target],
    ),
    grantsOf: group(grants, ({ principal }) => [principal]),
    sourcesOf: group(sources, ({ identities }) => identities),
    trustsOf: group(trusts, ({ principal }) => [principal]),
    membersOf: group(memberships, (membership) => [membership.group]),
  };
}

function isPowerful(traits: RoleTraits): boolean {
  return (
    traits.assignsRoles ||
    traits.assignsIdentities ||
    traits.trustsIssuers ||
    traits.runsCodeOn.length > 0 ||
    traits.listsKeysOf.length > 0
  );
}
