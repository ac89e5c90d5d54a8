import { type Grant } from "../../access/access-model";
import { type Rule } from "../rule";
import { assignment } from "./examples";
import { trusting } from "./federation-examples";
import { inWords, wholeGrants } from "./grants";

const website = {
  azurerm_role_assignment: { deploy: assignment("Website Contributor", "azurerm_resource_group.shop.id") },
};
const reader = { azurerm_role_assignment: { plan: assignment("Reader", "azurerm_resource_group.shop.id") } };

/** GitHub's subject for the workflows of all pull requests of a repository. */
const PULL_REQUEST = /^repo:[^:]+:pull_request$/;

const subject = "repo:contoso/shop:pull_request";

export const pullRequestAsPrivilegedIdentity: Rule = {
  id: "pull-request-as-privileged-identity",
  severity: "high",
  title: "pull requests act as an identity that changes resources",
  why: "Whoever may open a pull request in the repository runs code with the access of the identity, before anybody has read it.",
  remedy:
    "Trust an environment with reviewers for what changes resources, and give pull requests an identity of their own that only reads.",
  constructs: ["FederatedCredential"],
  scanners: [],
  failing: trusting({ subject }, website),
  passing: trusting({ subject }, reader),
  check: ({ access }, report) => {
    const risky = new Map(
      wholeGrants(access)
        .filter(({ grant }) => changes(grant) && !grant.eligible)
        .map((whole) => [whole.principal.id, whole]),
    );
    for (const { principal, subject: trusted, block } of access.trusts) {
      const whole = risky.get(principal);
      if (whole && trusted.length < LONGEST && PULL_REQUEST.test(trusted)) {
        const { grant, target } = whole;
        report({ block, path: "subject", message: `pull requests act with ${grant.what} on ${inWords(target)}` });
      }
    }
  },
};

/** Whether a grant is for more than to read one resource, or the data of it. */
const changes = ({ risk, role }: Grant): boolean => risk !== "none" || role?.traits?.changes === true;

/** Longer subjects are not looked at. */
const LONGEST = 2000;
