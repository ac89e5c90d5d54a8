import { notMadeWith, tellsProblems } from "../core/given";
import { type Problem } from "../core/rules";
import { issuerProblems, type SubjectPart, subjectProblems } from "./workload-rules";

/** https://docs.github.com/actions/reference/security/oidc */
const GITHUB = "https://token.actions.githubusercontent.com";

const GITLAB = "https://gitlab.com";

/**
 * A workload outside Azure, as the token says that its platform issues to it: a pipeline of GitHub or GitLab, a pod in
 * Kubernetes, or anything else with an OpenID Connect issuer.
 *
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation
 */
export class FederatedWorkload {
  /**
   * Jobs of GitHub Actions that run on a branch and in no environment.
   *
   * @param repository "owner/name"; "owner@id/name@id" if the repository has immutable subjects, as all have that were
   * created, renamed or transferred after July 15, 2026
   * @param branch name of the branch, without "refs/heads/"
   */
  public static gitHubBranch(repository: string, branch: string): FederatedWorkload {
    return FederatedWorkload.gitHub(repository, `ref:refs/heads/${branch}`, { what: "branch", text: branch });
  }

  /**
   * Jobs of GitHub Actions that run on a tag and in no environment.
   *
   * @param repository as in `gitHubBranch`
   * @param tag name of the tag, without "refs/tags/"
   */
  public static gitHubTag(repository: string, tag: string): FederatedWorkload {
    return FederatedWorkload.gitHub(repository, `ref:refs/tags/${tag}`, { what: "tag", text: tag });
  }

  /**
   * Jobs of GitHub Actions that run in an environment, on whatever branch or tag. Which ones may run there is a setting of
   * the environment.
   *
   * @param repository as in `gitHubBranch`
   * @param environment name of the environment
   */
  public static gitHubEnvironment(repository: string, environment: string): FederatedWorkload {
    const name = typeof environment === "string" ? environment.replaceAll(":", "%3A") : environment;
    return FederatedWorkload.gitHub(repository, `environment:${name}`, { what: "environment", text: environment });
  }

  /**
   * Jobs of GitHub Actions that a pull request starts and that run in no environment.
   *
   * @param repository as in `gitHubBranch`
   */
  public static gitHubPullRequest(repository: string): FederatedWorkload {
    return FederatedWorkload.gitHub(repository, "pull_request");
  }

  /**
   * Jobs of GitLab CI/CD that run on a branch: https://docs.gitlab.com/ci/secrets/id_token_authentication
   *
   * @param project path of the project, such as "group/project"
   * @param branch name of the branch
   * @param issuer URL of a GitLab of your own; Azure must reach it
   */
  public static gitLabBranch(project: string, branch: string, issuer = GITLAB): FederatedWorkload {
    return FederatedWorkload.gitLab(project, "branch", branch, issuer);
  }

  /**
   * Jobs of GitLab CI/CD that run on a tag.
   *
   * @param project path of the project, such as "group/project"
   * @param tag name of the tag
   * @param issuer URL of a GitLab of your own; Azure must reach it
   */
  public static gitLabTag(project: string, tag: string, issuer = GITLAB): FederatedWorkload {
    return FederatedWorkload.gitLab(project, "tag", tag, issuer);
  }

  /**
   * Pods in Kubernetes with a service account. For a cluster of AKS, `KubernetesWorkloadIdentity` does all of it.
   *
   * https://azure.github.io/azure-workload-identity/docs/topics/federated-identity-credential.html
   *
   * @param issuer URL of the cluster's issuer of service account tokens, such as `cluster.oidcIssuerUrl`
   * @param namespace namespace of the service account
   * @param serviceAccount name of the service account
   */
  public static kubernetesServiceAccount(issuer: string, namespace: string, serviceAccount: string): FederatedWorkload {
    return new FederatedWorkload(issuer, `system:serviceaccount:${namespace}:${serviceAccount}`, [
      { what: "namespace", text: namespace },
      { what: "service account", text: serviceAccount },
    ]);
  }

  /**
   * Whoever an OpenID Connect issuer gives a subject to.
   *
   * @param issuer URL of the issuer, which begins with "https://": the claim `iss` of the tokens, letter by letter
   * @param subject the claim `sub` of the tokens, letter by letter
   */
  public static of(issuer: string, subject: string): FederatedWorkload {
    return new FederatedWorkload(issuer, subject, [{ what: "subject", text: subject }]);
  }

  /**
   * The workload itself, or a placeholder that reports the wrong value.
   *
   * @internal
   */
  public static _given(workload: FederatedWorkload): FederatedWorkload {
    return tellsProblems(workload)
      ? workload
      : new FederatedWorkload("", "", [], notMadeWith("workload", "FederatedWorkload", workload));
  }

  private static gitHub(repository: string, context: string, ...parts: SubjectPart[]): FederatedWorkload {
    return new FederatedWorkload(GITHUB, `repo:${repository}:${context}`, [
      { what: "repository", text: repository },
      ...parts,
    ]);
  }

  private static gitLab(project: string, refType: string, ref: string, issuer: string): FederatedWorkload {
    return new FederatedWorkload(issuer, `project_path:${project}:ref_type:${refType}:ref:${ref}`, [
      { what: "project", text: project },
      { what: refType, text: ref },
    ]);
  }

  /** URL of the issuer of its tokens. */
  public readonly issuer: string;

  /** Whom the tokens are about. */
  public readonly subject: string;

  private constructor(
    issuer: string,
    subject: string,
    private readonly parts: readonly SubjectPart[],
    private readonly refused?: readonly Problem[],
  ) {
    this.issuer = issuer;
    this.subject = subject;
  }

  /** @internal */
  public _problems(): readonly Problem[] {
    return this.refused ?? [...issuerProblems(this.issuer), ...this.parts.flatMap((part) => subjectProblems(part))];
  }
}
