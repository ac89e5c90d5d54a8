import { elementsOf, type ObjectValue, textOf, type Value } from "../protocol/values";
import { type Call, evaluated } from "./evaluate";
import { below } from "./functions/resource-ids";
import { BadCall } from "./functions/signature";
import { expectKnown, objectsIn } from "./template";
import { eachOf, TemplateError } from "./template-error";

/** A resource of a template. Its place is known; its contents can depend on other resources. */
export interface DeclaredResource {
  readonly id: string;
  readonly type: string;
  /** With the names of its parents: "sql/shop". */
  readonly name: string;
  /** Ids of resources in the template. */
  readonly dependsOn: readonly string[];
  /** The complete request to the service. */
  body(call: Call): ObjectValue;
}

/**
 * The properties that are sent: https://learn.microsoft.com/azure/azure-resource-manager/templates/resource-declaration
 */
const SENT = ["kind", "location", "identity", "tags", "sku", "plan", "zones", "properties"];
const KNOWN = [
  ...["type", "apiVersion", "name", "scope", "condition", "dependsOn", "resources", "comments", "metadata"],
  ...SENT,
];

interface Found {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly isWanted: boolean;
  readonly declaration: ObjectValue;
}

/**
 * The resources of a template, including nested ones, except those whose condition is false.
 *
 * @param group - id of the resource group
 * @param call - functions that cannot refer to resources
 */
export function declaredResources(
  declarations: readonly ObjectValue[],
  group: string,
  call: Call,
): readonly DeclaredResource[] {
  const found = eachOf(declarations, (declaration) => withParts(declaration, group, call)).flat();
  const wanted = found.filter(({ isWanted }) => isWanted);
  const twice = wanted.find(({ id }, index) => idsOf(wanted.slice(0, index)).includes(id.toLowerCase()));
  if (twice) {
    throw new TemplateError(
      `The resource '${twice.type}/${twice.name}' is defined multiple times in a template; give each another name.`,
    );
  }
  return eachOf(wanted, ({ id, type, name, declaration }) => ({
    id,
    type,
    name,
    dependsOn: elementsOf(declaration.dependsOn).flatMap((one) => dependency(evaluated(one, call), found, wanted)),
    body: (later) => ({
      id,
      type,
      name: name.split("/").at(-1) ?? name,
      apiVersion: evaluated(declaration.apiVersion ?? null, call),
      ...Object.fromEntries(
        SENT.filter((part) => part in declaration).map((part) => [part, evaluated(declaration[part] ?? null, later)]),
      ),
    }),
  }));
}

function withParts(
  declaration: ObjectValue,
  group: string,
  call: Call,
  whole?: { readonly type: string; readonly name: string; readonly isWanted: boolean },
): Found[] {
  const text = (part: string): string => requiredText(part, declaration, call);
  const [ownType, ownName] = [text("type"), text("name")];
  text("apiVersion");
  const isFull = whole === undefined || ownType.toLowerCase().startsWith(`${whole.type.toLowerCase()}/`);
  const type = isFull ? ownType : `${whole.type}/${ownType}`;
  const name = whole === undefined || ownName.includes("/") ? ownName : `${whole.name}/${ownName}`;
  eachOf(Object.keys(declaration), (key) => {
    expectKnown(key, KNOWN, `the template resource '${name}'`);
  });
  if (type.toLowerCase() === "microsoft.resources/deployments") {
    throw new TemplateError(`nested and linked templates are not modelled; put the content of '${name}' here`);
  }
  const condition = evaluated(declaration.condition ?? true, call);
  if (typeof condition !== "boolean") {
    throw new TemplateError(`The condition of the template resource '${name}' has to be true or false.`);
  }
  const self = { type, name, isWanted: condition && whole?.isWanted !== false };
  const id = `${scopeOf(evaluated(declaration.scope ?? null, call), group)}${pathOf(type, name)}`;
  const parts = objectsIn("resources", declaration.resources);
  return [{ ...self, id, declaration }, ...eachOf(parts, (part) => withParts(part, group, call, self)).flat()];
}

function requiredText(part: string, declaration: ObjectValue, call: Call): string {
  const value = textOf(evaluated(declaration[part] ?? null, call)) ?? "";
  if (value === "") {
    throw new TemplateError(`The template resource '${textOf(declaration.name) ?? ""}' has no ${part}.`);
  }
  return value;
}

/** An extension resource is below the resource it extends, which is given by id or by path in the group. */
function scopeOf(scope: Value, group: string): string {
  const text = textOf(scope);
  if (text === undefined || text.startsWith("/")) {
    return text ?? group;
  }
  const [provider = "", ...rest] = text.split("/");
  return `${group}/providers/${provider}/${rest.join("/")}`;
}

function pathOf(type: string, name: string): string {
  try {
    return below(type, name.split("/"));
  } catch (error) {
    throw error instanceof BadCall
      ? new TemplateError(
          `The template resource '${name}' for type '${type}' has incorrect segment lengths. A nested resource type must have identical number of segments as its resource name. A root resource type must have segment length one greater than its resource name.`,
        )
      : error;
  }
}

/** A dependency by id or name. Dependencies that are not deployed are ignored. */
function dependency(wantedText: Value, found: readonly Found[], wanted: readonly Found[]): string[] {
  const named = textOf(wantedText)?.toLowerCase() ?? "";
  const matches = found.filter(({ id, name, type }) =>
    [id, name, `${type}/${name}`].some((one) => one.toLowerCase() === named),
  );
  if (matches.length === 0) {
    throw new TemplateError(
      `The resource '${textOf(wantedText) ?? ""}' is not defined in the template. Please see https://aka.ms/arm-syntax for usage details.`,
    );
  }
  return matches.filter((match) => wanted.includes(match)).map(({ id }) => id);
}

const idsOf = (resources: readonly Found[]): string[] => resources.map(({ id }) => id.toLowerCase());
