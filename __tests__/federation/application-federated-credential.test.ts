import { Application } from "@cdktf/provider-azuread/lib/application";
import { ApplicationFederatedCredential, type ApplicationFederatedCredentialProps, FederatedWorkload } from "../../lib";
import { keyVault } from "../support/azure";
import { onlyResource, problemsOf, synthesize, testStack } from "../support/synth";

const FLEXIBLE = "azuread_application_flexible_federated_identity_credential";
const main = FederatedWorkload.gitHubBranch("contoso/shop", "main");

function trusting(props: Partial<ApplicationFederatedCredentialProps>): ReturnType<typeof testStack> {
  const stack = testStack();
  const application = new Application(stack, "app", { displayName: "app" });
  new ApplicationFederatedCredential(stack, "deploy", { application, workload: main, ...props });
  return stack;
}

describe("an application", () => {
  test("trusts a workload that is named in full", () => {
    const stack = trusting({ description: "Deploys the shop" });
    expect(onlyResource(stack, "azuread_application_federated_identity_credential")).toEqual({
      application_id: "${azuread_application.app.id}",
      display_name: "deploy",
      description: "Deploys the shop",
      issuer: "https://token.actions.githubusercontent.com",
      subject: "repo:contoso/shop:ref:refs/heads/main",
      audiences: ["api://AzureADTokenExchange"],
    });
    expect(Object.keys(synthesize(stack).resource ?? {})).not.toContain(FLEXIBLE);
  });

  // Examples of https://learn.microsoft.com/entra/workload-id/workload-identities-set-up-flexible-federated-identity-credential
  test.each([
    [
      "all branches of a repository",
      {
        workload: FederatedWorkload.gitHubBranch("contoso/contoso-repo", "*"),
        claims: { repository_id: "456789" },
      },
      "claims['sub'] matches 'repo:contoso/contoso-repo:ref:refs/heads/*' and claims['repository_id'] eq '456789'",
    ],
    [
      "workflows of another repository",
      {
        workload: FederatedWorkload.gitHubBranch("contoso/contoso-repo", "*"),
        claims: {
          repository_id: "456789",
          repository_owner_id: "123456",
          job_workflow_ref: "contoso/contoso-prod/.github/workflows/*.yml@refs/heads/main",
        },
      },
      "claims['sub'] matches 'repo:contoso/contoso-repo:ref:refs/heads/*' and claims['repository_id'] eq '456789' and " +
        "claims['repository_owner_id'] eq '123456' and " +
        "claims['job_workflow_ref'] matches 'contoso/contoso-prod/.github/workflows/*.yml@refs/heads/main'",
    ],
    [
      "runs of a workspace",
      {
        workload: FederatedWorkload.of(
          "https://app.terraform.io",
          "organization:contoso:project:contoso-proj:workspace:wrk-1:run_phase:*",
        ),
      },
      "claims['sub'] matches 'organization:contoso:project:contoso-proj:workspace:wrk-1:run_phase:*'",
    ],
    [
      "a project of GitLab",
      { workload: FederatedWorkload.gitLabBranch("contoso/shop", "rel-??"), claims: { project_id: "57382910" } },
      "claims['sub'] matches 'project_path:contoso/shop:ref_type:branch:ref:rel-??' and claims['project_id'] eq '57382910'",
    ],
  ])("trusts %s by an expression", (_what, props, expression) => {
    expect(onlyResource(trusting(props), FLEXIBLE)).toEqual({
      application_id: "${azuread_application.app.id}",
      display_name: "deploy",
      issuer: props.workload.issuer,
      audience: "api://AzureADTokenExchange",
      claims_matching_expression: expression,
    });
  });

  test("takes the ids from an immutable subject", () => {
    const expressionOf = (repository: string): unknown =>
      onlyResource(trusting({ workload: FederatedWorkload.gitHubBranch(repository, "*") }), FLEXIBLE)
        .claims_matching_expression;
    expect(expressionOf("contoso@123/shop@456")).toBe(
      "claims['sub'] matches 'repo:contoso@123/shop@456:ref:refs/heads/*' and claims['repository_id'] eq '456' and " +
        "claims['repository_owner_id'] eq '123'",
    );
    expect(expressionOf("contoso@123/*")).toBe(
      "claims['sub'] matches 'repo:contoso@123/*:ref:refs/heads/*' and claims['repository_owner_id'] eq '123'",
    );
  });

  test("has quotes doubled in what it compares", () => {
    const stack = trusting({
      workload: FederatedWorkload.gitHubEnvironment("contoso@1/shop@2", "it's *"),
    });
    expect(onlyResource(stack, FLEXIBLE).claims_matching_expression).toContain(
      "'repo:contoso@1/shop@2:environment:it''s *'",
    );
  });
});

describe("a credential that Entra ID would refuse:", () => {
  test.each([
    [
      "a wildcard and nothing immutable",
      { workload: FederatedWorkload.gitHubBranch("contoso/shop", "*") },
      "wildcard-without-immutable-claim",
    ],
    [
      "claims of an issuer that has none",
      { claims: { repository_id: "1" }, workload: FederatedWorkload.of("https://id.contoso.com", "x") },
      "issuer-without-wildcards",
    ],
    ["an application that is none", { application: keyVault(testStack()) }, "wrong-resource-type"],
    ["a name with a space", { name: "deploy main" }, "impossible-credential-name"],
  ])("%s", (_what, props, rule) => {
    expect(problemsOf(trusting(props))).toEqual([`[stack/deploy] ${rule}`]);
  });

  test("the same expression twice, or more than twenty of both kinds", () => {
    const stack = trusting({ workload: FederatedWorkload.gitHubBranch("contoso@1/shop@2", "*") });
    const application = stack.node.findChild("app") as Application;
    Array.from({ length: 20 }, (_, index) => `branch-${String(index)}`).forEach((branch) => {
      const workload = FederatedWorkload.gitHubBranch("contoso@1/shop@2", branch === "branch-7" ? "*" : branch);
      new ApplicationFederatedCredential(stack, branch, { application, workload });
    });
    expect(problemsOf(stack).sort()).toEqual([
      "[stack] duplicate-federated-subject",
      "[stack] too-many-federated-credentials",
    ]);
  });
});
