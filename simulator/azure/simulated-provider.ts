import { type ProviderSchema, type Schema } from "../../catalog/provider-schema";
import { type Change, type Diagnostic, type PlanAnswer, type Provider, type StateAnswer } from "../protocol/provider";
import { type ObjectValue, textOf } from "../protocol/values";
import { planState, replacements } from "../provider/plan";
import { rulesOf } from "../provider/resource-rules";
import { validateConfig } from "../provider/validate";
import { type ConfiguredAccount } from "./account";
import { type Azure } from "./azure";
import { readDataSource } from "./data-sources";
import { identityProblems } from "./identity-rules";
import { modelOf } from "./models";
import { Refusal } from "./refusal";
import { Writer } from "./writer";

/** azurerm or azuread as Terraform sees it: what Azure holds, behind the provider's schema. */
export class SimulatedProvider implements Provider {
  private readonly accounts = new Map<string, ConfiguredAccount>();
  private readonly writer: Writer;

  public constructor(
    readonly schema: ProviderSchema,
    private readonly azure: Azure,
  ) {
    this.writer = new Writer(azure);
  }

  public validateProvider(config: ObjectValue): readonly Diagnostic[] {
    return validateConfig(this.schema.provider.block, config);
  }

  public configure(connection: string, config: ObjectValue): readonly Diagnostic[] {
    const { account } = this.azure;
    this.accounts.set(connection, {
      ...account,
      tenantId: textOf(config.tenant_id) ?? account.tenantId,
      subscriptionId: textOf(config.subscription_id) ?? account.subscriptionId,
      features: config.features ?? null,
    });
    return [];
  }

  public validateResource(type: string, config: ObjectValue): readonly Diagnostic[] {
    const schema = this.resource(type);
    return [...validateConfig(schema.block, config, rulesOf(type, schema)), ...identityProblems(type, config)];
  }

  public validateDataSource(type: string, config: ObjectValue): readonly Diagnostic[] {
    return validateConfig(this.dataSource(type).block, config);
  }

  public plan(_connection: string, { type, prior, planned }: Change): PlanAnswer {
    const schema = this.resource(type);
    if (planned === null) {
      return { planned };
    }
    const state = planState(schema.block, planned, prior);
    const { forceNew = [] } = rulesOf(type, schema);
    return { planned: state, requiresReplace: prior ? replacements(schema.block, forceNew, prior, state) : [] };
  }

  public async apply(connection: string, { type, prior, planned }: Change): Promise<StateAnswer> {
    const account = this.account(connection);
    const schema = this.resource(type);
    if (planned === null) {
      return prior ? this.writer.remove(type, prior) : { state: null };
    }
    return this.writer.write({ account, type, schema, attributes: planned }, prior);
  }

  public read(_connection: string, type: string, state: ObjectValue): StateAnswer {
    const resource = this.azure.inventory.find(textOf(state.id) ?? "", type);
    if (modelOf(type).builtIn) {
      return { state };
    }
    if (resource?.type !== type) {
      return { state: null };
    }
    const seen = modelOf(type).read(resource.state, this.azure);
    // How long operations may take is the configuration's affair, not Azure's.
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
      const request = { azure: this.azure, account: this.account(connection), type, config };
      return { state: readDataSource({ ...request, schema: this.dataSource(type) }) };
    } catch (error) {
      if (error instanceof Refusal) {
        return { state: null, diagnostics: [{ severity: "error", summary: error.message }] };
      }
      throw error;
    }
  }

  public stop(): void {
    this.writer.stop();
  }

  private account(connection: string): ConfiguredAccount {
    return this.accounts.get(connection) ?? this.azure.account;
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
