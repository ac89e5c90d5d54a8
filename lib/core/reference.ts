import {
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  StringConcat,
  TerraformDataSource,
  TerraformResource,
  TerraformStack,
  Token,
  Tokenization,
} from "cdktf";
import { type IConstruct } from "constructs";
import { addressOf, isAttributeReference } from "./attribute-reference";

/** A Terraform reference such as `azurerm_key_vault.vault.id`, with the stack of its target. */
export interface Reference {
  readonly stack: TerraformStack;
  readonly isDataSource: boolean;
  /** Such as "azurerm_key_vault". */
  readonly type: string;
  /** The name in the Terraform address. */
  readonly name: string;
  /** Such as "id" or "identity[0].principal_id". */
  readonly attribute: string;
  /** The target, if it is known without a search. */
  readonly element?: Referable;
}

/** Both fields are private in CDKTF. Only this file reads them. */
interface ReferenceToken {
  readonly identifier: string;
  readonly originStack: TerraformStack;
}

const IDENTIFIER = /^(data\.)?([a-z0-9]+_[a-z0-9_]+)\.([^.[\]]+)(?:\.\*)?(?:\.(.+))?$/;

const parsed = new WeakMap<ReferenceToken, Reference | null>();

/** The reference in a token; undefined for variables, locals and outputs of modules. */
function referenceOf(token: ReferenceToken): Reference | undefined {
  if (isAttributeReference(token)) {
    const { resource, attribute, originStack } = token;
    return {
      stack: originStack,
      isDataSource: TerraformDataSource.isTerraformDataSource(resource),
      type: resource.terraformResourceType,
      name: resource.friendlyUniqueId,
      attribute,
      element: resource,
    };
  }
  const known = parsed.get(token);
  if (known !== undefined) {
    return known ?? undefined;
  }
  const match = IDENTIFIER.exec(token.identifier);
  const [, data, type = "", name = "", attribute = ""] = match ?? [];
  const reference = match && { stack: token.originStack, isDataSource: data !== undefined, type, name, attribute };
  parsed.set(token, reference);
  return reference ?? undefined;
}

/**
 * The reference to an attribute, if it is the whole text; undefined for literals, functions, variables and mixed texts.
 */
export function referenceIn(text: string): Reference | undefined {
  const token = onlyToken(text);
  const reference = token && isReferenceToken(token) ? referenceOf(token) : undefined;
  return reference?.attribute === "" ? undefined : reference;
}

/** All references to resources and data sources in a value, including those in functions. */
export function referencesIn(value: unknown, scope: IConstruct): Reference[] {
  const only = typeof value === "string" ? onlyToken(value) : undefined;
  if (only && isReferenceToken(only)) {
    return [referenceOf(only)].filter((reference) => reference !== undefined);
  }
  if (!Token.isUnresolved(value)) {
    return [];
  }
  const found: Reference[] = [];
  const resolver = new OriginResolver((token) => {
    found.push(...[referenceOf(token)].filter((reference) => reference !== undefined));
  });
  Tokenization.resolve(value, { scope, resolver, preparing: false });
  return found;
}

/** Caches texts that consist of one token. Parsing them would take most of the time of comparing ids. */
const tokens = new Map<string, IResolvable>();

function onlyToken(text: string): IResolvable | undefined {
  const known = tokens.get(text);
  if (known || !text.startsWith("${TfToken[")) {
    return known;
  }
  const fragments = Tokenization.reverseString(text);
  const [token] = fragments.length === 1 ? fragments.tokens : [];
  if (token) {
    tokens.set(text, token);
  }
  return token;
}

function isReferenceToken(token: IResolvable): token is IResolvable & ReferenceToken {
  const candidate = token as Partial<ReferenceToken>;
  return typeof candidate.identifier === "string" && TerraformStack.isStack(candidate.originStack);
}

type Referable = TerraformResource | TerraformDataSource;

const indexes = new WeakMap<TerraformStack, Map<string, Referable>>();

/** The resource or data source of a reference. */
export function elementAt(reference: Reference): Referable | undefined {
  if (reference.type === "terraform_remote_state") {
    return undefined;
  }
  if (reference.element) {
    return reference.element;
  }
  const address = `${reference.isDataSource ? "data." : ""}${reference.type}.${reference.name}`;
  const known = indexes.get(reference.stack)?.get(address);
  if (known) {
    return known;
  }
  const index = new Map(
    reference.stack.node
      .findAll()
      .filter(isReferable)
      .map((node) => [addressOf(node), node]),
  );
  indexes.set(reference.stack, index);
  return index.get(address);
}

function isReferable(node: unknown): node is Referable {
  return TerraformResource.isTerraformResource(node) || TerraformDataSource.isTerraformDataSource(node);
}

function written({ originStack, identifier }: ReferenceToken): string {
  return `\${${originStack.node.path}:${identifier}}`;
}

/** Renders references as stack and address, so that equal values give equal text in any stack. */
class OriginResolver extends DefaultTokenResolver {
  public constructor(private readonly visit?: (token: ReferenceToken) => void) {
    super(new StringConcat());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (!isReferenceToken(token)) {
      return super.resolveToken(token, context, postProcessor) as unknown;
    }
    this.visit?.(token);
    return written(token);
  }
}

const originResolver = new OriginResolver();

/**
 * The value with its tokens rendered. Equal values give equal text, whatever their token numbers. Literals are lower
 * case, because Azure ignores the case of ids.
 */
export function canonical(value: string, scope: IConstruct): string {
  if (!Token.isUnresolved(value)) {
    return value.toLowerCase();
  }
  const token = onlyToken(value);
  return token && isReferenceToken(token) ? written(token) : String(withOrigins(value, scope));
}

/** The value with its references rendered as stack and address. */
export function withOrigins(value: unknown, scope: IConstruct): unknown {
  return Tokenization.resolve(value, { scope, resolver: originResolver, preparing: false });
}

/** Whether two ids are certainly different. A data source can stand for a resource or a literal. */
export function areDifferentIds(one: string, other: string, scope: IConstruct): boolean {
  const kinds = [one, other].map((id) => {
    const reference = referenceIn(id);
    return reference && !reference.isDataSource ? reference.type : Token.isUnresolved(id) ? undefined : "literal";
  });
  return kinds[0] !== undefined && kinds[0] === kinds[1] && canonical(one, scope) !== canonical(other, scope);
}

/** The value as errors show it: literals are quoted, and tokens show their construct. */
export function describe(value: string, scope: IConstruct): string {
  if (!Token.isUnresolved(value)) {
    return JSON.stringify(value.length > 200 ? `${value.slice(0, 200)}…` : value);
  }
  const reference = referenceIn(value);
  const element = reference && elementAt(reference);
  return element ? `${reference.attribute} of ${element.node.path}` : canonical(value, scope);
}
