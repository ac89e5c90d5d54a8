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

/** What may be a resource of which not everything is known. */
export class Candidates {
  private readonly byPart = new Map<Part, ReadonlyMap<Value, readonly Thing[]>>();

  /** @param isFree whether a thing is no other resource for certain */
  public constructor(
    private readonly things: Things,
    private readonly isFree: (thing: Thing) => boolean,
  ) {}

  /** The things that agree with all that is known; nothing where too little is. */
  public for(kind: Kind, attributes: Attributes): readonly Thing[] {
    const known = kind.parts
      .map((part) => ({ part, forms: part.read(attributes).filter((form) => notKnownIn(form) === undefined) }))
      .filter(({ forms }) => forms.length > 0);
    // Many have the same role, and most leave out what may be left out.
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
