import { type AccessModel, type Grant, type Principal, type Target } from "../../access/access-model";

/** What several rules ask of grants. */

const MANAGED: ReadonlySet<Principal["kind"]> = new Set(["user-assigned-identity", "system-assigned-identity"]);

export function isManaged({ kind }: Principal): boolean {
  return MANAGED.has(kind);
}

/** A grant with whom it is for and what it is on. */
export interface WholeGrant {
  readonly grant: Grant;
  readonly principal: Principal;
  readonly target: Target;
}

/** Most rules ask for the same. */
const known = new WeakMap<AccessModel, readonly WholeGrant[]>();

export function wholeGrants(access: AccessModel): readonly WholeGrant[] {
  const found = known.get(access) ?? join(access);
  known.set(access, found);
  return found;
}

function join({ grants, principals, targets }: AccessModel): WholeGrant[] {
  const principalsById = new Map(principals.map((principal) => [principal.id, principal]));
  const targetsById = new Map(targets.map((target) => [target.id, target]));
  return grants.flatMap((grant) => {
    const [principal, target] = [principalsById.get(grant.principal), targetsById.get(grant.target)];
    return principal && target ? [{ grant, principal, target }] : [];
  });
}

/** Whether the documents do not say how often a block exists, and for what. */
export function isRepeated({ block }: Grant): boolean {
  return (
    block.document.kind === "configuration" && ["count", "for_each"].some((name) => block.values[name] !== undefined)
  );
}

/** For people: "the resource group shop". */
export function inWords({ scope, label }: Target): string {
  switch (scope) {
    case "tenant":
      return "the tenant";
    case "subscription":
      return label === "" || /^[0-9a-f-]{36}$/i.test(label) ? "a subscription" : `the subscription ${label}`;
    case "management-group":
      return `the management group ${label}`;
    case "resource-group":
      return `the resource group ${label}`;
    default:
      return label;
  }
}

/** The argument with the role. */
export function roleArgument({ block }: Grant): string | undefined {
  return ["role_definition_name", "role_definition_id"].find((name) => (block.values[name] ?? "") !== "");
}
