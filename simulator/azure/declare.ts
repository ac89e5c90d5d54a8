import { isList, isObject, type ObjectValue, textOf, type Value } from "../protocol/values";
import { placeholder } from "../provider/complete";
import { configurationProblems } from "../provider/configuration-problems";
import { withDefaults } from "../provider/defaults";
import { planState } from "../provider/plan";
import { type Block, type Schema } from "../provider/schema";
import { type TypeRules } from "../provider/type-rules";
import { valueProblems } from "../provider/value-problems";
import { type ConfiguredAccount } from "./account";
import { type Azure } from "./azure";
import { type Resource } from "./inventory";
import { modelOf } from "./models";
import { newIdOf } from "./new-id";
import { allReleases, type Constraints, servedReleases } from "./releases";
import { settle } from "./settle";

/**
 * Creates a resource before any deployment. Attributes are those of the Terraform resource. Missing ones are made up,
 * whether they are required or not.
 */
export function declareResource(
  azure: Azure,
  type: string,
  attributes: ObjectValue,
  account: ConfiguredAccount,
  versions: Constraints = {},
): Resource {
  const { schema, rules } = knownOf(type, attributes, versions);
  const given = { ...madeUp(schema.block, account), ...modelOf(type).declared(attributes), ...attributes };
  const planned = planState(schema.block, withDefaults(withAllBlocks(schema.block, given), rules), null);
  const request = { azure, account, type, schema, attributes: planned };
  const id = textOf(attributes.id) ?? newIdOf(request);
  if (azure.inventory.find(id, type)) {
    throw new Error(`${type} ${id} exists already`);
  }
  const { kept } = settle({ ...request, id, before: undefined, config: attributes });
  return azure.inventory.put({ id, type, account, state: kept, declared: true });
}

interface Known {
  readonly schema: Schema;
  readonly rules: TypeRules;
}

/** The first release that accepts the attributes: of the given versions, or else of any release. */
function knownOf(type: string, attributes: ObjectValue, versions: Constraints): Known {
  let mistake: Error | undefined;
  for (const { schema, resourceRules } of allReleases(servedReleases(versions))) {
    const found = Object.hasOwn(schema.resource_schemas, type) ? schema.resource_schemas[type] : undefined;
    const known = found && { schema: found, rules: resourceRules[type] ?? {} };
    const problems = known ? problemsOf(known, attributes) : [];
    if (known && problems.length === 0) {
      return known;
    }
    mistake ??= found && new Error(`cannot declare ${type}: ${problems.join("; ")}`);
  }
  throw mistake ?? new Error(`neither azurerm nor azuread has a resource type ${type}`);
}

function problemsOf({ schema: { block }, rules }: Known, attributes: ObjectValue): string[] {
  const { "identity.type": kinds } = rules.values ?? {};
  return [
    ...configurationProblems(block, attributes),
    ...valueProblems(block, withAllBlocks(block, attributes), { values: kinds ? { "identity.type": kinds } : {} }).map(
      ({ summary }) => summary,
    ),
  ];
}

/** Values for required arguments that the caller does not care about. */
function madeUp({ attributes = {} }: Block, { tenantId }: ConfiguredAccount): ObjectValue {
  const usual: ObjectValue = { location: "westeurope", tenant_id: tenantId };
  const required = Object.entries(attributes).filter(([, attribute]) => attribute.required === true);
  return Object.fromEntries(
    required.map(([name, { type }]) => [name, usual[name] ?? placeholder({ type }, `(simulated ${name})`)]),
  );
}

/** Blocks in Terraform's form: a list, even for a single block, and empty if there is none. */
function withAllBlocks({ block_types: blocks = {} }: Block, value: ObjectValue): ObjectValue {
  const complete = Object.entries(blocks).map(([name, { nesting_mode: mode, block }]): [string, Value] => {
    const child = value[name] ?? null;
    if (mode === "single" || mode === "group") {
      return [name, isObject(child) ? withAllBlocks(block, child) : null];
    }
    const elements = isList(child) ? child : child === null ? [] : [child];
    return [name, elements.map((one) => (isObject(one) ? withAllBlocks(block, one) : one))];
  });
  return { ...value, ...Object.fromEntries(complete) };
}
