import { NotKnown } from "../expression";
import { calledModule } from "../input/configuration";
import { type Thing } from "../input/thing";
import { isImportable } from "../matching/kinds";
import { type Instance } from "../matching/stack-values";
import { type StackMatches } from "../matching/stack-matches";
import { placeOf } from "./fates";
import { type Finding } from "./finding";

/** The resources that are in the state of a stack, but no longer in its code. */
export function leaving(own: StackMatches, all: readonly StackMatches[]): Finding[] {
  const taken = takenFrom(own, all);
  const lookUps = lookUpsIn(own);
  return own.state.all
    .filter((thing) => isLeft(own, thing))
    .map((thing) => {
      const taker = taken.get(thing) ?? lookUps.find(thing);
      const address = placeOf(thing);
      return taker === undefined
        ? { stack: own.stack.name, fate: "destroyed", address }
        : releasedTo(taker, own.stack.name, address);
    });
}

/** Only Terraform knows the resources of a module that is still called. */
function isLeft({ claimed, matcher, stack }: StackMatches, thing: Thing): boolean {
  const address = placeOf(thing);
  const called = calledModule(address);
  return (
    thing.isDataSource !== true &&
    !claimed.has(thing) &&
    matcher.declaredAt(address) === undefined &&
    !(called !== undefined && Object.hasOwn(stack.configuration.module ?? {}, called))
  );
}

/** A `removed` block cannot name a single instance: https://developer.hashicorp.com/terraform/language/block/removed */
function releasedTo(taker: string, stack: string, address: string): Finding {
  return address.includes("[")
    ? {
        stack,
        fate: "destroyed",
        address,
        needsAttention: true,
        detail: `${taker} takes it over, but Terraform cannot release a single instance; run terraform state rm '${address}' first`,
      }
    : { stack, fate: "released", address, detail: `${taker} takes it over` };
}

/** The resources that other stacks of the app adopt. */
function takenFrom(own: StackMatches, all: readonly StackMatches[]): ReadonlyMap<Thing, string> {
  const others = all.filter((other) => other !== own);
  return new Map(
    others.flatMap((other) =>
      other.all.flatMap(({ instance, outcome }): [Thing, string][] =>
        outcome.is === "elsewhere" &&
        outcome.thing.at.in === "stack" &&
        outcome.thing.at.stack === own.stack.name &&
        isImportable(other.matcher.kindOf(instance))
          ? [[outcome.thing, `stack ${other.stack.name}`]]
          : [],
      ),
    ),
  );
}

/** Data sources by what they look up. A resource that the code looks up must not be destroyed. */
function lookUpsIn({ matcher }: StackMatches): { readonly find: (thing: Thing) => string | undefined } {
  const byName = new Map<unknown, Instance[]>();
  const keyOf = (type: string, name: unknown): string => `${type} ${String(name).toLowerCase()}`;
  for (const declaration of matcher.values.all.filter(({ isDataSource }) => isDataSource)) {
    const instances = matcher.values.instancesOf(declaration);
    for (const instance of instances instanceof NotKnown ? [] : instances) {
      const key = keyOf(declaration.type, matcher.argumentsOf(instance)("name"));
      byName.set(key, [...(byName.get(key) ?? []), instance]);
    }
  }
  return {
    find: (thing) =>
      byName.get(keyOf(thing.type, thing.values.name))?.find((instance) => matcher.looksUp(instance, thing))?.address,
  };
}
