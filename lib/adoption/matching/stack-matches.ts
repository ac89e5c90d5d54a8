import { remember } from "../../core/collections";
import { type Configuration } from "../input/configuration";
import { NotKnown } from "../expression";
import { Matcher } from "./matcher";
import { type Outcome } from "./outcome";
import { type Instance, type OutputOf } from "./stack-values";
import { type StateOfStack } from "./state-of-stack";
import { type Thing } from "../input/thing";
import { Things } from "./things";

/** A stack of the app, with what it has been applied as. */
export interface StackToAdopt {
  readonly name: string;
  readonly configuration: Configuration;
  /** What its state has; nothing where there is none. */
  readonly state: readonly Thing[];
}

export interface Match {
  readonly instance: Instance;
  readonly outcome: Outcome;
}

/** What the resources of a stack are already. */
export class StackMatches {
  public readonly matcher: Matcher;
  public readonly things: Things;

  private found: readonly Match[] | undefined;
  private claims: ReadonlyMap<Thing, readonly string[]> | undefined;

  /**
   * @param state what it has been applied as
   * @param others what is in other states and in lists
   */
  public constructor(
    public readonly stack: StackToAdopt,
    public readonly state: StateOfStack,
    others: readonly Thing[],
    outputOf: OutputOf,
  ) {
    this.things = new Things([...state.all, ...others]);
    this.matcher = new Matcher(stack.name, stack.configuration, state, this.things, outputOf);
  }

  public get all(): readonly Match[] {
    this.found ??= this.matcher.values.all
      .filter(({ isDataSource }) => !isDataSource)
      .flatMap((declaration) => {
        const instances = this.matcher.values.instancesOf(declaration);
        return instances instanceof NotKnown ? [] : instances;
      })
      .map((instance) => ({ instance, outcome: this.matcher.outcomeOf(instance) }));
    return this.found;
  }

  /** Things that are a resource of the code, with its addresses. */
  public get claimed(): ReadonlyMap<Thing, readonly string[]> {
    if (!this.claims) {
      const claims = new Map<Thing, string[]>();
      for (const { instance, outcome } of this.all) {
        if ("thing" in outcome && outcome.is !== "changed") {
          remember(claims, outcome.thing, () => []).push(instance.address);
        }
      }
      this.claims = claims;
    }
    return this.claims;
  }

  /** Whether the state has anything to do with the code: an address, or a thing. */
  public get isRelated(): boolean {
    const isOwn = ({ at }: Thing): boolean => at.in === "stack" && at.stack === this.stack.name;
    return (
      this.all.some(({ outcome }) =>
        "candidates" in outcome ? outcome.candidates.some(isOwn) : "thing" in outcome && isOwn(outcome.thing),
      ) ||
      this.state.all.some(({ at }) => at.in === "stack" && this.matcher.values.declarationAt(at.address) !== undefined)
    );
  }
}
