import { remember } from "../../core/collections";
import { notKnownIn, type Value } from "../expression";
import { type Kind, kindOf } from "./kinds";
import { type Attributes, type Part, rolePart } from "./parts";
import { type Thing } from "../input/thing";
import { attributesOf, type Things } from "./things";

interface Known {
  readonly part: Part;
  readonly forms: readonly Value[];
}

/** Existing resources that could match a resource with unknown arguments. */
export class Candidates {
  private readonly byPart = new Map<Part, ReadonlyMap<Value, readonly Thing[]>>();

  /** @param isFree whether a thing is certainly no other resource */
  public constructor(
    private readonly things: Things,
    private readonly isFree: (thing: Thing) => boolean,
  ) {}

  /** The resources that agree in all known arguments; none if too few arguments are known. */
  public for(kind: Kind, attributes: Attributes): readonly Thing[] {
    const known = kind.parts
      .map((part) => ({ part, forms: part.read(attributes).filter((form) => notKnownIn(form) === undefined) }))
      .filter(({ forms }) => forms.length > 0);
    // The role alone says too little, and optional arguments are usually omitted.
    const telling = known.filter(({ part, forms }) => part !== rolePart && !forms.includes(""));
    const [smallest = []] = telling.map((one) => this.having(kind, one)).sort((a, b) => a.length - b.length);
    return smallest.filter((thing) => known.every((one) => agrees(one, thing)));
  }

  private having(kind: Kind, { part, forms }: Known): readonly Thing[] {
    const index = remember(this.byPart, part, () => this.indexOf(kind, part));
    return forms.flatMap((form) => index.get(form) ?? []);
  }

  private indexOf(kind: Kind, part: Part): ReadonlyMap<Value, readonly Thing[]> {
    const index = new Map<Value, Thing[]>();
    for (const thing of this.things.ofType(kind.type)) {
      if (thing.isDataSource !== true && this.isFree(thing) && kindOf(kind.type, attributesOf(thing)) === kind) {
        part.read(attributesOf(thing)).forEach((form) => remember(index, form, () => []).push(thing));
      }
    }
    return index;
  }
}

const agrees = ({ part, forms }: Known, thing: Thing): boolean =>
  part.read(attributesOf(thing)).some((form) => forms.includes(form));
