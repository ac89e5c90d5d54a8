import { type IConstruct } from "constructs";
import { elementAt, referenceIn } from "../core/reference";
import { type Placement, tenantOf } from "../core/placement";
import { isResource, shown, tellsProblems } from "../core/given";
import { type Problem, rules } from "../core/rules";
import { ObjectId } from "./principal-ids";
import { type IManagedIdentity, type IPrincipal } from "./principal-interfaces";
import { Principal } from "./principal";

const PRINCIPALS = "Principals";

/**
 * Errors in the ids of a principal. Client ids of managed identities are not checked, because reading them can add a
 * lookup to the app.
 */
export function principalProblems(principal: IPrincipal, scope: IConstruct): Problem[] {
  const { objectId } = principal;
  const clientId = Principal._isOne(principal) ? principal.clientId : undefined;
  const problems = [...objectId._problems(scope), ...(clientId?._problems(scope) ?? [])];
  return problems.length === 0 && clientId?.value === objectId.value ? sameIds(objectId.value) : problems;
}

const sameIds = rules<[id: string]>(PRINCIPALS, [
  {
    rule: "object-id-equals-client-id",
    message: (id) => `"${id}" is given as object id and as client id, which differ; give each as Entra ID shows it`,
  },
]);

/** The error for a value that is not a principal. */
export const notAPrincipal = rules<[what: string, given: unknown]>(PRINCIPALS, [
  {
    rule: "not-a-principal",
    when: (_, given) => !tellsProblems((given as Partial<IPrincipal> | null | undefined)?.objectId),
    message: (what, given) =>
      `${what} must be a principal; got ${shown(given)}; use Principal, UserAssignedManagedIdentity or ` +
      "SystemAssignedManagedIdentity.of",
  },
]);

/** The error for a value that is not an identity of a source. */
export function notAnIdentity(identity: IManagedIdentity): Problem[] {
  if (typeof (identity as Partial<IManagedIdentity> | null)?.attachTo === "function") {
    return notAPrincipal("identity", identity);
  }
  const remedy = isResource(identity)
    ? "use UserAssignedManagedIdentity.fromResource"
    : notAPrincipal("identity", identity).length === 0
      ? "give a principal that no source can carry as principal"
      : "use UserAssignedManagedIdentity or SystemAssignedManagedIdentity.of";
  return notManaged(identity, remedy);
}

const notManaged = rules<[given: unknown, remedy: string]>(PRINCIPALS, [
  {
    rule: "not-a-managed-identity",
    message: (given, remedy) => `identity must be a managed identity; got ${shown(given)}; ${remedy}`,
  },
]);

/** The principal itself, or a placeholder that reports the wrong value. */
export function principalOf(given: IPrincipal): IPrincipal {
  const problems = notAPrincipal("principal", given);
  return problems.length === 0
    ? given
    : Principal.servicePrincipal(ObjectId._refused(problems), { displayName: "nobody" });
}

/** A principal can have access only in its own tenant, which the provider that creates or finds it determines. */
export function tenantProblems({ objectId }: IPrincipal, placement: Placement, scope: IConstruct): Problem[] {
  const reference = referenceIn(objectId.value);
  const element = reference && elementAt(reference);
  const [own, other] = [element && tenantOf(element), placement.tenant()];
  return element === undefined || own === undefined || other === undefined || own === other
    ? []
    : otherTenant(element.node.path, own, scope.node.path, other);
}

const otherTenant = rules<[principal: string, own: string, asker: string, other: string]>(PRINCIPALS, [
  {
    rule: "principal-of-other-tenant",
    message: (principal, own, asker, other) =>
      `principal ${principal} is in tenant ${own}, but the target of ${asker} is in tenant ${other}; ` +
      "grant access to a principal of the tenant of the target",
  },
]);
