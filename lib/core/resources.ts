import { type ITerraformResource, type TerraformProvider, TerraformResource, TerraformStack, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct, configured, isOverridden } from "./attributes";
import { elementOf, referenceIn } from "./reference";

/** An attribute of a resource or data source, as text for other resources. */
export function attributeOf(resource: ITerraformResource, attribute: string): string {
  return Token.asString(resource.interpolationForAttribute(attribute));
}

/** The provider of a resource, for others in the stack of `scope`; undefined where that stack has another one, or its default. */
export function providerFor(scope: IConstruct, { provider }: ITerraformResource): TerraformProvider | undefined {
  return provider?.cdktfStack === TerraformStack.of(scope) ? provider : undefined;
}

/**
 * The text that a value is before Terraform runs: a literal, or what the resource that it refers to is configured with;
 * undefined where only Terraform knows it.
 */
export function knownText(value: unknown): string | undefined {
  if (typeof value !== "string" || !Token.isUnresolved(value)) {
    return typeof value === "string" ? value : undefined;
  }
  const reference = referenceIn(value);
  const resource = reference ? elementOf(reference) : undefined;
  return reference && TerraformResource.isTerraformResource(resource) && !isOverridden(resource, reference.attribute)
    ? knownText(configured(resource, reference.attribute))
    : undefined;
}

/** Complains about a target of the wrong type, naming the right ones. */
export function typeProblems(what: string, target: ITerraformResource, types: readonly string[]): string[] {
  const type = target.terraformResourceType;
  return types.includes(type)
    ? []
    : [
        `${what} is about ${types.join(" or ")}, not about ${type} (${asConstruct(target).node.path}); give it one of those`,
      ];
}

/** Complains about what is no resource group, and would give its own name for that of one. */
export function resourceGroupProblems(resourceGroup: ITerraformResource): string[] {
  return typeProblems("resourceGroup", resourceGroup, ["azurerm_resource_group"]);
}

/** Complains about a target with `count` or `for_each`, whose attributes are those of many. */
export function severalProblems(target: ITerraformResource, instead: string): string[] {
  return target.count === undefined && target.forEach === undefined
    ? []
    : [
        `${asConstruct(target).node.path} has count or for_each, so it stands for several; create each in code, or ${instead}`,
      ];
}
