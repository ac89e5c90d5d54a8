import { type ITerraformResource, Token } from "cdktf";
import { asConstruct } from "../core/attributes";
import { Instances } from "../core/instances";

/**
 * A value in a source: of the matching instance, if it comes from a resource with count or for_each. Undefined if the source
 * does not have the same instances.
 */
export function valueOfInstance(source: ITerraformResource, value: string): string | undefined {
  const construct = asConstruct(source);
  const instances = Token.isUnresolved(value) ? Instances.of([value], construct) : undefined;
  if (!instances) {
    return value;
  }
  const isSame = Instances.ofResource(source, construct)?.keys === instances.keys && instances.problems().length === 0;
  return isSame ? instances.eachText(value) : undefined;
}
