import { type IConstruct } from "constructs";
import { elementAt, referenceIn } from "../core/reference";
import { type Placement, tenantOf } from "../core/placement";
import { isResource, shown, tellsProblems } from "../core/given";
import { ObjectId } from "./principal-ids";
import { type IManagedIdentity, type IPrincipal } from "./principal-interfaces";
import { Principal } from "./principal";

/**
 * Errors in the ids of a principal. Client ids of managed identities are not checked, because reading them can add a
 * lookup to the app.
 */
export function principalProblems(principal: IPrincipal, scope: IConstruct): string[] {
  const { objectId } = principal;
  const clientId = Principal._isOne(principal) ? principal.clientId : undefined;
  const problems = [...objectId._problems(scope), ...(clientId?._problems(scope) ?? [])];
  return problems.length === 0 && clientId?.value === objectId.value
    ? [
        `object id "${objectId.value}" is given as client id too; they are two GUIDs of the same principal, ` +
          "give each as Entra ID shows it",
      ]
    : problems;
}

/** The error for a value that is not a principal. */
export function notAPrincipal(what: string, given: unknown): string[] {
  return tellsProblems((given as Partial<IPrincipal> | null | undefined)?.objectId)
    ? []
    : [
        `${what} must be a principal; got ${shown(given)}; use Principal, UserAssignedManagedIdentity or ` +
          "SystemAssignedManagedIdentity.of",
      ];
}

/** The error for a value that is not an identity of a source. */
export function notAnIdentity(identity: IManagedIdentity): string[] {
  if (typeof (identity as Partial<IManagedIdentity> | null)?.attachTo === "function") {
    return notAPrincipal("identity", identity);
  }
  const remedy = isResource(identity)
    ? "use UserAssignedManagedIdentity.fromResource"
    : notAPrincipal("identity", identity).length === 0
      ? "what no source can carry is given as principal"
      : "use UserAssignedManagedIdentity or SystemAssignedManagedIdentity.of";
  return [`identity must be a managed identity; got ${shown(identity)}; ${remedy}`];
}

/** The principal itself, or a placeholder that reports the wrong value. */
export function principalOf(given: IPrincipal): IPrincipal {
  const problems = notAPrincipal("principal", given);
  return problems.length === 0
    ? given
    : Principal.servicePrincipal(ObjectId._refused(problems), { displayName: "nobody" });
}

/** A principal can have access only in its own tenant, which the provider that creates or finds it determines. */
export function tenantProblems({ objectId }: IPrincipal, placement: Placement, scope: IConstruct): string[] {
  const reference = referenceIn(objectId.value);
  const element = reference && elementAt(reference);
  const [own, other] = [element && tenantOf(element), placement.tenant()];
  return element === undefined || own === undefined || other === undefined || own === other
    ? []
    : [
        `principal ${element.node.path} is in tenant ${own}, and the target of ${scope.node.path} is in tenant ${other}; ` +
          "a principal can be given access in its own tenant only",
      ];
}
