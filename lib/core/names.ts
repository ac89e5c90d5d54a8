import { createHash } from "node:crypto";
import { type ITerraformResource, TerraformStack, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct } from "./attributes";
import { isGuid } from "./guid";
import { canonical, referenceIn } from "./reference";

/** Construct ids made from ids the user chose: they stay the same when unrelated constructs come, go or change places. */

/** Attributes of which a resource has one, so that its name is enough. */
export const OWN_IDS =
  /^(((object_|resource_manager_)?id)|resource(_manager)?_versionless_id|(identity\[0\]\.)?principal_id|role_definition_id|fully_qualified_domain_name|fqdn)$/;

/** Names a resource inside `scope`: its Terraform name, with its stack in front where that is another one. */
export function idOfResource(resource: ITerraformResource, scope: IConstruct): string {
  return inStack(TerraformStack.of(asConstruct(resource)), resource.friendlyUniqueId, scope);
}

/** Names an id inside `scope`: a reference to a resource's own id by the resource, anything else by its text. */
export function idOfValue(value: string, scope: IConstruct): string {
  const reference = referenceIn(value);
  if (!reference) {
    return idOfCanonical(canonical(value, scope));
  }
  const name = inStack(reference.stack, reference.name, scope);
  return OWN_IDS.test(reference.attribute) ? name : `${name}-${reference.attribute.replace(/\W+/g, "-")}`;
}

function idOfCanonical(text: string): string {
  if (isGuid(text)) {
    return text;
  }
  const lastWords = text.match(/[a-z0-9-]+/gi)?.at(-1) ?? "value";
  return `${lastWords}-${shortHash(text)}`;
}

/** Tells texts apart where there is no room for them. */
export function shortHash(text: string, length = 8): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

/** Text of at most `length` characters; what there is no room for is told apart by a hash. */
export function shortened(text: string, length: number): string {
  const hash = `-${shortHash(text)}`;
  return text.length <= length ? text : `${text.slice(0, length - hash.length)}${hash}`;
}

/** Text as part of a construct id: different texts give different ids, whatever characters they have. */
export function idOfText(text: string, scope: IConstruct): string {
  return Token.isUnresolved(text)
    ? idOfValue(text, scope)
    : text.replace(/[^\w.#-]/g, (character) => `%${character.charCodeAt(0).toString(16)};`);
}

/**
 * Text as part of a Terraform name whose parts underscores separate: letters, digits and hyphens. What had to be changed is
 * told apart by a hash.
 */
export function nameOfText(text: string, scope: IConstruct): string {
  if (Token.isUnresolved(text)) {
    return idOfValue(text, scope);
  }
  const name = text.replace(/[^a-z0-9-]+/gi, "-").replace(/^-|-$/g, "");
  return name === text ? name : `${name}-${shortHash(text)}`;
}

/** The stack in front of the name, where the name is that of another stack. */
function inStack(stack: TerraformStack, name: string, scope: IConstruct): string {
  return stack === TerraformStack.of(scope) ? name : `${stack.node.id}_${name}`;
}
