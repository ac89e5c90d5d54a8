import { type ITerraformResource, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { notAResource } from "./given";
import { ALL, refusal, rules } from "./rules";

/**
 * Reads and writes attributes of generated provider classes by their Terraform name. Bindings have one class for each
 * resource type and no common interface, so this is the only file that bypasses their types.
 */
type Attributes = Record<string, unknown>;

/** The property of the bindings for an attribute. */
export function camelCase(attribute: string): string {
  return attribute.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Implemented by the library's own resources. */
interface TellsArguments {
  argument(attribute: string): unknown;
}

/** The configured value; undefined if there is none. Never a reference to the resource's own attribute. */
export function configured(resource: ITerraformResource | TerraformProvider, attribute: string): unknown {
  return "argument" in resource
    ? (resource as unknown as TellsArguments).argument(attribute)
    : (resource as unknown as Attributes)[`${camelCase(attribute)}Input`];
}

export function configure(
  resource: ITerraformResource,
  attribute: string,
  value: string | boolean | readonly string[] | Readonly<Record<string, string>>,
): void {
  (resource as unknown as Attributes)[camelCase(attribute)] = value;
}

/** Calls the generated `put…` method of a block. */
export function configureBlock(resource: ITerraformResource, block: string, value: object): void {
  const name = camelCase(block);
  const put = `put${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const configureIt = (resource as unknown as Record<string, ((value: object) => void) | undefined>)[put];
  if (!configureIt) {
    throw refusal(noSuchBlock(resource.terraformResourceType, block));
  }
  configureIt.call(resource, value);
}

const noSuchBlock = rules<[type: string, block: string]>(ALL, [
  {
    rule: "no-such-block",
    message: (type, block) =>
      `the class of ${type} has no block ${block}; use bindings that CDKTF's provider generator has made`,
  },
]);

/** A block of which there can be one: bindings take it alone or in a list. */
export const onlyBlock = (given: unknown): unknown => (Array.isArray(given) ? (given[0] as unknown) : given);

/** Whether `addOverride` replaces the attribute, or a part of it, at synth. */
export function isOverridden(resource: ITerraformResource, attribute: string): boolean {
  return attribute in overridesOf(resource);
}

/** The value that `addOverride` gives the attribute at synth. An object is merged with the configured one. */
export function overrideOf(resource: ITerraformResource, attribute: string): unknown {
  return overridesOf(resource)[attribute];
}

function overridesOf(resource: ITerraformResource): Attributes {
  return (resource as unknown as { rawOverrides: Attributes }).rawOverrides;
}

/** Whether `ignore_changes` keeps the attribute of a deployed resource. */
export function isIgnored(resource: ITerraformResource, attribute: string): boolean {
  const override = overrideOf(resource, "lifecycle") as { readonly ignore_changes?: "all" | string[] } | undefined;
  const ignored = override?.ignore_changes ?? resource.lifecycle?.ignoreChanges ?? [];
  return ignored === "all" || ignored.some((path) => path.split(/[.[]/)[0] === attribute);
}

/** Reports an attribute that the library sets, but that Terraform would never change on a deployed resource. */
export const ignoredProblems = rules<[resource: ITerraformResource, attribute: string]>(
  "Resources that the library adds to",
  [
    {
      rule: "changed-attribute-ignored",
      when: isIgnored,
      message: ({ terraformResourceType: type }, attribute) =>
        `lifecycle.ignoreChanges has ${attribute}, so Terraform never adds anything to it on a deployed ${type}; ` +
        `remove ${attribute} from ignoreChanges`,
    },
  ],
);

/** Whether the configured value is final: no `addOverride`, no `ignore_changes`. */
export function isAuthoritative(resource: ITerraformResource, attribute: string): boolean {
  return !isIgnored(resource, attribute) && !isOverridden(resource, attribute);
}

/** Resources and data sources are constructs, although their common interface does not say so. */
export function asConstruct(resource: ITerraformResource): Construct {
  if (!Construct.isConstruct(resource)) {
    throw refusal(notAResource("resource", resource));
  }
  return resource;
}

/** The construct path of a resource. */
export const pathOf = (resource: ITerraformResource): string => asConstruct(resource).node.path;
