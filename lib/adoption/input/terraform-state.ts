import { isList, isObject, type Value } from "../expression";
import { AdoptionError } from "./read-file";
import { type Place, type Thing, valuesIn, type Values } from "./thing";

/** https://developer.hashicorp.com/terraform/internals/json-format#state-representation */
interface Module {
  readonly resources?: readonly StateResource[];
  readonly child_modules?: readonly Module[];
}

interface StateResource {
  readonly address?: unknown;
  readonly mode?: unknown;
  readonly type?: unknown;
  /** Set for an object that the next apply destroys after its replacement. */
  readonly deposed_key?: unknown;
  readonly values?: unknown;
}

const HOW = "give the output of terraform show -json";

/** Whether JSON looks like output of terraform. */
export function isTerraformJson(json: unknown): boolean {
  return typeof json === "object" && json !== null && ("format_version" in json || "terraform_version" in json);
}

/**
 * The resources and data sources of a state, including those of modules.
 *
 * @param json the output of `terraform show -json`
 * @param name the name that error messages use
 * @param placeOf where an address of the state is
 * @throws AdoptionError
 */
export function readState(json: unknown, name: string, placeOf: (address: string) => Place): Thing[] {
  const addresses = new Set<string>();
  return modulesOf(json, name)
    .flatMap(({ resources = [] }) => resources)
    .filter(({ deposed_key: deposed }) => deposed === undefined)
    .map((resource) => {
      const { address, type, mode } = resource;
      if (typeof address !== "string" || typeof type !== "string") {
        throw new AdoptionError(`${name} has a resource without address or type; ${HOW}`);
      }
      if (addresses.has(address)) {
        throw new AdoptionError(`${name} has ${address} twice; ${HOW} as it is`);
      }
      addresses.add(address);
      const values = valuesIn(resource.values);
      const id = typeof values.id === "string" ? values.id : undefined;
      return { type, ...(mode === "data" && { isDataSource: true }), values, id, at: placeOf(address) };
    });
}

function modulesOf(json: unknown, name: string): Module[] {
  const { format_version: version, values } = rootOf(json, name);
  if (typeof version !== "string" || !/^1\.\d+$/.test(version)) {
    throw new AdoptionError(
      `${name} has format_version ${JSON.stringify(version)}, but only 1.x is supported; use terraform 1.x to print the state`,
    );
  }
  const root = (values as { readonly root_module?: Module } | null | undefined)?.root_module;
  const modules = root ? flattened(root, name) : [];
  if (!modules.some(({ resources = [] }) => resources.length > 0)) {
    throw new AdoptionError(
      `${name} has no resources: nothing was applied, or terraform ran in another directory; ` +
        "a stack that was never applied needs no state",
    );
  }
  return modules;
}

function rootOf(json: unknown, name: string): Values {
  const root = valuesIn(json);
  if ("planned_values" in root || "resource_changes" in root) {
    throw new AdoptionError(`${name} is a plan; ${HOW} without a plan file`);
  }
  if ("lineage" in root && "serial" in root) {
    throw new AdoptionError(`${name} is a state in the format of backends; ${HOW}`);
  }
  if (!("format_version" in root)) {
    throw new AdoptionError(`${name} is not a state; ${HOW}`);
  }
  return root;
}

/** All modules. Iterative, because the depth of a state from outside is unbounded. */
function flattened(root: Module, name: string): Module[] {
  const modules: Module[] = [];
  const found: Value[] = [root as Value];
  for (const module of found) {
    if (!isObject(module)) {
      throw new AdoptionError(`${name} has a module that is not an object; ${HOW}`);
    }
    const { resources = [], child_modules: children = [] } = module;
    if (!isList(resources) || !isList(children)) {
      throw new AdoptionError(`${name} has a module whose resources are not a list; ${HOW}`);
    }
    if (!resources.every(isObject)) {
      throw new AdoptionError(`${name} has a resource that is not an object; ${HOW}`);
    }
    modules.push(module);
    children.forEach((child) => found.push(child));
  }
  return modules;
}
