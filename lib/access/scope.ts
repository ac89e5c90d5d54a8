import { Token, Tokenization } from "cdktf";
import { type IConstruct } from "constructs";
import { isGuid } from "../core/guid";
import { isLiteral, tokensApart } from "../core/literal-text";
import { describe, elementAt, referenceIn } from "../core/reference";
import { type Check, type Problem, rules } from "../core/rules";
import { armSpelling } from "../catalog/arm-types";
import { remedyFor } from "./scope-attributes";
import { hasArmId } from "./storage-scopes";

/** Checks the scopes of role assignments, which are ARM ids. */

/** Before azurerm 5, the `id` of these types is an ARM id only if they were created with `storage_account_id`. */
const STORAGE_CHILDREN = ["azurerm_storage_container", "azurerm_storage_queue", "azurerm_storage_share"];

/**
 * The scope in Azure's spelling. Every plan of azurerm replaces an assignment whose scope differs in letter case.
 * Copied ids often contain `resourcegroups`, and names of providers in any case.
 */
export function normalizedScope(scope: string): string {
  return tokensApart(scope, (text) => (text.includes("/") ? armSpelling(text) : text)).join("");
}

/** Errors in the scope of a role assignment. */
export function scopeProblems(scope: string, construct: IConstruct): Problem[] {
  const reference = referenceIn(scope);
  if (reference) {
    const element = elementAt(reference);
    const remedy =
      element && reference.attribute === "id" && STORAGE_CHILDREN.includes(reference.type) && !hasArmId(element)
        ? "give its resource_manager_id, or create it with storage_account_id"
        : remedyFor(reference);
    return remedy === undefined ? [] : notArmId(describe(scope, construct), remedy);
  }
  if (!Token.isUnresolved(scope) && !isLiteral(scope)) {
    return [];
  }
  const fault = Token.isUnresolved(scope) ? faultOfComposition(scope) : faultOfLiteral(scope);
  return fault?.(describe(scope, construct), ADVICE) ?? [];
}

const ADVICE = "give an ARM id, such as the id of a resource, a resource group or a subscription";

/** What is wrong with a scope, told as the message shows it. */
type Fault = Check<[scope: string, remedy: string]>;

const notArmId: Fault = rules("Role assignments", [
  { rule: "role-scope-not-arm-id", message: (scope, remedy) => `scope ${scope} is not an ARM id; ${remedy}` },
]);

const incomplete: Fault = rules("Role assignments", [
  { rule: "role-scope-incomplete", message: (scope, remedy) => `scope ${scope} is not a complete ARM id; ${remedy}` },
]);

const subscriptionNotGuid: Fault = rules("Role assignments", [
  {
    rule: "role-scope-subscription-not-guid",
    message: (scope, remedy) => `the subscription id in scope ${scope} is not a GUID; ${remedy}`,
  },
]);

const armIdInside: Fault = rules("Role assignments", [
  {
    rule: "role-scope-with-nested-arm-id",
    message: (scope, remedy) =>
      `scope ${scope} has a whole ARM id after a slash, but ARM ids start with a slash; ${remedy}`,
  },
]);

const impossiblePart = (part: string): Fault =>
  rules("Role assignments", [
    {
      rule: "role-scope-with-impossible-part",
      message: (scope, remedy) =>
        `scope ${scope} has the part ${JSON.stringify(part)}, which no ARM id has there; ${remedy}`,
    },
  ]);

function faultOfLiteral(scope: string): Fault | undefined {
  if (scope === "/") {
    return undefined;
  }
  if (!scope.startsWith("/") || scope.endsWith("/") || scope.includes("//") || /\s$|^\s|[?#]/.test(scope)) {
    return notArmId;
  }
  const [root = "", name = "", ...rest] = scope.slice(1).split("/");
  switch (root.toLowerCase()) {
    case "subscriptions":
      return isGuid(name) ? faultOfPath(rest) : subscriptionNotGuid;
    case "providers":
      return faultOfPath(["providers", name, ...rest]);
    default:
      return notArmId;
  }
}

/** The subscription is followed by pairs. "providers" is followed by a namespace, and then by pairs. */
function faultOfPath(segments: readonly string[]): Fault | undefined {
  const providersAt = segments.findIndex((segment) => segment.toLowerCase() === "providers");
  const groups = providersAt < 0 ? segments : segments.slice(0, providersAt);
  const resource = providersAt < 0 ? [] : segments.slice(providersAt + 2);
  const groupsFit = groups.length === 0 || (groups.length === 2 && groups[0]?.toLowerCase() === "resourcegroups");
  const resourceFits = providersAt < 0 || (resource.length >= 2 && hasWholePairs(resource));
  return groupsFit && resourceFits ? undefined : incomplete;
}

/** The "providers/<namespace>" of an extension resource is a pair itself. */
function hasWholePairs(segments: readonly string[]): boolean {
  return segments.length % 2 === 0;
}

/** Errors in a scope that consists of texts and attributes. */
function faultOfComposition(scope: string): Fault | undefined {
  const segments = scope.split("/");
  if (segments.length < 2) {
    return undefined;
  }
  const inside = segments.slice(1).find((segment) => isArmId(segment));
  if (inside !== undefined) {
    return armIdInside;
  }
  const [root = "", ...rest] = segments;
  if (root === "") {
    return compositionFromRoot(rest);
  }
  const type = referenceIn(root)?.type;
  const [first = ""] = rest;
  if (rest.some((segment) => segment === "") || rest.length % 2 !== 0) {
    return incomplete;
  }
  const keys = rest.filter((_, index) => index % 2 === 0);
  const wrong =
    (type === "azurerm_subscription" && !/^(resourcegroups|providers)$/i.test(first) ? first : undefined) ??
    (type === "azurerm_resource_group" && !/^providers$/i.test(first) ? first : undefined) ??
    keys.find((key) => !Token.isUnresolved(key) && !/^[a-z][a-z0-9.]*$/i.test(key));
  return wrong === undefined ? undefined : impossiblePart(wrong);
}

function compositionFromRoot([root = "", ...rest]: readonly string[]): Fault | undefined {
  if (Token.isUnresolved(root)) {
    return undefined;
  }
  if (!/^(subscriptions|providers)$/i.test(root)) {
    return notArmId;
  }
  const isComplete = /^providers$/i.test(root) || faultOfPath(rest.slice(1)) === undefined;
  return isComplete ? undefined : incomplete;
}

/** Whether a part of a scope is a reference to an ARM id. */
function isArmId(segment: string): boolean {
  const { tokens } = Tokenization.reverseString(segment);
  const reference = tokens.length === 1 ? referenceIn(segment) : undefined;
  return reference?.type.startsWith("azurerm_") === true && reference.attribute === "id";
}
