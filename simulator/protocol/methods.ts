import { type DynamicValue, type Method } from "./messages";
import { type Change, type Diagnostic, type Path, type Provider, type StateAnswer } from "./provider";
import { decodeValue, encodeValue, isObject, type ObjectValue } from "./values";

export interface Request {
  readonly type_name: string;
  readonly id: string;
  readonly config?: DynamicValue;
  readonly current_state?: DynamicValue;
  readonly prior_state?: DynamicValue;
  readonly proposed_new_state?: DynamicValue;
  readonly planned_state?: DynamicValue;
  readonly raw_state?: { readonly json: Uint8Array };
}

type Answer = (provider: Provider, connection: string, request: Request) => object | Promise<object>;

/** The provider's response to each method of the protocol. */
export const answer: Readonly<Record<Exclude<Method, "GetProviderSchema">, Answer>> = {
  ValidateProviderConfig: (provider, _, { config }) => diagnosed(provider.validateProvider(objectOf(config))),
  ConfigureProvider: (provider, connection, { config }) => diagnosed(provider.configure(connection, objectOf(config))),
  ValidateResourceConfig: (provider, _, { type_name: type, config }) =>
    diagnosed(provider.validateResource(type, objectOf(config))),
  ValidateDataResourceConfig: (provider, _, { type_name: type, config }) =>
    diagnosed(provider.validateDataSource(type, objectOf(config))),
  UpgradeResourceState: (provider, _, { type_name: type, raw_state: raw }) =>
    newState(provider.upgrade(type, objectOf(raw)), "upgraded_state"),
  ReadResource: (provider, connection, { type_name: type, current_state: state }) => {
    const read = provider.read(connection, type, objectOf(state));
    return { ...diagnosed(read.diagnostics), new_state: encodeValue(read.state) };
  },
  PlanResourceChange: (provider, connection, request) => {
    const {
      planned,
      requiresReplace = [],
      hasDefaults = false,
      diagnostics,
    } = provider.plan(connection, changeOf(request, request.proposed_new_state));
    return {
      ...diagnosed(diagnostics),
      planned_state: encodeValue(planned),
      requires_replace: requiresReplace.map(pathMessage),
      legacy_type_system: hasDefaults,
    };
  },
  ApplyResourceChange: async (provider, connection, request) => {
    const applied = await provider.apply(connection, changeOf(request, request.planned_state));
    return { ...newState(applied, "new_state"), legacy_type_system: applied.unplanned ?? false };
  },
  ImportResourceState: (provider, connection, { type_name, id }) => {
    const { state, diagnostics } = provider.importState(connection, type_name, id);
    const imported = state === null ? [] : [{ type_name, state: encodeValue(state) }];
    return { ...diagnosed(diagnostics), imported_resources: imported };
  },
  ReadDataSource: (provider, connection, { type_name: type, config }) =>
    newState(provider.readDataSource(connection, type, objectOf(config)), "state"),
  StopProvider: (provider, connection) => {
    provider.stop(connection);
    return {};
  },
};

function changeOf(request: Request, planned: DynamicValue | undefined): Change {
  return {
    type: request.type_name,
    prior: objectOrNull(request.prior_state),
    planned: objectOrNull(planned),
    config: objectOrNull(request.config),
  };
}

function newState({ state, diagnostics }: StateAnswer, field: string): object {
  return { ...diagnosed(diagnostics), [field]: encodeValue(state) };
}

function objectOrNull(value: DynamicValue | undefined): ObjectValue | null {
  const decoded = decodeValue(value);
  return isObject(decoded) ? decoded : null;
}

const objectOf = (value: DynamicValue | undefined): ObjectValue => objectOrNull(value) ?? {};

const SEVERITY = { error: 1, warning: 2 };

function diagnosed(diagnostics: readonly Diagnostic[] = []): object {
  return {
    diagnostics: diagnostics.map(({ severity, summary, detail = "", path }) => ({
      severity: SEVERITY[severity],
      summary,
      detail,
      ...(path && { attribute: pathMessage(path) }),
    })),
  };
}

function pathMessage(path: Path): object {
  return {
    steps: path.map((step) => (typeof step === "string" ? { attribute_name: step } : { element_key_int: step })),
  };
}
