import { type Schema } from "../provider/schema";
import { type ObjectValue, type Value } from "../protocol/values";
import { type ConfiguredAccount } from "./account";
import { type Azure } from "./azure";
import { type Resource } from "./inventory";
import { type Refusal } from "./refusal";

/** A planned resource. Attributes that are known after apply are still unknown. */
export interface NewResource {
  readonly azure: Azure;
  readonly account: ConfiguredAccount;
  readonly type: string;
  readonly schema: Schema;
  readonly attributes: ObjectValue;
}

/** A resource to create or, with `before`, to update. */
export interface Write extends NewResource {
  readonly id: string;
  readonly before: Resource | undefined;
  /** The configuration. Omitted arguments are null. */
  readonly config: ObjectValue;
}

/** Values by path. */
export type Computed = Readonly<Record<string, Value>>;

/** The special behavior of a type. The schema decides everything that a model omits. */
export interface ResourceModel {
  /** @default - the ARM id from the templates */
  readonly idOf?: (resource: NewResource) => string;

  /** Changes the plan of an update, where the provider deviates from the schema. */
  readonly plan?: (planned: ObjectValue, prior: ObjectValue) => ObjectValue;

  /** Made-up values of a declared resource, where placeholder text does not fit. */
  readonly declared?: (attributes: ObjectValue) => ObjectValue;

  /** Throws Azure's error if it rejects a write. */
  readonly check?: (write: Write) => void;

  /** Warnings about valid arguments without effect. */
  readonly warn?: (write: Write) => string[];

  /** Performs the action of the resource, after all checks have passed. */
  readonly carryOut?: (write: Write) => Promise<Outcome>;

  /** Values that are known after apply, by path: "identity.principal_id". */
  readonly compute?: (write: Write) => Computed;

  /** The state that Azure stores, if it differs from what was applied. The next plan shows the difference. */
  readonly keep?: (state: ObjectValue, write: Write, computed: Computed) => ObjectValue;

  /** The state that is read, if it depends on other resources. */
  readonly read?: (state: ObjectValue, azure: Azure) => ObjectValue;

  /** Throws Azure's error if it rejects a deletion. */
  readonly checkRemoval?: (resource: Resource, azure: Azure, account: ConfiguredAccount) => void;

  /** Whether deleting it also deletes what it created. */
  readonly takesAlong?: (account: ConfiguredAccount) => boolean;

  /** JSON arguments. A text with the same meaning is no change. */
  readonly json?: readonly string[];

  /** Arguments that ignore letter case. */
  readonly caseless?: readonly string[];

  /** Attributes that an update recomputes, with the arguments that cause it. */
  readonly recomputed?: Readonly<Record<string, readonly string[]>>;

  /** Whether it always exists in the directory: creating it finds it, and destroying it keeps it. */
  readonly builtIn?: boolean;

  /** Whether creating it can find an existing object, which destroying it then keeps. */
  readonly adopts?: (attributes: ObjectValue) => boolean;
}

/** The result of the action of a write. */
export interface Outcome {
  readonly computed: Computed;
  /** Ids of the resources that it created. They are deleted together with the resource. */
  readonly made?: readonly string[];
  /** Why it failed. The resource exists nevertheless. */
  readonly failure?: Refusal;
}

export type ResourceModels = Readonly<Record<string, ResourceModel>>;

export type CompleteModel = Required<Omit<ResourceModel, Optional>> & Pick<ResourceModel, Optional>;
type Optional = "idOf" | "carryOut";

/** Combines models. They apply in this order. */
export function combine(models: readonly ResourceModel[]): CompleteModel {
  const idOf = models.find((model) => model.idOf)?.idOf;
  const carryOut = models.find((model) => model.carryOut)?.carryOut;
  return {
    ...(idOf && { idOf }),
    ...(carryOut && { carryOut }),
    declared: (attributes) => Object.assign({}, ...models.map(({ declared }) => declared?.(attributes))) as ObjectValue,
    plan: (planned, prior) => models.reduce((state, { plan }) => plan?.(state, prior) ?? state, planned),
    check: (write) => {
      models.forEach(({ check }) => check?.(write));
    },
    warn: (write) => models.flatMap(({ warn }) => warn?.(write) ?? []),
    compute: (write) => Object.assign({}, ...models.map(({ compute }) => compute?.(write))) as Computed,
    keep: (state, write, computed) => models.reduce((kept, { keep }) => keep?.(kept, write, computed) ?? kept, state),
    read: (state, azure) => models.reduce((seen, { read }) => read?.(seen, azure) ?? seen, state),
    checkRemoval: (...removal) => {
      models.forEach(({ checkRemoval }) => checkRemoval?.(...removal));
    },
    takesAlong: (account) => models.some(({ takesAlong }) => takesAlong?.(account)),
    json: models.flatMap(({ json = [] }) => json),
    caseless: models.flatMap(({ caseless = [] }) => caseless),
    recomputed: Object.assign(
      {},
      ...models.map(({ recomputed }) => recomputed),
    ) as Required<ResourceModel>["recomputed"],
    builtIn: models.some(({ builtIn }) => builtIn),
    adopts: (attributes) => models.some(({ adopts }) => adopts?.(attributes)),
  };
}
