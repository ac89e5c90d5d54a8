import { Fn, Token } from "cdktf";
import { FunctionCall } from "../core/function-call";
import { referenceIn } from "../core/reference";

/**
 * The subscription part of a scope, as text that Terraform evaluates: role definition ids carry the subscription of
 * the scope, because an id without it is replaced on every plan. Management groups and the root have none.
 */
export function subscriptionPart(scope: string): string {
  if (scope.startsWith("/")) {
    return /^\/subscriptions\/[^/]+/i.exec(scope)?.[0] ?? "";
  }
  const id = scope.split("/", 1)[0] ?? "";
  const type = referenceIn(id)?.type;
  if (type === "azurerm_management_group") {
    return "";
  }
  return type?.startsWith("azurerm_")
    ? `/subscriptions/${new FunctionCall("element", new FunctionCall("split", "/", id), 2).toString()}`
    : Token.asString(Fn.regex("^(?:/subscriptions/[^/]+)?", id));
}
