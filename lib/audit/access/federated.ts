import { type Block } from "../terraform/document";
import { azapiTypeOf, propertyOf } from "./azapi";
import { type Builder } from "./builder";
import { type Argument, argumentOf, isGiven, ownerOf, shown, textOf } from "./reading";

/** Federated credentials of managed identities and of applications. */

/** Arguments with the identity or the application, by type, in the releases of the providers. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  azuread_application_federated_identity_credential: ["application_id", "application_object_id"],
  azuread_application_flexible_federated_identity_credential: ["application_id"],
  azurerm_federated_identity_credential: ["user_assigned_identity_id", "parent_id"],
};

const AZAPI = "microsoft.managedidentity/userassignedidentities/federatedidentitycredentials";

/** A credential, whichever resource makes it. */
export interface Credential {
  readonly block: Block;
  readonly owner: Argument;
  readonly issuer: Argument;
  /** The subject, or the expression that claims must match. */
  readonly subject: Argument;
  /** What the audience is called in the block, and its values. */
  readonly audience: Argument;
  readonly isFlexible: boolean;
}

export function credentials({ analysis }: Pick<Builder, "analysis">): Credential[] {
  const typed = Object.entries(TYPES).flatMap(([type, owners]) =>
    analysis.resourcesOf(type).map((block) => {
      const argument = (...names: string[]): Argument =>
        names.map((name) => argumentOf(block, name)).find(isGiven) ?? argumentOf(block, names[0] ?? "");
      const isFlexible = isGiven(argumentOf(block, "claims_matching_expression"));
      return {
        block,
        owner: argument(...owners),
        issuer: argument("issuer"),
        subject: argument("subject", "claims_matching_expression"),
        audience: argument("audience", "audiences"),
        isFlexible,
      };
    }),
  );
  const untyped = analysis
    .resourcesOf("azapi_resource")
    .filter((block) => azapiTypeOf(block, analysis) === AZAPI)
    .map((block) => ({
      block,
      owner: argumentOf(block, "parent_id"),
      issuer: propertyOf(block, ["properties", "issuer"]),
      subject: propertyOf(block, ["properties", "subject"]),
      audience: propertyOf(block, ["properties", "audiences"]),
      isFlexible: false,
    }));
  return [...typed, ...untyped];
}

export function addTrusts(builder: Builder): void {
  const { analysis, principals, targets, trusts } = builder;
  for (const { block, owner, issuer, subject } of credentials(builder)) {
    const issuing = ownerOf(analysis, issuer, block)?.block;
    const issuedBy = issuing?.kind === "resource" ? targets.idOfBlock(issuing) : undefined;
    for (const principal of principals.of(owner, block)) {
      trusts.push({
        principal,
        issuer: textOf(analysis, issuer, block) ?? shown(issuer),
        subject: textOf(analysis, subject, block) ?? shown(subject),
        block,
        ...(issuedBy !== undefined && { issuedBy }),
      });
    }
  }
}
