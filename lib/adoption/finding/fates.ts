import { Candidates } from "../matching/candidates";
import { calledModule, releaseOf } from "../input/configuration";
import { differencesBetween, type Difference } from "../matching/differences";
import { type Fate, type Finding } from "./finding";
import { isImportable, type Kind } from "../matching/kinds";
import { type Match, type StackMatches } from "../matching/stack-matches";
import { type Instance } from "../matching/stack-values";
import { type Thing } from "../input/thing";

type Fated = Pick<Finding, "detail" | "from" | "heldBy" | "needsAttention"> & { readonly fate: Fate };

/** Decides what the next apply does to each resource that a stack declares. */
export class Fates {
  private readonly candidates: Candidates;

  public constructor(private readonly matches: StackMatches) {
    this.candidates = new Candidates(matches.things, (thing) => this.isFree(thing));
  }

  public get all(): Finding[] {
    return this.matches.all.flatMap((match) => {
      const fated = this.of(match);
      return fated ? [{ stack: this.matches.stack.name, address: match.instance.address, ...fated }] : [];
    });
  }

  private of({ instance, outcome }: Match): Fated | undefined {
    const kind = this.matches.matcher.kindOf(instance);
    switch (outcome.is) {
      case "moved":
        return { fate: "moved", from: placeOf(outcome.thing), ...this.compared(instance, kind, outcome.thing) };
      case "imported":
        return { fate: "imported", from: outcome.thing.id ?? "", ...this.compared(instance, kind, outcome.thing) };
      case "elsewhere":
        return this.takenOver(instance, kind, outcome.thing);
      case "looked up":
        return attention(
          "created",
          `exists, because ${placeOf(outcome.thing)} finds it; if no state has it, pass a list from Azure that contains it`,
        );
      case "ambiguous":
        return attention("created", `could be ${listed(outcome.candidates)}`);
      case "blocked":
        return attention(
          "created",
          `exists as ${placeOf(outcome.thing)}, which is another resource in the code; give that resource another address`,
        );
      case "changed":
        return { fate: "created", detail: `${placeOf(outcome.thing)} differs; ${kind?.creation ?? ""}` };
      case "new":
        return kind && { fate: "created", ...(kind.creation !== undefined && { detail: kind.creation }) };
      case "untold":
        return kind && this.untold(instance, kind);
      case "present":
      case "declared twice":
        return undefined;
    }
  }

  /** A resource that is in another state. */
  private takenOver(instance: Instance, kind: Kind | undefined, thing: Thing): Fated {
    const { at } = thing;
    if (thing.id === undefined || !isImportable(kind)) {
      return at.in === "stack"
        ? { fate: "created", detail: `${placeOf(thing)} hands it over to this stack` }
        : attention(
            "created",
            `${placeOf(thing)} declares it too, and would remove it from the server later; call SqlLedger.retain there first`,
          );
    }
    const compared = this.compared(instance, kind, thing);
    return {
      fate: "imported",
      from: thing.id,
      ...compared,
      ...(at.in === "other state" && {
        needsAttention: true,
        heldBy: { file: at.file, address: at.address },
        detail: [`${placeOf(thing)} must release it first`, compared.detail].filter(Boolean).join("; "),
      }),
    };
  }

  private compared(instance: Instance, kind: Kind | undefined, thing: Thing): Pick<Fated, "detail" | "needsAttention"> {
    const { matcher, stack } = this.matches;
    const release = releaseOf(stack.configuration, "azurerm");
    const differences = kind ? differencesBetween(kind, matcher.argumentsOf(instance), thing, release) : [];
    const module = calledModule(placeOf(thing));
    const details = [
      ...differences.map(inWords),
      ...(module !== undefined && Object.hasOwn(stack.configuration.module ?? {}, module)
        ? [`module ${module} is still in the code; remove the resource from it`]
        : []),
    ];
    return {
      ...(details.length > 0 && { detail: details.join("; ") }),
      ...(differences.some(({ effect }) => effect === "replaces") && { needsAttention: true }),
    };
  }

  private untold(instance: Instance, kind: Kind): Fated {
    const candidates = this.candidates.for(kind, this.matches.matcher.argumentsOf(instance));
    return candidates.length > 0
      ? attention("created", `could be ${listed(candidates)}; it depends on values that no state has`)
      : { fate: "created", detail: "depends on values that no state has" };
  }

  private isFree(thing: Thing): boolean {
    const { at } = thing;
    const isOther = at.in === "stack" && at.stack !== this.matches.stack.name;
    return !isOther && !this.matches.claimed.has(thing);
  }
}

const attention = (fate: Fate, detail: string): Fated => ({ fate, detail, needsAttention: true });

/** The address of a resource, or its id. */
export function placeOf({ at, id }: Thing): string {
  switch (at.in) {
    case "stack":
      return at.address;
    case "other state":
      return `${at.address} in ${at.file}`;
    case "list":
      return id ?? "";
  }
}

const MOST_LISTED = 3;

function listed(things: readonly Thing[]): string {
  const places = things.map(placeOf).sort();
  const more = places.length - MOST_LISTED;
  return [...places.slice(0, MOST_LISTED), ...(more > 0 ? [`${String(more)} more`] : [])].join(", or ");
}

function inWords({ argument, effect, actual }: Difference): string {
  const state = actual === undefined ? "differs" : `is ${JSON.stringify(actual)}`;
  return `${argument} ${state} in Azure, so the plan ${effect} it`;
}
