import { Token } from "cdktf";
import { shown } from "../core/given";
import { isLiteral } from "../core/literal-text";
import { firstRule } from "../core/rules";

const OF = "Federated credentials";

/** A part of a subject, as it was given. */
export interface SubjectPart {
  /** What it is, for messages. */
  readonly what: string;
  readonly text: string;
}

/** A value that is not a text, or one whose text is known; not one that only Terraform knows. */
const isKnown = (text: unknown): boolean => typeof text !== "string" || (!Token.isUnresolved(text) && isLiteral(text));

const isUrl = (text: string): boolean => URL.canParse(text) && !/[\s?#]/.test(text);

/** https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations */
export const issuerProblems = firstRule<[issuer: string]>(OF, [
  {
    rule: "issuer-not-https",
    when: (issuer) => isKnown(issuer) && !(typeof issuer === "string" && issuer.startsWith("https://")),
    message: (issuer) =>
      `issuer must begin with "https://", because Azure reads its keys there; got ${shown(issuer)}; give the claim iss of the tokens`,
  },
  {
    rule: "issuer-not-url",
    when: (issuer) => isKnown(issuer) && !isUrl(issuer),
    message: (issuer) =>
      `issuer ${shown(issuer)} is not the URL of an issuer; give the claim iss of the tokens, without spaces, query and fragment`,
  },
]);

/** Prefixes of full references, where a name is wanted. */
const FULL_REFERENCE = /^refs\/(heads|tags)\//;

export const subjectProblems = firstRule<[part: SubjectPart]>(OF, [
  {
    rule: "federated-subject-part-empty",
    when: ({ text }) => isKnown(text) && (typeof text !== "string" || text.trim() === ""),
    message: ({ what, text }) => `the ${what} of the workload must be a text; got ${shown(text)}; give its name`,
  },
  {
    rule: "repository-without-owner",
    when: ({ what, text }) => what === "repository" && isKnown(text) && !/^[^/\s:]+\/[^/\s:]+$/.test(text),
    message: ({ text }) =>
      `repository ${shown(text)} is not "owner/name"; give both, and "owner@id/name@id" for a repository with immutable subjects`,
  },
  {
    rule: "project-without-group",
    when: ({ what, text }) => what === "project" && isKnown(text) && !/^[^/\s:]+(\/[^/\s:]+)+$/.test(text),
    message: ({ text }) => `project ${shown(text)} is not "group/project"; give the path of the project`,
  },
  {
    rule: "federated-ref-not-a-name",
    when: ({ text }) => isKnown(text) && FULL_REFERENCE.test(text),
    message: ({ what, text }) =>
      `${what} ${shown(text)} is a full reference; give the name, "${text.replace(FULL_REFERENCE, "")}"`,
  },
  {
    rule: "federated-subject-with-colon",
    when: ({ what, text }) => PARTS_WITHOUT_COLON.includes(what) && isKnown(text) && text.includes(":"),
    message: ({ what, text }) =>
      `${what} ${shown(text)} has a colon, which separates the parts of a subject; give the name alone`,
  },
]);

/** GitHub escapes colons in environments; git and Kubernetes have no names with colons. */
const PARTS_WITHOUT_COLON = ["branch", "tag", "namespace", "service account"];
