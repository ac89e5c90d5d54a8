import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import { type TerraformStack } from "cdktf";
import { FederatedCredential, FederatedWorkload, UserAssignedManagedIdentity } from "../../lib";
import { identity, plainIdentity } from "../support/azure";
import { IS_AZURERM_5 } from "../support/release";
import { messagesOf, problemsOf, resources, testApp, testStack } from "../support/synth";

const TYPE = "azurerm_federated_identity_credential";
const GITHUB = "https://token.actions.githubusercontent.com";

/** What the releases call the identity of a credential. */
const holder = (name = "orders"): Record<string, string> =>
  IS_AZURERM_5
    ? { user_assigned_identity_id: `\${azurerm_user_assigned_identity.${name}.id}` }
    : {
        parent_id: `\${azurerm_user_assigned_identity.${name}.id}`,
        resource_group_name: `\${azurerm_user_assigned_identity.${name}.resource_group_name}`,
      };

describe("a federated credential", () => {
  test("names the identity as the release of the provider does", () => {
    const stack = testStack();
    new FederatedCredential(stack, "deploy-main", {
      identity: identity(stack),
      workload: FederatedWorkload.gitHubBranch("contoso/shop", "main"),
    });
    expect(resources(stack, TYPE)).toEqual({
      "deploy-main": {
        ...holder(),
        name: "deploy-main",
        issuer: GITHUB,
        subject: "repo:contoso/shop:ref:refs/heads/main",
        audience: ["api://AzureADTokenExchange"],
      },
    });
  });

  test("takes a name and the audience of another cloud", () => {
    const stack = testStack();
    new FederatedCredential(stack, "deploy", {
      identity: identity(stack),
      workload: FederatedWorkload.gitHubPullRequest("contoso/shop"),
      name: "pull_requests",
      audience: "api://AzureADTokenExchangeChina",
    });
    expect(resources(stack, TYPE).deploy).toMatchObject({
      name: "pull_requests",
      audience: ["api://AzureADTokenExchangeChina"],
    });
  });

  test("can belong to an identity that is looked up", () => {
    const stack = testStack();
    const found = UserAssignedManagedIdentity.fromLookup(stack, "found", { name: "id-x", resourceGroupName: "rg-x" });
    new FederatedCredential(stack, "deploy", {
      identity: found,
      workload: FederatedWorkload.gitHubEnvironment("contoso/shop", "production"),
    });
    const id = "${data.azurerm_user_assigned_identity.found.id}";
    expect(Object.values(resources(stack, TYPE).deploy ?? {})).toContain(id);
  });

  test("waits for the one before it on the same identity, and for no other", () => {
    const stack = testStack();
    const [orders, billing] = [identity(stack), identity(stack, "billing")];
    const trust = (id: string, holder = orders): void => {
      new FederatedCredential(stack, id, {
        identity: holder,
        workload: FederatedWorkload.gitHubBranch("contoso/shop", id),
      });
    };
    trust("one");
    trust("elsewhere", billing);
    trust("two");
    trust("three");
    const waits = Object.entries(resources(stack, TYPE)).map(([name, { depends_on: them }]) => [name, them]);
    expect(Object.fromEntries(waits)).toEqual({
      one: undefined,
      elsewhere: undefined,
      two: [`${TYPE}.one`],
      three: [`${TYPE}.two`],
    });
  });

  test("can belong to an identity of another stack", () => {
    const app = testApp();
    const [base, shop] = [testStack("base", app), testStack("shop", app)];
    new FederatedCredential(shop, "deploy", {
      identity: identity(base),
      workload: FederatedWorkload.gitHubPullRequest("contoso/shop"),
    });
    expect([base, shop].flatMap(problemsOf)).toEqual([]);
  });
});

describe("a workload", () => {
  test.each([
    ["a branch", FederatedWorkload.gitHubBranch("a/b", "feat/x"), GITHUB, "repo:a/b:ref:refs/heads/feat/x"],
    ["a tag", FederatedWorkload.gitHubTag("a/b", "v1.0"), GITHUB, "repo:a/b:ref:refs/tags/v1.0"],
    [
      "an environment",
      FederatedWorkload.gitHubEnvironment("a/b", "EU: prod"),
      GITHUB,
      "repo:a/b:environment:EU%3A prod",
    ],
    ["pull requests", FederatedWorkload.gitHubPullRequest("a@1/b@2"), GITHUB, "repo:a@1/b@2:pull_request"],
    [
      "a branch on GitLab",
      FederatedWorkload.gitLabBranch("g/s/p", "main"),
      "https://gitlab.com",
      "project_path:g/s/p:ref_type:branch:ref:main",
    ],
    [
      "a tag on a GitLab of one's own",
      FederatedWorkload.gitLabTag("g/p", "v1", "https://git.contoso.com"),
      "https://git.contoso.com",
      "project_path:g/p:ref_type:tag:ref:v1",
    ],
    [
      "a service account",
      FederatedWorkload.kubernetesServiceAccount("https://k8s.contoso.com/", "shop", "orders"),
      "https://k8s.contoso.com/",
      "system:serviceaccount:shop:orders",
    ],
    ["anything else", FederatedWorkload.of("https://id.contoso.com", "job 7"), "https://id.contoso.com", "job 7"],
  ])("can be %s", (_what, { issuer, subject }, expectedIssuer, expectedSubject) => {
    expect([issuer, subject]).toEqual([expectedIssuer, expectedSubject]);
  });
});

describe("federated credentials that Azure would refuse or never match:", () => {
  const OK = FederatedWorkload.gitHubBranch("contoso/shop", "main");

  /** The problems of a credential for a workload. */
  function problemsWith(workload: FederatedWorkload, more: object = {}): string[] {
    const stack = testStack();
    new FederatedCredential(stack, "deploy", { identity: identity(stack), workload, ...more });
    return problemsOf(stack);
  }

  test.each([
    ["a branch with a wildcard", FederatedWorkload.gitHubBranch("a/b", "*"), "federated-subject-with-wildcard"],
    ["an issuer without TLS", FederatedWorkload.of("http://id.contoso.com", "x"), "issuer-not-https"],
    ["an issuer that is no URL", FederatedWorkload.of("https://", "x"), "issuer-not-url"],
    ["an issuer with a query", FederatedWorkload.of("https://id.contoso.com?a=b", "x"), "issuer-not-url"],
    ["an empty branch", FederatedWorkload.gitHubBranch("a/b", ""), "federated-subject-part-empty"],
    ["an empty subject", FederatedWorkload.of("https://id.contoso.com", " "), "federated-subject-part-empty"],
    ["a repository without owner", FederatedWorkload.gitHubPullRequest("shop"), "repository-without-owner"],
    ["a project without group", FederatedWorkload.gitLabBranch("shop", "main"), "project-without-group"],
    ["a full reference", FederatedWorkload.gitHubTag("a/b", "refs/tags/v1"), "federated-ref-not-a-name"],
    [
      "a namespace with the name",
      FederatedWorkload.kubernetesServiceAccount("https://k8s.contoso.com", "shop:orders", "orders"),
      "federated-subject-with-colon",
    ],
    ["no workload", {} as FederatedWorkload, "issuer-not-https"],
  ])("%s", (_what, workload, rule) => {
    const found = problemsWith(workload);
    expect(found).toEqual([`[stack/deploy] ${workload instanceof FederatedWorkload ? rule : "not-of-class"}`]);
  });

  test.each([
    ["a name with a dot", { name: "main.yml" }, "impossible-credential-name"],
    ["a short name", { name: "ab" }, "impossible-credential-name"],
    ["a resource as identity", { identity: {} }, "not-a-user-assigned-identity"],
    ["an audience that is no text", { audience: 1 }, "not-a-string"],
  ])("%s", (_what, more, rule) => {
    expect(problemsWith(OK, more)).toEqual([`[stack/deploy] ${rule}`]);
  });

  test("the same subject twice, by hand too", () => {
    const stack = testStack();
    const plain = plainIdentity(stack, "orders");
    new FederatedCredential(stack, "deploy", {
      identity: UserAssignedManagedIdentity.fromResource(plain),
      workload: OK,
    });
    const named = IS_AZURERM_5
      ? { userAssignedIdentityId: plain.id }
      : { parentId: plain.id, resourceGroupName: plain.resourceGroupName };
    new FederatedIdentityCredential(stack, "by-hand", {
      ...(named as { parentId: string; resourceGroupName: string }),
      name: "by-hand",
      issuer: OK.issuer,
      subject: OK.subject,
      audience: ["api://AzureADTokenExchange"],
    });
    expect(problemsOf(stack)).toEqual(["[stack] duplicate-federated-subject"]);
    expect(messagesOf(stack)[0]).toContain("stack/by-hand trusts the same issuer and subject as stack/deploy");
  });

  test("the same name twice", () => {
    const stack = testStack();
    const orders = identity(stack);
    ["main", "next"].forEach((branch) => {
      const workload = FederatedWorkload.gitHubBranch("contoso/shop", branch);
      new FederatedCredential(stack, branch, { identity: orders, workload, name: branch === "main" ? "CI-1" : "ci-1" });
    });
    expect(problemsOf(stack)).toEqual(["[stack] duplicate-federated-credential-name"]);
  });

  test("more than twenty of an identity, told once", () => {
    const stack: TerraformStack = testStack();
    const orders = identity(stack);
    const trust = (count: number): void => {
      Array.from({ length: count }, (_, index) => stack.node.findAll().length + index).forEach((branch) => {
        const workload = FederatedWorkload.gitHubBranch("contoso/shop", String(branch));
        new FederatedCredential(stack, `branch-${String(branch)}`, { identity: orders, workload });
      });
    };
    trust(20);
    expect(problemsOf(stack)).toEqual([]);
    trust(2);
    expect(problemsOf(stack)).toEqual(["[stack] too-many-federated-credentials"]);
    expect(messagesOf(stack)[0]).toContain("has 22 federated credentials, and Azure allows 20");
  });
});
