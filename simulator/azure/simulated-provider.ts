import { type Change, type Diagnostic, type PlanAnswer, type Provider, type StateAnswer } from "../protocol/provider";
import { blocksOf, type ObjectValue, textOf } from "../protocol/values";
import { withDefaults } from "../provider/defaults";
import { planState, replacements } from "../provider/plan";
import { type ProviderSchema, type Schema } from "../provider/schema";
import { type TypeRules } from "../provider/type-rules";
import { validateConfig } from "../provider/validate";
import { type ConfiguredAccount } from "./account";
import { type Azure } from "./azure";
import { readDataSource } from "./data-sources";
import { withSameCase } from "./letter-case";
import { withSameJson } from "./json-text";
import { modelOf } from "./models";
import { Refusal } from "./refusal";
import { type ServedRelease } from "./releases";
import { asSeenBy } from "./seen";
import { Writer } from "./writer";

interface Connection {
  readonly account: ConfiguredAccount;
  readonly writer: Writer;
}

/** azurerm or azuread as Terraform sees it: the contents of Azure, in the shape of the provider's schema. */
export class SimulatedProvider implements Provider {
  private readonly connections = new Map<string, Connection>();

  public constructor(
    private readonly release: ServedRelease,
    private readonly azure: Azure,
  ) {}

  public get schema(): ProviderSchema {
    return this.release.schema;
  }

  public validateProvider(config: ObjectValue): readonly Diagnostic[] {
    const { block } = this.schema.provider;
    return [
      ...validateConfig(block, config),
      ...("features" in (block.block_types ?? {}) ? featuresProblems(config) : []),
    ];
  }

  public configure(connection: string, config: ObjectValue): readonly Diagnostic[] {
    const { account } = this.azure;
    this.connect(connection, {
      ...account,
      tenantId: textOf(config.tenant_id) ?? account.tenantId,
      subscriptionId: textOf(config.subscription_id) ?? account.subscriptionId,
      features: config.features ?? null,
    });
    return [];
  }

  public validateResource(type: string, config: ObjectValue): readonly Diagnostic[] {
    return validateConfig(this.resource(type).block, config, this.rules(type));
  }

  public validateDataSource(type: string, config: ObjectValue): readonly Diagnostic[] {
    return validateConfig(this.dataSource(type).block, config, this.release.dataSourceRules[type]);
  }

  public plan(_connection: string, { type, prior, planned }: Change): PlanAnswer {
    const schema = this.resource(type);
    if (planned === null) {
      return { planned };
    }
    const { json, caseless, recomputed, plan } = modelOf(type);
    const proposed = withSameCase(caseless, withSameJson(json, planned, prior), prior);
    const complete = withDefaults(proposed, this.rules(type));
    const state = planState(schema.block, complete, prior, recomputed);
    const hasDefaults = complete !== proposed;
    if (prior === null) {
      return { planned: state, hasDefaults };
    }
    const { forceNew = [] } = this.rules(type);
    const requiresReplace = replacements(schema.block, forceNew, prior, state);
    return { planned: plan(state, prior), requiresReplace, hasDefaults };
  }

  public async apply(connection: string, { type, prior, planned, config }: Change): Promise<StateAnswer> {
    const { writer } = this.connection(connection);
    if (planned === null) {
      return prior ? writer.remove(type, prior) : { state: null };
    }
    const request = { type, schema: this.resource(type), attributes: planned, config: config ?? {} };
    return writer.write(request, prior);
  }

  /** The state of another release, in the shape of this one. */
  public upgrade(type: string, state: ObjectValue): StateAnswer {
    return { state: this.seen(type, state) };
  }

  public read(_connection: string, type: string, state: ObjectValue): StateAnswer {
    const resource = this.azure.inventory.find(textOf(state.id) ?? "", type);
    if (modelOf(type).builtIn) {
      return { state };
    }
    if (resource?.type !== type) {
      return { state: null };
    }
    const seen = this.seen(type, modelOf(type).read(resource.state, this.azure));
    // Timeouts belong to the configuration, not to Azure.
    return { state: { ...seen, ...("timeouts" in state && { timeouts: state.timeouts ?? null }) } };
  }

  public importState(_connection: string, type: string, id: string): StateAnswer {
    const { attributes = {}, block_types: blocks = {} } = this.resource(type).block;
    const names = [...Object.keys(attributes), ...Object.keys(blocks)];
    const empty = names.map((name) => {
      const { nesting_mode: mode } = blocks[name] ?? {};
      return [name, mode === "list" || mode === "set" ? [] : null];
    });
    const found = this.azure.inventory.find(id, type);
    return { state: { ...(Object.fromEntries(empty) as ObjectValue), id: found?.id ?? id } };
  }

  public readDataSource(connection: string, type: string, config: ObjectValue): StateAnswer {
    try {
      const request = { azure: this.azure, account: this.connection(connection).account, type, config };
      const { resource_schemas: resources } = this.schema;
      return { state: readDataSource({ ...request, schema: this.dataSource(type), resources }) };
    } catch (error) {
      if (error instanceof Refusal) {
        return { state: null, diagnostics: [{ severity: "error", summary: error.message }] };
      }
      throw error;
    }
  }

  public stop(connection?: string): void {
    const stopped = connection === undefined ? [...this.connections.values()] : [this.connection(connection)];
    stopped.forEach(({ writer }) => {
      writer.stop();
    });
  }

  private connection(name: string): Connection {
    return this.connections.get(name) ?? this.connect(name, this.azure.account);
  }

  private connect(name: string, account: ConfiguredAccount): Connection {
    const connection = { account, writer: new Writer(this.azure, account) };
    this.connections.set(name, connection);
    return connection;
  }

  /** A state of any release in the shape of this one, with defaults. */
  private seen(type: string, state: ObjectValue): ObjectValue {
    return withDefaults(asSeenBy(this.resource(type), type, state), this.rules(type));
  }

  private rules(type: string): TypeRules {
    return this.release.resourceRules[type] ?? {};
  }

  private resource(type: string): Schema {
    return known(this.schema.resource_schemas, type);
  }

  private dataSource(type: string): Schema {
    return known(this.schema.data_source_schemas, type);
  }
}

function known(schemas: Readonly<Record<string, Schema>>, type: string): Schema {
  const schema = schemas[type];
  if (schema === undefined) {
    throw new Error(`no schema of ${type}`);
  }
  return schema;
}

/** The provider requires this block even if it is empty. Its schema does not say so. */
function featuresProblems(config: ObjectValue): Diagnostic[] {
  const detail = 'At least 1 "features" blocks are required.';
  return blocksOf(config.features).length > 0
    ? []
    : [{ severity: "error", summary: "Insufficient features blocks", detail }];
}
