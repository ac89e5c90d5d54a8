import { createHash } from "node:crypto";
import { type ITerraformResource, TerraformStack, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct } from "./attributes";
import { isGuid } from "./guid";
import { canonical, referenceIn } from "./reference";

/**
 * Construct ids derived from ids that the user chose. They do not change when unrelated constructs are added, removed
 * or moved.
 */

/** Attributes with the resource's own id, for which its name is enough. */
export const OWN_IDS =
  /^(((object_|resource_manager_)?id)|resource(_manager)?_versionless_id|(identity\[0\]\.)?principal_id|role_definition_id|fully_qualified_domain_name|fqdn)$/;

/** The name of a resource as seen from `scope`: its Terraform name, prefixed by its stack if that is another one. */
export function idOfResource(resource: ITerraformResource, scope: IConstruct): string {
  return inStack(TerraformStack.of(asConstruct(resource)), resource.friendlyUniqueId, scope);
}

/** The name of an id as seen from `scope`: the resource for a reference to its own id, otherwise the text. */
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

/** A hash that makes shortened texts unique. */
export function shortHash(text: string, length = 8): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

/** Text of at most `length` characters. A longer one ends with a hash. */
export function shortened(text: string, length: number): string {
  const hash = `-${shortHash(text)}`;
  return text.length <= length ? text : `${text.slice(0, length - hash.length)}${hash}`;
}

/** Text as part of a construct id. Different texts give different ids, whatever their characters. */
export function idOfText(text: string, scope: IConstruct): string {
  return Token.isUnresolved(text)
    ? idOfValue(text, scope)
    : text.replace(/[^\w.#-]/g, (character) => `%${character.charCodeAt(0).toString(16)};`);
}

/**
 * Text as part of a Terraform name with underscores as separators: letters, digits and hyphens. A hash makes changed
 * texts unique.
 */
export function nameOfText(text: string, scope: IConstruct): string {
  if (Token.isUnresolved(text)) {
    return idOfValue(text, scope);
  }
  const name = text.replace(/[^a-z0-9-]+/gi, "-").replace(/^-|-$/g, "");
  return name === text ? name : `${name}-${shortHash(text)}`;
}

/** Prefixes a name with its stack, if that is another one. */
function inStack(stack: TerraformStack, name: string, scope: IConstruct): string {
  return stack === TerraformStack.of(scope) ? name : `${stack.node.id}_${name}`;
}
