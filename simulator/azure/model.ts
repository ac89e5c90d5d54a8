import { type Schema } from "../provider/schema";
import { type ObjectValue, type Value } from "../protocol/values";
import { type ConfiguredAccount } from "./account";
import { type Azure } from "./azure";
import { type Resource } from "./inventory";
import { type Refusal } from "./refusal";

/** A resource that is to be: what is known after apply is still unknown in its attributes. */
export interface NewResource {
  readonly azure: Azure;
  readonly account: ConfiguredAccount;
  readonly type: string;
  readonly schema: Schema;
  readonly attributes: ObjectValue;
}

/** A resource that is to be created or, where it is there before, updated. */
export interface Write extends NewResource {
  readonly id: string;
  readonly before: Resource | undefined;
  /** What the user wrote: null is what was left out. */
  readonly config: ObjectValue;
}

/** Values by path. */
export type Computed = Readonly<Record<string, Value>>;

/** What is special about a type. What a model leaves out happens as the schema says. */
export interface ResourceModel {
  /** @default - in ARM form, from the catalogue of ids */
  readonly idOf?: (resource: NewResource) => string;

  /** How the provider plans an update, where that is not what the schema says. */
  readonly plan?: (planned: ObjectValue, prior: ObjectValue) => ObjectValue;

  /** What is made up of a resource that is declared, where that is not a made-up text. */
  readonly declared?: (attributes: ObjectValue) => ObjectValue;

  /** Throws what Azure answers when it refuses a write. */
  readonly check?: (write: Write) => void;

  /** What is legal and without effect, for the user to know. */
  readonly warn?: (write: Write) => string[];

  /** Does what the resource is about, after nothing speaks against it. */
  readonly carryOut?: (write: Write) => Promise<Outcome>;

  /** Values that are known after apply, by path: "identity.principal_id". */
  readonly compute?: (write: Write) => Computed;

  /** What Azure keeps, where that is not what was applied: the next plan sees it. */
  readonly keep?: (state: ObjectValue, write: Write, computed: Computed) => ObjectValue;

  /** What is read, where that depends on other resources. */
  readonly read?: (state: ObjectValue, azure: Azure) => ObjectValue;

  /** Throws what Azure answers when it refuses a deletion. */
  readonly checkRemoval?: (resource: Resource, azure: Azure, account: ConfiguredAccount) => void;

  /** Whether what it made goes with it. */
  readonly takesAlong?: (account: ConfiguredAccount) => boolean;

  /** Arguments that are JSON: what means the same is no change. */
  readonly json?: readonly string[];

  /** Arguments in which upper and lower case mean the same. */
  readonly caseless?: readonly string[];

  /** Attributes that an update computes again, and the arguments whose change makes it. */
  readonly recomputed?: Readonly<Record<string, readonly string[]>>;

  /** Whether it is part of the directory from the beginning: to create it finds it, and destroying lets go of it. */
  readonly builtIn?: boolean;

  /** Whether to create it may find it there already, and destroying it then lets go of it. */
  readonly adopts?: (attributes: ObjectValue) => boolean;
}

/** What came of something that a write set going. */
export interface Outcome {
  readonly computed: Computed;
  /** Ids of what it made: they go when the resource does. */
  readonly made?: readonly string[];
  /** Why it failed; the resource is there nevertheless. */
  readonly failure?: Refusal;
}

export type ResourceModels = Readonly<Record<string, ResourceModel>>;

export type CompleteModel = Required<Omit<ResourceModel, Optional>> & Pick<ResourceModel, Optional>;
type Optional = "idOf" | "carryOut";

/** One model of several: each has its say, in this order. */
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
