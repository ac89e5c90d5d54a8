import { credentials, type Credential } from "../../access/federated";
import { textOf } from "../../access/reading";
import { type Analysis } from "../../terraform/analysis";
import { type Rule } from "../rule";
import { GITHUB, trusting } from "./federation-examples";

/** Longer subjects are not looked at. */
const LONGEST = 2000;

export const wildcardFederatedSubject: Rule = {
  id: "wildcard-federated-subject",
  severity: "high",
  title: "a federated credential uses a wildcard subject",
  why:
    "Every repository, branch or service account that matches the wildcard can act as the identity. A credential that does not " +
    "evaluate wildcards matches nothing, and the usual workaround is a wider trust.",
  remedy:
    "Name one subject, such as an environment of a repository or a service account in a namespace. Add a credential for each further subject.",
  constructs: ["FederatedCredential", "KubernetesWorkloadIdentity"],
  scanners: ["Checkov CKV_AZURE_249"],
  failing: trusting({ subject: "repo:contoso/*" }),
  passing: trusting(),
  check: ({ analysis }, report) => {
    for (const credential of credentials({ analysis })) {
      const subject = textOf(analysis, credential.subject, credential.block);
      if (subject !== undefined && subject.length <= LONGEST && isWide(subject, credential, analysis)) {
        const path = credential.isFlexible ? "claims_matching_expression" : "subject";
        report({
          block: credential.block,
          path,
          message: `the subject ${subject} matches more than one workload, or none`,
        });
      }
    }
  },
};

function isWide(subject: string, { isFlexible, issuer, block }: Credential, analysis: Analysis): boolean {
  if (isFlexible) {
    return claimsOf(subject).some(isWidePattern);
  }
  const isGitHub = textOf(analysis, issuer, block)?.startsWith(GITHUB) === true;
  return subject.includes("*") || (isGitHub && /^repo:[^/:]*(:|$)/.test(subject));
}

/** The patterns of "claims['sub'] matches 'repo:contoso/shop:*' and …". */
function claimsOf(expression: string): string[] {
  return [...expression.matchAll(/\bmatches\s+'([^']*)'/g)].map(([, pattern = ""]) => pattern);
}

/** A wildcard for the repository, for everything in it, or for all its branches; not for the end of a branch or a tag. */
function isWidePattern(pattern: string): boolean {
  return /^repo:[^:]*[*?]/.test(pattern) || /(^|:|refs\/heads\/)\*$/.test(pattern) || /^[^:]*\*/.test(pattern);
}
