import { Fn, type IResolvable, type IResolveContext, Token } from "cdktf";
import { referenceIn } from "../core/reference";
import { levelOf, ScopeLevel } from "./scope-attributes";

/**
 * The subscription part of a scope, as text that Terraform evaluates. Role ids need the subscription of the scope, or
 * every plan replaces them. Management groups and the root have none.
 */
export function subscriptionPart(scope: string): string {
  if (scope.startsWith("/")) {
    return /^\/subscriptions\/[^/]+/i.exec(scope)?.[0] ?? "";
  }
  const id = scope.split("/", 1)[0] ?? "";
  const reference = referenceIn(id);
  switch (reference ? levelOf(reference) : ScopeLevel.UNKNOWN) {
    case ScopeLevel.MANAGEMENT_GROUP:
      return "";
    case ScopeLevel.SUBSCRIPTION:
      return `/subscriptions/${String(new SubscriptionId(id))}`;
    case ScopeLevel.UNKNOWN:
      return Token.asString(Fn.regex("^(?:/subscriptions/[^/]+)?", id));
  }
}

/**
 * The second segment of an ARM id. Every role assignment has one, and a call of two functions would take twice as long.
 */
class SubscriptionId implements IResolvable {
  public readonly creationStack: string[] = [];

  public constructor(private readonly id: string) {}

  public resolve(context: IResolveContext): string {
    const { suppressBraces } = context;
    context.suppressBraces = true;
    const expression = `element(split("/", ${String(context.resolve(this.id))}), 2)`;
    context.suppressBraces = suppressBraces;
    return suppressBraces ? expression : `\${${expression}}`;
  }

  public toString(): string {
    return Token.asString(this);
  }
}
