import { type ITerraformResource, TerraformResource, Token } from "cdktf";
import { AttributeReference } from "./attribute-reference";
import { asConstruct, configured, isOverridden } from "./attributes";
import { remember } from "./collections";
import { isResource, shown } from "./given";
import { isLiteral, tokensApart } from "./literal-text";
import { OWN_IDS } from "./names";
import { elementAt, referenceIn } from "./reference";

/** An attribute of a resource or data source as a string reference. */
export function attributeOf(resource: ITerraformResource, attribute: string): string {
  if (!isResource(resource)) {
    return ""; // reported where it was given
  }
  const known = remember(attributes, resource, () => new Map<string, string>());
  return remember(known, attribute, () => Token.asString(new AttributeReference(resource, attribute)));
}

const attributes = new WeakMap<ITerraformResource, Map<string, string>>();

/**
 * The known text of a value: a literal, or the configuration of the resource it refers to; undefined if only Terraform
 * knows it.
 */
export function knownText(value: unknown): string | undefined {
  if (typeof value !== "string" || !Token.isUnresolved(value)) {
    return typeof value === "string" && isLiteral(value) ? value : undefined;
  }
  const reference = referenceIn(value);
  const resource = reference ? elementAt(reference) : undefined;
  return reference && TerraformResource.isTerraformResource(resource) && !isOverridden(resource, reference.attribute)
    ? knownText(configured(resource, reference.attribute))
    : undefined;
}

/**
 * A text with known configuration in place of references, so that an id is the same whether it comes from its resource
 * or from another one that got it.
 */
export function settled(text: string): string {
  return Token.isUnresolved(text) ? tokensApart(text, (literal) => literal, settledToken).join("") : text;
}

function settledToken(token: string): string {
  const reference = referenceIn(token);
  if (!reference || OWN_IDS.test(reference.attribute) || reference.attribute.includes("[")) {
    return token;
  }
  const element = elementAt(reference);
  if (!element || isOverridden(element, reference.attribute)) {
    return token;
  }
  const given = configured(element, reference.attribute);
  return typeof given === "string" && given !== token ? settled(given) : token;
}

/** Reports a value that is not a resource of one of the types. */
export function typeProblems(what: string, given: unknown, types: readonly string[]): string[] {
  return isResource(given) && types.includes(given.terraformResourceType)
    ? []
    : [`${what} must be an ${types.join(" or ")}; got ${shown(given)}`];
}

/** Reports a value that is not a resource group, because its name would be used as that of a group. */
export function resourceGroupProblems(given: unknown): string[] {
  return isResource(given) && azapiType(given)?.toLowerCase() === "microsoft.resources/resourcegroups"
    ? []
    : typeProblems("resourceGroup", given, ["azurerm_resource_group"]);
}

/** Reports a target with `count` or `for_each` that is not supported here. */
export function severalProblems(target: ITerraformResource, instead: string): string[] {
  return target.count === undefined && target.forEach === undefined
    ? []
    : [
        `${asConstruct(target).node.path} has count or for_each, so it stands for several; create each in code, or ${instead}`,
      ];
}

/**
 * The generic resource of azapi, and its data source. It has the id, the name and the identity of the actual resource.
 */
export const AZAPI_RESOURCE = "azapi_resource";

/**
 * The Azure type of an azapi resource, such as "Microsoft.KeyVault/vaults"; undefined for resources of other providers,
 * or if only Terraform knows it.
 *
 * https://registry.terraform.io/providers/azure/azapi/latest/docs/resources/resource
 */
export function azapiType(resource: ITerraformResource): string | undefined {
  if (resource.terraformResourceType !== AZAPI_RESOURCE) {
    return undefined;
  }
  const type = configured(resource, "type");
  return typeof type === "string" && !Token.isUnresolved(type) ? type.split("@", 1)[0] : undefined;
}
