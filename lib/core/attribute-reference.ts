import {
  App,
  type IResolvable,
  type IResolveContext,
  type ITerraformResource,
  TerraformDataSource,
  type TerraformResource,
  TerraformStack,
  Token,
} from "cdktf";
import { Mark } from "./mark";

const REFERENCE = new Mark<AttributeReference>("AttributeReference");

/**
 * A reference to an attribute of a resource or data source. CDKTF's own references record a stack trace, which takes
 * more time than everything else in a grant, and keep the name that the resource had when they were created.
 */
export class AttributeReference implements IResolvable {
  public readonly creationStack: string[] = [];
  public readonly originStack: TerraformStack;

  /** The cross-stack output with the value, by the stack that reads it. */
  private outputs?: Map<TerraformStack, string>;

  public constructor(
    public readonly resource: TerraformResource | TerraformDataSource,
    public readonly attribute: string,
  ) {
    this.originStack = resource.cdktfStack;
    REFERENCE.put(this);
  }

  public get identifier(): string {
    const { attribute } = this;
    const all = this.resource.forEach ? ".*" : "";
    return `${addressOf(this.resource)}${all}.${attribute}`;
  }

  public resolve(context: IResolveContext): string {
    const stack = TerraformStack.of(context.scope);
    if (context.preparing && stack !== this.originStack) {
      const output = App.of(stack).crossStackReference(this.originStack, stack, this.identifier);
      (this.outputs ??= new Map<TerraformStack, string>()).set(stack, output);
    }
    const { suppressBraces } = context;
    // Inside an expression, nested parts have no braces of their own.
    context.suppressBraces = true;
    const expression = this.outputs?.get(stack) ?? this.identifier;
    return suppressBraces ? expression : `\${${expression}}`;
  }

  public toString(): string {
    return Token.asString(this);
  }

  public toJSON(): string {
    return "<unresolved-token>";
  }
}

export const isAttributeReference = (token: unknown): token is AttributeReference => REFERENCE.isOn(token);

/** The address of a resource or data source in its stack, such as "azurerm_key_vault.vault". */
export function addressOf(resource: ITerraformResource): string {
  const data = TerraformDataSource.isTerraformDataSource(resource) ? "data." : "";
  return `${data}${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}
