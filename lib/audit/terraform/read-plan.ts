import { type Release } from "../../core/version-constraint";
import { type Block, type TerraformDocument, type Values } from "./document";
import { planExpressions } from "./plan-expressions";
import { addRelease, type BlockParts, newBlock } from "./read-configuration";
import { DEEPEST, isObject, objectsIn } from "./values";

/**
 * Reads what `terraform show -json` says of a plan: the configuration, with the values that are known. What locals are is
 * not part of it.
 *
 * https://developer.hashicorp.com/terraform/internals/json-format
 */
export function readPlan(name: string, plan: Values): TerraformDocument {
  const blocks: Block[] = [];
  const providers = new Map<string, Release>();
  const document: TerraformDocument = { name, kind: "plan", blocks, providers };
  const configuration = objectAt(plan, "configuration");
  const declared = declaredIn(objectAt(configuration, "root_module")).map((parts) => newBlock(document, parts));
  const byAddress = new Map(declared.map((block) => [block.address, block]));
  const instances = [
    ...instancesIn(objectAt(plan, "planned_values")),
    ...instancesIn(objectAt(objectAt(plan, "prior_state"), "values")).filter(({ kind }) => kind === "data"),
  ];
  const existing = new Set<string>();
  for (const instance of instances) {
    const address = withoutIndexes(instance.address);
    const expressions = byAddress.get(address)?.values ?? {};
    const values = merged(instance.values, expressions) as Values;
    blocks.push(newBlock(document, { ...instance, values, expressions }));
    existing.add(address);
  }
  // A resource without an instance does not exist; a data source without one is read at apply.
  blocks.push(...declared.filter(({ kind, address }) => kind !== "resource" && !existing.has(address)));
  for (const [key, provider] of Object.entries(objectAt(configuration, "provider_config"))) {
    if (isObject(provider)) {
      const label = textAt(provider, "name") || key;
      const values = planExpressions(provider.expressions);
      blocks.push(newBlock(document, { kind: "provider", module: "", type: "", name: label, values }));
      addRelease(providers, label, provider.version_constraint);
    }
  }
  return document;
}

/** Reads what `terraform show -json` says of a state. */
export function readState(name: string, state: Values): TerraformDocument {
  const blocks: Block[] = [];
  const document: TerraformDocument = { name, kind: "state", blocks, providers: new Map() };
  const values = objectAt(state, "values");
  for (const instance of instancesIn(values)) {
    blocks.push(newBlock(document, { ...instance, expressions: {} }));
  }
  for (const [label, output] of Object.entries(objectAt(values, "outputs"))) {
    const parts = { kind: "output", module: "", type: "", name: label, expressions: {} } as const;
    blocks.push(newBlock(document, { ...parts, values: isObject(output) ? output : {} }));
  }
  return document;
}

interface Instance extends BlockParts {
  readonly address: string;
}

function instancesIn(values: Values): Instance[] {
  const found: Instance[] = [];
  const modules = [objectAt(values, "root_module")];
  for (let module = modules.pop(); module; module = modules.pop()) {
    for (const resource of objectsIn(module.resources)) {
      found.push({
        kind: resource.mode === "data" ? "data" : "resource",
        module: withoutIndexes(textAt(module, "address")),
        type: textAt(resource, "type"),
        name: textAt(resource, "name"),
        address: textAt(resource, "address"),
        values: objectAt(resource, "values"),
      });
    }
    modules.push(...[...objectsIn(module.child_modules)].reverse());
  }
  return found;
}

/** The blocks that a module and the modules in it declare. */
function declaredIn(rootModule: Values): BlockParts[] {
  const found: BlockParts[] = [];
  const modules: [address: string, module: Values][] = [["", rootModule]];
  for (let next = modules.pop(); next; next = modules.pop()) {
    const [module, content] = next;
    for (const resource of objectsIn(content.resources)) {
      found.push({
        kind: resource.mode === "data" || resource.mode === "ephemeral" ? resource.mode : "resource",
        module,
        type: textAt(resource, "type"),
        name: textAt(resource, "name"),
        values: resourceExpressions(resource),
      });
    }
    for (const [name, output] of Object.entries(objectAt(content, "outputs"))) {
      const { expression, sensitive } = isObject(output) ? output : {};
      const values = { ...planExpressions({ value: expression }), sensitive };
      found.push({ kind: "output", module, type: "", name, values });
    }
    for (const [name, variable] of Object.entries(objectAt(content, "variables"))) {
      found.push({ kind: "variable", module, type: "", name, values: isObject(variable) ? variable : {} });
    }
    for (const [name, call] of Object.entries(objectAt(content, "module_calls"))) {
      if (isObject(call)) {
        const values = { source: call.source, ...planExpressions(call.expressions) };
        found.push({ kind: "module", module, type: "", name, values });
        modules.push([module === "" ? `module.${name}` : `${module}.module.${name}`, objectAt(call, "module")]);
      }
    }
  }
  return found;
}

function resourceExpressions(resource: Values): Values {
  const provisioners = objectsIn(resource.provisioners).map((provisioner) => ({
    [textAt(provisioner, "type")]: planExpressions(provisioner.expressions),
  }));
  return {
    ...planExpressions(resource.expressions),
    ...planExpressions({ for_each: resource.for_each_expression, count: resource.count_expression }),
    ...(provisioners.length > 0 ? { provisioner: provisioners } : {}),
  };
}

/** The known values, and the expressions of those that are not known. */
function merged(known: unknown, expressions: unknown, depth = 0): unknown {
  if (known === null || known === undefined || depth > DEEPEST) {
    return expressions;
  }
  if (Array.isArray(known) && Array.isArray(expressions)) {
    return known.length === expressions.length
      ? known.map((item, index) => merged(item, expressions[index], depth + 1))
      : known;
  }
  if (isObject(known) && isObject(expressions)) {
    const both: Record<string, unknown> = { ...expressions };
    for (const [key, value] of Object.entries(known)) {
      both[key] = merged(value, expressions[key], depth + 1);
    }
    return both;
  }
  return known;
}

/** "module.shop[0].azurerm_key_vault.vault[\"a\"]" without its indexes. */
const withoutIndexes = (address: string): string => address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "");

function objectAt(values: Values, key: string): Values {
  const value = values[key];
  return isObject(value) ? value : {};
}

function textAt(values: Values, key: string): string {
  const value = values[key];
  return typeof value === "string" ? value : "";
}
