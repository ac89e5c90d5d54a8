import { remember } from "../../core/collections";
import { type Configuration } from "../input/configuration";
import { NotKnown } from "../expression";
import { Matcher } from "./matcher";
import { type Outcome } from "./outcome";
import { type Instance, type OutputOf } from "./stack-values";
import { type StateOfStack } from "./state-of-stack";
import { type Thing } from "../input/thing";
import { Things } from "./things";

/** A stack of the app with its state. */
export interface StackToAdopt {
  readonly name: string;
  readonly configuration: Configuration;
  /** The contents of its state; empty if there is none. */
  readonly state: readonly Thing[];
}

export interface Match {
  readonly instance: Instance;
  readonly outcome: Outcome;
}

/** Matches the resources of one stack. */
export class StackMatches {
  public readonly matcher: Matcher;
  public readonly things: Things;

  private found: readonly Match[] | undefined;
  private claims: ReadonlyMap<Thing, readonly string[]> | undefined;

  /**
   * @param state the resources in the state of the stack
   * @param others the resources in other states and in lists
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

  /** Existing resources that match a resource of the code, with the addresses in the code. */
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

  /** Whether the state belongs to the code: they share an address or a resource. */
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
