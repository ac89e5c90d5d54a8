import { remember } from "../../lib/core/collections";
import { FACT_ORDER } from "../../lib/sql/model/fact";
import { applyAll } from "./apply-all";
import { type Arguments } from "./arguments";
import { classify } from "./classify";
import { type FormerIds } from "./former-ids";
import { rehearse, remove, type Surroundings } from "./run";

/**
 * Applies or removes all facts in the arguments, server by server.
 *
 * @returns whether all of it was done
 */
export async function runAll(
  all: readonly Arguments[],
  surroundingsOf: (args: Arguments) => Surroundings,
  formerIds: FormerIds,
): Promise<boolean> {
  const isRehearsal = all.some(({ dryRun }) => dryRun);
  if (isRehearsal) {
    inOrder(all).forEach((args) => {
      rehearse(args, surroundingsOf(args));
    });
    return true;
  }
  const toApply = new Map<Surroundings, Arguments[]>();
  all
    .filter(({ action }) => action === "apply")
    .forEach((args) => remember(toApply, surroundingsOf(args), () => []).push(args));
  let isDone = true;
  for (const [surroundings, some] of toApply) {
    isDone = (await applyAll(some, surroundings, formerIds)) && isDone;
  }
  const toRemove = all.filter(({ action }) => action === "remove");
  return (await removeAll(toRemove, surroundingsOf, formerIds)) && isDone;
}

/** Prerequisites come first, or last for removals. */
function inOrder(all: readonly Arguments[]): Arguments[] {
  const place = ({ action, fact }: Arguments): number => (action === "apply" ? 1 : -1) * FACT_ORDER.indexOf(fact.kind);
  return [...all].sort((one, other) => place(one) - place(other));
}

/**
 * Removes facts, dependent ones first. A fact that cannot be removed keeps its prerequisites. A transient failure, such
 * as an unreachable server, keeps everything.
 */
async function removeAll(
  all: readonly Arguments[],
  surroundingsOf: (args: Arguments) => Surroundings,
  formerIds: FormerIds,
): Promise<boolean> {
  for (const kind of [...FACT_ORDER].reverse()) {
    let hasFailed = false;
    for (const args of all.filter(({ fact }) => fact.kind === kind)) {
      const failure = await remove(args, surroundingsOf(args));
      if (failure && classify(failure.failure).retry) {
        return false;
      }
      hasFailed ||= failure !== undefined;
      formerIds.forget([args.fact]);
    }
    if (hasFailed) {
      return false;
    }
  }
  return true;
}
