import { type ITerraformResource, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";

/**
 * Reads and writes attributes of generated provider classes by their Terraform name. The bindings have a class
 * per resource type and no common interface for this, so this is the one place that looks past the types.
 */
type Attributes = Record<string, unknown>;

function camelCase(attribute: string): string {
  return attribute.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** What the library's own resources tell of their arguments. */
interface TellsArguments {
  argument(attribute: string): unknown;
}

/** The value the user configured, undefined when there is none; never a reference to the resource's own attribute. */
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
    throw new Error(
      `${resource.terraformResourceType} has no block ${block}; is its class made by CDKTF's provider generator?`,
    );
  }
  configureIt.call(resource, value);
}

/** Whether `addOverride` replaces the attribute, or a part of it, when the stack is written, whatever its configured value. */
export function isOverridden(resource: ITerraformResource, attribute: string): boolean {
  return attribute in overridesOf(resource);
}

/** What `addOverride` makes of the attribute when the stack is written; an object is merged into what is configured. */
export function overrideOf(resource: ITerraformResource, attribute: string): unknown {
  return overridesOf(resource)[attribute];
}

function overridesOf(resource: ITerraformResource): Attributes {
  return (resource as unknown as { rawOverrides: Attributes }).rawOverrides;
}

/** Whether Terraform leaves the attribute of a deployed resource as it is, whatever is configured. */
export function isIgnored(resource: ITerraformResource, attribute: string): boolean {
  const override = overrideOf(resource, "lifecycle") as { readonly ignore_changes?: "all" | string[] } | undefined;
  const ignored = override?.ignore_changes ?? resource.lifecycle?.ignoreChanges ?? [];
  return ignored === "all" || ignored.some((path) => path.split(/[.[]/)[0] === attribute);
}

/** Complains about an attribute that the library sets and Terraform would never change on a deployed resource. */
export function ignoredProblems(resource: ITerraformResource, attribute: string): string[] {
  return isIgnored(resource, attribute)
    ? [
        `ignores changes of ${attribute} (lifecycle.ignoreChanges), so that a deployed ${resource.terraformResourceType} never ` +
          `gets what is added to it; remove ${attribute} from ignoreChanges`,
      ]
    : [];
}

/** Whether what is configured is all that Terraform makes of the attribute: no `addOverride`, no `ignore_changes`. */
export function isAuthoritative(resource: ITerraformResource, attribute: string): boolean {
  return !isIgnored(resource, attribute) && !isOverridden(resource, attribute);
}

/** Resources and data sources are constructs, though their common interface does not say so. */
export function asConstruct(resource: ITerraformResource): Construct {
  if (!Construct.isConstruct(resource)) {
    throw new Error("must be a resource or data source, and is not even a construct; give the resource itself");
  }
  return resource;
}
