import { Fn, type IResolvable, type IResolveContext, Token } from "cdktf";
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
    ? `/subscriptions/${Token.asString(new SubscriptionOf(id))}`
    : Token.asString(Fn.regex("^(?:/subscriptions/[^/]+)?", id));
}

/**
 * `element(split("/", id), 2)`. The same from `Fn` would be two tokens, and CDKTF records a stack trace for each, which
 * costs more than everything else that a grant does.
 */
class SubscriptionOf implements IResolvable {
  public readonly creationStack: string[] = [];

  public constructor(private readonly id: string) {}

  public resolve(context: IResolveContext): string {
    const isInsideExpression = context.suppressBraces === true;
    context.suppressBraces = true;
    const expression = `element(split("/", ${String(context.resolve(this.id))}), 2)`;
    return isInsideExpression ? expression : `\${${expression}}`;
  }

  public toString(): string {
    return Token.asString(this);
  }
}
