import { Fn, type TerraformProvider, type TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { given, shown, textProblems } from "../core/given";
import { Instances } from "../core/instances";
import { OwnResource } from "../core/own-resource";
import { type ResourceArguments } from "../core/own-types";
import { Placement } from "../core/placement";
import { checkAtSynth } from "../core/problems";
import { pinnedRelease } from "../core/provider-release";
import { isAtLeast } from "../core/version-constraint";
import { elementAt, referenceIn } from "../core/reference";
import { attributeOf } from "../core/resources";
import { rules } from "../core/rules";
import { circleProblems } from "../core/stack-order";
import { type IUserAssignedIdentity } from "../principal/user-assigned-managed-identity";
import { chain, checkTogether, nameProblems, TOKEN_EXCHANGE } from "./credential-rules";
import { FederatedWorkload } from "./federated-workload";

const TYPE = "azurerm_federated_identity_credential";

/** Properties of a federated credential. */
export interface FederatedCredentialProps {
  /** The identity whose tokens the workload gets. */
  readonly identity: IUserAssignedIdentity;

  /** Who gets them. */
  readonly workload: FederatedWorkload;

  /**
   * Name of the credential, 3 to 120 letters, digits, hyphens and underscores. A change replaces it.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * The claim `aud` of the workload's tokens.
   *
   * @default "api://AzureADTokenExchange", which is right in the public cloud
   */
  readonly audience?: string;

  /**
   * The azurerm provider that creates it.
   *
   * @default - the provider of the identity
   */
  readonly provider?: TerraformProvider;
}

/**
 * Lets a workload outside Azure get tokens of a user-assigned identity in exchange for its own, without a secret.
 *
 * An identity can have 20 of them. Azure refuses concurrent writes to one identity, so the credentials of an identity wait
 * for each other.
 *
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust-user-assigned-managed-identity
 */
export class FederatedCredential extends Construct {
  /** The Terraform resource of the credential. */
  public readonly resource: TerraformResource;

  public constructor(scope: Construct, id: string, props: FederatedCredentialProps) {
    super(scope, id);
    const { identity, workload, name = id, audience = TOKEN_EXCHANGE, provider } = given(props);
    const trusted = FederatedWorkload._given(workload);
    const refused = notUserAssigned(identity);
    const identityId = refused.length === 0 ? identity.resourceId : "";
    const reference = referenceIn(identityId);
    const belongsTo = reference && elementAt(reference);
    const placement = new Placement("azurerm", this, () => ({ provider, belongsTo }));
    const instances = (): Instances | undefined => Instances.of([identityId], this);
    const { issuer, subject } = trusted;
    this.resource = new OwnResource(
      this,
      "Default",
      TYPE,
      () => ({ name, ...this.parentOf(identityId), issuer, subject, audience: [audience] }),
      { placement, instances },
    );
    chain(this.resource, identityId);
    checkTogether(this.resource);
    checkAtSynth(this, () => [
      ...refused,
      ...trusted._problems(),
      ...wildcardProblems(subject),
      ...nameProblems(name),
      ...textProblems({ audience }),
      ...circleProblems(this, [identityId], "an identity"),
      ...placement.problems(),
      ...(instances()?.problems() ?? []),
    ]);
  }

  /** How the provider's release names the identity. */
  private parentOf(identityId: string): ResourceArguments<typeof TYPE> {
    const release = pinnedRelease(TerraformStack.of(this), "azurerm");
    return release && !isAtLeast(release, RENAMED)
      ? { parent_id: identityId, resource_group_name: groupOf(identityId) }
      : { user_assigned_identity_id: identityId };
  }
}

/** The azurerm release from which on only `user_assigned_identity_id` is left. 4.65 and later have both. */
const RENAMED = { major: 5, minor: 0 };

/** The resource group of an identity. */
function groupOf(identityId: string): string {
  const reference = referenceIn(identityId);
  const identity = reference && elementAt(reference);
  return identity ? attributeOf(identity, "resource_group_name") : (Fn.element(Fn.split("/", identityId), 4) as string);
}

const notUserAssigned = rules<[identity: unknown]>("Federated credentials", [
  {
    rule: "not-a-user-assigned-identity",
    when: (identity) => typeof (identity as Partial<IUserAssignedIdentity> | null | undefined)?.resourceId !== "string",
    message: (identity) =>
      `identity must be a user-assigned identity; got ${shown(identity)}; use UserAssignedManagedIdentity`,
  },
]);

const wildcardProblems = rules<[subject: string]>("Federated credentials", [
  {
    rule: "federated-subject-with-wildcard",
    when: (subject) => /[*?]/.test(subject),
    message: (subject) =>
      `subject "${subject}" has a wildcard, which Azure would compare as a character; name the workload in full, or trust it by an ` +
      "application with ApplicationFederatedCredential",
  },
]);
