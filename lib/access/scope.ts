import { Token, Tokenization } from "cdktf";
import { type IConstruct } from "constructs";
import { isGuid } from "../core/guid";
import { isLiteral, tokensApart } from "../core/literal-text";
import { describe, elementAt, referenceIn } from "../core/reference";
import { armSpelling } from "./arm-types";
import { remedyFor } from "./scope-attributes";
import { hasArmId } from "./storage-scopes";

/** Scopes of role assignments are ARM ids; here is what is wrong with one that is not. */

const ADVICE = "give an ARM id, such as the id of a resource, a resource group or a subscription";

/** Types whose `id` is an ARM id only when they were created with `storage_account_id`, before azurerm 5. */
const STORAGE_CHILDREN = ["azurerm_storage_container", "azurerm_storage_queue", "azurerm_storage_share"];

/**
 * The scope as Azure spells it: azurerm replaces an assignment on every plan whose scope differs in the case of a letter.
 * What people copy has `resourcegroups`, and names of providers in any case.
 */
export function normalizedScope(scope: string): string {
  return tokensApart(scope, (text) => (text.includes("/") ? armSpelling(text) : text)).join("");
}

/** What is wrong with the scope of a role assignment. */
export function scopeProblems(scope: string, construct: IConstruct): string[] {
  const reference = referenceIn(scope);
  if (reference) {
    const element = elementAt(reference);
    const remedy =
      element && reference.attribute === "id" && STORAGE_CHILDREN.includes(reference.type) && !hasArmId(element)
        ? "give its resource_manager_id, or create it with storage_account_id"
        : remedyFor(reference);
    return remedy === undefined ? [] : [`scope ${describe(scope, construct)} is not an ARM id; ${remedy}`];
  }
  if (!Token.isUnresolved(scope) && !isLiteral(scope)) {
    return [];
  }
  const problem = Token.isUnresolved(scope) ? compositionProblem(scope) : literalProblem(scope);
  return problem === undefined ? [] : [`scope ${describe(scope, construct)} ${problem}; ${ADVICE}`];
}

function literalProblem(scope: string): string | undefined {
  if (scope === "/") {
    return undefined;
  }
  if (!scope.startsWith("/") || scope.endsWith("/") || scope.includes("//") || /\s$|^\s|[?#]/.test(scope)) {
    return "is not an ARM id";
  }
  const [root = "", name = "", ...rest] = scope.slice(1).split("/");
  switch (root.toLowerCase()) {
    case "subscriptions":
      return isGuid(name) ? pathProblem(rest) : `names subscription ${JSON.stringify(name)}, which is not a GUID`;
    case "providers":
      return pathProblem(["providers", name, ...rest]);
    default:
      return "is not an ARM id";
  }
}

/** After the subscription come pairs, and "providers" is followed by a namespace before its pairs. */
function pathProblem(segments: readonly string[]): string | undefined {
  const providersAt = segments.findIndex((segment) => segment.toLowerCase() === "providers");
  const groups = providersAt < 0 ? segments : segments.slice(0, providersAt);
  const resource = providersAt < 0 ? [] : segments.slice(providersAt + 2);
  const groupsFit = groups.length === 0 || (groups.length === 2 && groups[0]?.toLowerCase() === "resourcegroups");
  const resourceFits = providersAt < 0 || (resource.length >= 2 && hasWholePairs(resource));
  return groupsFit && resourceFits ? undefined : "is not a complete ARM id";
}

/** Extension resources bring another "providers/<namespace>", which is a pair itself. */
function hasWholePairs(segments: readonly string[]): boolean {
  return segments.length % 2 === 0;
}

/** What is wrong with a scope that is put together of texts and attributes. */
function compositionProblem(scope: string): string | undefined {
  const segments = scope.split("/");
  if (segments.length < 2) {
    return undefined;
  }
  const inside = segments.slice(1).find((segment) => isArmId(segment));
  if (inside !== undefined) {
    return "has a whole ARM id after a slash, and ARM ids begin with one";
  }
  const [root = "", ...rest] = segments;
  if (root === "") {
    return compositionFromRoot(rest);
  }
  const type = referenceIn(root)?.type;
  const [first = ""] = rest;
  if (rest.some((segment) => segment === "") || rest.length % 2 !== 0) {
    return "is not a complete ARM id";
  }
  const keys = rest.filter((_, index) => index % 2 === 0);
  const wrong =
    (type === "azurerm_subscription" && !/^(resourcegroups|providers)$/i.test(first) ? first : undefined) ??
    (type === "azurerm_resource_group" && !/^providers$/i.test(first) ? first : undefined) ??
    keys.find((key) => !Token.isUnresolved(key) && !/^[a-z][a-z0-9.]*$/i.test(key));
  return wrong === undefined
    ? undefined
    : `has the part ${JSON.stringify(wrong)}, which Azure has nowhere in an ARM id`;
}

function compositionFromRoot([root = "", ...rest]: readonly string[]): string | undefined {
  if (Token.isUnresolved(root)) {
    return undefined;
  }
  if (!/^(subscriptions|providers)$/i.test(root)) {
    return "is not an ARM id";
  }
  const isComplete = /^providers$/i.test(root) || pathProblem(rest.slice(1)) === undefined;
  return isComplete ? undefined : "is not a complete ARM id";
}

/** Whether a part of a scope is a reference to the ARM id of something. */
function isArmId(segment: string): boolean {
  const { tokens } = Tokenization.reverseString(segment);
  const reference = tokens.length === 1 ? referenceIn(segment) : undefined;
  return reference?.type.startsWith("azurerm_") === true && reference.attribute === "id";
}
