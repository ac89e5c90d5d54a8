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
  title: "pull requests can act as an identity that changes resources",
  why: "Anyone who can open a pull request from a branch of the repository can run code with the access of the identity before anyone reviews it.",
  remedy:
    "Trust an environment with reviewers for jobs that change resources, and give pull requests their own identity that can only read.",
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
        report({ block, path: "subject", message: `pull requests can use ${grant.what} on ${inWords(target)}` });
      }
    }
  },
};

/** Whether a grant is for more than to read one resource, or the data of it. */
const changes = ({ risk, role }: Grant): boolean => risk !== "none" || role?.traits?.changes === true;

/** Longer subjects are not looked at. */
const LONGEST = 2000;
