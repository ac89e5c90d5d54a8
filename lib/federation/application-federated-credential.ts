import { type ITerraformResource, type TerraformProvider, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { given, isResource, shown, textProblems } from "../core/given";
import { OwnResource } from "../core/own-resource";
import { Placement } from "../core/placement";
import { checkAtSynth } from "../core/problems";
import { attributeOf, typeProblems } from "../core/resources";
import { rules } from "../core/rules";
import { checkTogether, nameProblems, TOKEN_EXCHANGE } from "./credential-rules";
import { FederatedWorkload } from "./federated-workload";

const APPLICATIONS = ["azuread_application", "azuread_application_registration"];

/** Properties of a federated credential of an application. */
export interface ApplicationFederatedCredentialProps {
  /**
   * The application whose service principal's tokens the workload gets: an `azuread_application` or
   * `azuread_application_registration`, resource or data source.
   */
  readonly application: ITerraformResource;

  /**
   * Who gets them. `*` in its subject stands for any text, and `?` for any character.
   *
   * A subject with wildcards must come from GitHub, GitLab or HCP Terraform, and `claims` must then name the repository or its
   * owner, or the project, by id. Ids in `FederatedWorkload.gitHubBranch("owner@1/name@2", "*")` do so already.
   */
  readonly workload: FederatedWorkload;

  /**
   * More claims of the tokens, by name, that must have these values: `repository_id`, `repository_owner_id` and
   * `job_workflow_ref` of GitHub, `project_id` of GitLab. `job_workflow_ref` can have wildcards.
   *
   * @default - issuer, subject and audience decide alone
   */
  readonly claims?: Record<string, string>;

  /**
   * Name of the credential, 3 to 120 letters, digits, hyphens and underscores. A change replaces it.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * What it is for, shown in the portal.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * The claim `aud` of the workload's tokens.
   *
   * @default "api://AzureADTokenExchange", which is right in the public cloud
   */
  readonly audience?: string;

  /**
   * The azuread provider that creates it.
   *
   * @default - the provider of the application
   */
  readonly provider?: TerraformProvider;
}

/**
 * Lets a workload outside Azure sign in as an application, without a secret. With wildcards or more claims it is a flexible
 * federated credential, which is in preview.
 *
 * https://learn.microsoft.com/entra/workload-id/workload-identities-set-up-flexible-federated-identity-credential
 */
export class ApplicationFederatedCredential extends Construct {
  /** The Terraform resource of the credential. */
  public readonly resource: TerraformResource;

  public constructor(scope: Construct, id: string, props: ApplicationFederatedCredentialProps) {
    super(scope, id);
    const { application, workload, claims = {}, name = id, description, audience = TOKEN_EXCHANGE } = given(props);
    const { provider } = given(props);
    const trusted = FederatedWorkload._given(workload);
    const { issuer, subject } = trusted;
    const belongsTo = isResource(application) ? application : undefined;
    const placement = new Placement("azuread", this, () => ({ provider, belongsTo }));
    const all = { ...idsIn(trusted), ...claims };
    const isFlexible = hasWildcard(subject) || Object.keys(claims).length > 0;
    const common = {
      application_id: attributeOf(application, "id"),
      display_name: name,
      description,
      issuer,
    };
    this.resource = isFlexible
      ? new OwnResource(
          this,
          "Default",
          "azuread_application_flexible_federated_identity_credential",
          { ...common, audience, claims_matching_expression: expressionOf({ sub: subject, ...all }) },
          { placement },
        )
      : new OwnResource(
          this,
          "Default",
          "azuread_application_federated_identity_credential",
          { ...common, audiences: [audience], subject },
          { placement },
        );
    checkTogether(this.resource);
    checkAtSynth(this, () => [
      ...typeProblems("application", application, APPLICATIONS),
      ...trusted._problems(),
      ...(isFlexible ? flexibleProblems(issuer, Object.keys(all)) : []),
      ...nameProblems(name),
      ...textProblems({ audience, ...(description !== undefined && { description }), ...claims }),
      ...placement.problems(),
    ]);
  }
}

const hasWildcard = (text: string): boolean => /[*?]/.test(text);

/** The ids in a subject that is immutable, such as "repo:owner@1/name@2:pull_request", as claims. */
function idsIn({ subject }: FederatedWorkload): Record<string, string> {
  const [, owner, repository] = /^repo:[^/:@]+@(\d+)\/[^/:@]+(?:@(\d+))?:/.exec(subject) ?? [];
  return {
    ...(repository !== undefined && { repository_id: repository }),
    ...(owner !== undefined && { repository_owner_id: owner }),
  };
}

/** Claims that Azure compares, with doubled quotes in their values. */
function expressionOf(claims: Readonly<Record<string, string>>): string {
  return Object.entries(claims)
    .map(([claim, text]) => `claims['${claim}'] ${hasWildcard(text) ? "matches" : "eq"} '${quoted(text)}'`)
    .join(" and ");
}

const quoted = (text: unknown): string => (typeof text === "string" ? text.replaceAll("'", "''") : shown(text));

/** The issuers whose tokens can be matched, with the claims of which one must be matched, too. */
const FLEXIBLE_ISSUERS: readonly { readonly issuer: RegExp; readonly ids: readonly string[] }[] = [
  { issuer: /^https:\/\/token\.actions\.githubusercontent\.com$/, ids: ["repository_id", "repository_owner_id"] },
  { issuer: /^https:\/\/gitlab\.([\w-]+\.)?(com|ca)$/, ids: ["project_id"] },
  { issuer: /^https:\/\/app\.(eu\.)?terraform\.io$/, ids: [] },
];

const rowOf = (issuer: string): (typeof FLEXIBLE_ISSUERS)[number] | undefined =>
  FLEXIBLE_ISSUERS.find((row) => row.issuer.test(issuer));

const flexibleProblems = rules<[issuer: string, claims: readonly string[]]>("Federated credentials", [
  {
    rule: "issuer-without-wildcards",
    when: (issuer) => rowOf(issuer) === undefined,
    message: (issuer) =>
      `wildcards and claims work with tokens of GitHub, GitLab and HCP Terraform only; got issuer ${shown(issuer)}; name the workload ` +
      "in full and leave out claims",
  },
  {
    rule: "wildcard-without-immutable-claim",
    when: (issuer, claims) => {
      const { ids = [] } = rowOf(issuer) ?? {};
      return ids.length > 0 && !ids.some((id) => claims.includes(id));
    },
    message: (issuer) =>
      `with wildcards or claims, names of ${issuer} are not enough, because somebody else can take them over; give ` +
      `${(rowOf(issuer)?.ids ?? []).join(" or ")} in claims`,
  },
]);
