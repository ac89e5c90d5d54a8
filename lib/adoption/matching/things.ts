import { remember } from "../../core/collections";
import { notKnownIn, type Value } from "../expression";
import { type Kind, kindOf } from "./kinds";
import { type Attributes } from "./parts";
import { type Thing } from "../input/thing";

/** An index of existing resources. */
export class Things {
  private readonly byKey = new Map<string, Thing[]>();
  private readonly lookedUpByKey = new Map<string, Thing[]>();
  private readonly byAttribute = new Map<string, ReadonlyMap<string, readonly Thing[]>>();
  private readonly byType = new Map<string, Thing[]>();

  public constructor(things: readonly Thing[]) {
    for (const thing of things) {
      remember(this.byType, thing.type, () => []).push(thing);
      const kind = kindOf(thing.type, attributesOf(thing));
      const index = thing.isDataSource === true ? this.lookedUpByKey : this.byKey;
      if (kind) {
        keysOf(kind, attributesOf(thing)).forEach((key) => remember(index, key, () => []).push(thing));
      }
    }
  }

  public withKey(key: string): readonly Thing[] {
    return this.byKey.get(key) ?? [];
  }

  /** Objects that data sources found: they exist, and somebody else manages them. */
  public lookedUp(key: string): readonly Thing[] {
    return this.lookedUpByKey.get(key) ?? [];
  }

  /** Resources of a type with a value, regardless of letter case. */
  public having(type: string, attribute: string, value: Value): readonly Thing[] {
    const index = remember(this.byAttribute, `${type} ${attribute}`, () => this.indexOf(type, attribute));
    return index.get(comparable(value)) ?? [];
  }

  public ofType(type: string): readonly Thing[] {
    return this.byType.get(type) ?? [];
  }

  private indexOf(type: string, attribute: string): ReadonlyMap<string, readonly Thing[]> {
    const index = new Map<string, Thing[]>();
    for (const thing of this.ofType(type)) {
      remember(index, comparable(thing.values[attribute] ?? null), () => []).push(thing);
    }
    return index;
  }
}

export const attributesOf =
  ({ values }: Thing): Attributes =>
  (name) =>
    values[name] ?? undefined;

/** The keys of a kind, in all forms; none if a part is unknown. */
export function keysOf(kind: Kind, attributes: Attributes): string[] {
  let keys = [kind.type];
  for (const { read } of kind.parts) {
    const forms = read(attributes).filter((form) => notKnownIn(form) === undefined);
    const [form = null, ...others] = forms;
    if (forms.length === 0) {
      return [];
    }
    keys =
      others.length === 0
        ? keys.map((key) => joined(key, form))
        : keys.flatMap((key) => forms.map((one) => joined(key, one)));
  }
  return keys;
}

const joined = (key: string, form: Value): string =>
  `${key}\n${typeof form === "string" ? form : JSON.stringify(form)}`;

/** The same text for values that Azure treats as equal. */
export const comparable = (value: Value): string =>
  (typeof value === "string" ? value : JSON.stringify(value)).toLowerCase();
