import { type IConstruct } from "constructs";
import { elementAt, referenceIn } from "../core/reference";
import { type Placement, tenantOf } from "../core/placement";
import { isResource, shown, tellsProblems } from "../core/given";
import { ObjectId } from "./principal-ids";
import { type IManagedIdentity, type IPrincipal } from "./principal-interfaces";
import { Principal } from "./principal";

/**
 * What is wrong with the ids of a principal. Only those that somebody typed can be; the client ids of managed
 * identities are not asked for, because asking may add a look-up to the app.
 */
export function principalProblems(principal: IPrincipal, scope: IConstruct): string[] {
  const { objectId } = principal;
  const clientId = principal instanceof Principal ? principal.clientId : undefined;
  const problems = [...objectId._problems(scope), ...(clientId?._problems(scope) ?? [])];
  return problems.length === 0 && clientId?.value === objectId.value
    ? [
        `object id "${objectId.value}" is given as client id too; they are two GUIDs of the same principal, ` +
          "give each as Entra ID shows it",
      ]
    : problems;
}

/** What is wrong with something that is given as a principal. */
export function notAPrincipal(what: string, given: unknown): string[] {
  return tellsProblems((given as Partial<IPrincipal> | null | undefined)?.objectId)
    ? []
    : [
        `${what} must be a principal; got ${shown(given)}; use Principal, UserAssignedManagedIdentity or ` +
          "SystemAssignedManagedIdentity.of",
      ];
}

/** What is wrong with something that is given as the identity of a source. */
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

/** What was given as a principal, or one that is nobody and tells what was given instead. */
export function principalOf(given: IPrincipal): IPrincipal {
  const problems = notAPrincipal("principal", given);
  return problems.length === 0
    ? given
    : Principal.servicePrincipal(ObjectId._refused(problems), { displayName: "nobody" });
}

/** Principals have access in their own tenant only; which one that is, the provider that creates or finds them tells. */
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
