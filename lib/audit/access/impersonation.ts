import { type Impersonation, type ImpersonationStep, type Principal, type Source } from "./access-model";
import { type Builder } from "./builder";
import { type Powers, powersIn } from "./powers";
import { type Way, Ways } from "./ways";

/** Longer paths are not looked for. */
const LONGEST_PATH = 4;

/** More ways to become one principal are not listed. They bound the search, too. */
const MOST_WAYS = 50;

/** Principals that stand for themselves; of the others, somebody signs in. */
const KINDS: ReadonlySet<Principal["kind"]> = new Set([
  "user-assigned-identity",
  "system-assigned-identity",
  "service-principal",
]);

/** Who can act as whom, with the shortest path for each. */
export function impersonationsIn(model: Builder & { readonly sources: readonly Source[] }): Impersonation[] {
  const powers: Powers = powersIn(model, model.sources);
  const ways = new Ways(model, powers);
  return model.principals
    .all()
    .filter(({ kind }) => KINDS.has(kind))
    .flatMap(({ id }) => waysTo(id, ways));
}

/** A breadth-first search, from the principal backwards to whoever can become it. */
function waysTo(principal: string, ways: Ways): Impersonation[] {
  const paths = new Map<string, readonly ImpersonationStep[]>([[principal, []]]);
  let reached = [principal];
  for (let length = 1; length <= LONGEST_PATH && reached.length > 0; length += 1) {
    const next: string[] = [];
    for (const node of reached) {
      for (const way of ways.to(node, length === 1)) {
        if (paths.size > MOST_WAYS) {
          return found(principal, paths);
        }
        if (!paths.has(way.by)) {
          paths.set(way.by, [stepOf(way), ...(paths.get(node) ?? [])]);
          next.push(way.by);
        }
      }
    }
    reached = next;
  }
  return found(principal, paths);
}

function found(principal: string, paths: ReadonlyMap<string, readonly ImpersonationStep[]>): Impersonation[] {
  return [...paths].slice(1).map(([by, steps]) => ({ principal, by, steps }));
}

function stepOf({ from, to, why, block }: Way): ImpersonationStep {
  return { from, to, why, block };
}
