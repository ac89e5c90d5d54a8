import {
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  StringConcat,
  TerraformDataSource,
  TerraformElement,
  TerraformStack,
  Token,
  Tokenization,
} from "cdktf";
import { type IConstruct } from "constructs";

/** A Terraform reference such as `azurerm_key_vault.vault.id`, with the stack that holds what it refers to. */
export interface Reference {
  readonly stack: TerraformStack;
  readonly isDataSource: boolean;
  /** Such as "azurerm_key_vault". */
  readonly type: string;
  /** The name in the Terraform address. */
  readonly name: string;
  /** Such as "id" or "identity[0].principal_id". */
  readonly attribute: string;
}

/** CDKTF keeps both fields of its reference tokens private; this file is the only one that reads them. */
interface ReferenceToken {
  readonly identifier: string;
  readonly originStack: TerraformStack;
}

const IDENTIFIER = /^(data\.)?([a-z0-9]+_[a-z0-9_]+)\.([^.[\]]+)(?:\.\*)?\.(.+)$/;

/** The reference that the text consists of; undefined for literals, functions, variables and mixtures. */
export function referenceIn(text: string): Reference | undefined {
  const token = onlyToken(text);
  if (!token || !isReferenceToken(token)) {
    return undefined;
  }
  const match = IDENTIFIER.exec(token.identifier);
  if (!match) {
    return undefined;
  }
  const [, data, type = "", name = "", attribute = ""] = match;
  return { stack: token.originStack, isDataSource: data !== undefined, type, name, attribute };
}

function onlyToken(text: string): IResolvable | undefined {
  const fragments = Tokenization.reverseString(text);
  return fragments.length === 1 ? fragments.tokens[0] : undefined;
}

function isReferenceToken(token: IResolvable): token is IResolvable & ReferenceToken {
  const candidate = token as Partial<ReferenceToken>;
  return typeof candidate.identifier === "string" && TerraformStack.isStack(candidate.originStack);
}

type Referable = TerraformElement & { readonly terraformResourceType: string };

const indexes = new WeakMap<TerraformStack, Map<string, Referable>>();

/** The resource or data source that a reference points at. */
export function elementOf(reference: Reference): TerraformElement | undefined {
  const address = addressOf(reference.isDataSource, reference.type, reference.name);
  const known = indexes.get(reference.stack)?.get(address);
  if (known) {
    return known;
  }
  const index = new Map(
    reference.stack.node
      .findAll()
      .filter(isReferable)
      .map((node) => [
        addressOf(TerraformDataSource.isTerraformDataSource(node), node.terraformResourceType, node.friendlyUniqueId),
        node,
      ]),
  );
  indexes.set(reference.stack, index);
  return index.get(address);
}

function isReferable(node: IConstruct): node is Referable {
  return TerraformElement.isTerraformElement(node) && "terraformResourceType" in node;
}

function addressOf(isDataSource: boolean, type: string, name: string): string {
  return `${isDataSource ? "data." : ""}${type}.${name}`;
}

function written({ originStack, identifier }: ReferenceToken): string {
  return `\${${originStack.node.path}:${identifier}}`;
}

/** Renders references as the stack and address they come from, so that equal values give equal text in any stack. */
class OriginResolver extends DefaultTokenResolver {
  public constructor() {
    super(new StringConcat());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    return isReferenceToken(token) ? written(token) : (super.resolveToken(token, context, postProcessor) as unknown);
  }
}

const originResolver = new OriginResolver();

/**
 * The value with its tokens written out: equal values give equal text, whatever their token numbers.
 * Literals are folded to lower case, because Azure compares ids without regard to case.
 */
export function canonical(value: string, scope: IConstruct): string {
  if (!Token.isUnresolved(value)) {
    return value.toLowerCase();
  }
  const token = onlyToken(value);
  return token && isReferenceToken(token)
    ? written(token)
    : String(Tokenization.resolve(value, { scope, resolver: originResolver, preparing: false }));
}

/** Whether two ids are different for certain: what is looked up may be a resource, or what is written out. */
export function areDifferentIds(one: string, other: string, scope: IConstruct): boolean {
  const kinds = [one, other].map((id) => {
    const reference = referenceIn(id);
    return reference && !reference.isDataSource ? reference.type : Token.isUnresolved(id) ? undefined : "literal";
  });
  return kinds[0] !== undefined && kinds[0] === kinds[1] && canonical(one, scope) !== canonical(other, scope);
}

/** The value as a message shows it: literals quoted, tokens as the construct they come from. */
export function describe(value: string, scope: IConstruct): string {
  if (!Token.isUnresolved(value)) {
    return JSON.stringify(value.length > 200 ? `${value.slice(0, 200)}…` : value);
  }
  const reference = referenceIn(value);
  const element = reference && elementOf(reference);
  return element ? `${reference.attribute} of ${element.node.path}` : canonical(value, scope);
}
