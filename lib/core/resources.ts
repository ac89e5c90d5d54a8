import { type ITerraformResource, Token } from "cdktf";
import { asConstruct } from "./attributes";

/** An attribute of a resource or data source, as text for other resources. */
export function attributeOf(resource: ITerraformResource, attribute: string): string {
  return Token.asString(resource.interpolationForAttribute(attribute));
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
