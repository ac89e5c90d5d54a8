import { NotKnown, type Value } from "./expression";
import { Fates } from "./finding/fates";
import { type Finding } from "./finding/finding";
import { leaving } from "./finding/leaving";
import { problemsWith } from "./finding/problems";
import { type Thing } from "./input/thing";
import { kindOf } from "./matching/kinds";
import { StackMatches, type StackToAdopt } from "./matching/stack-matches";
import { StateOfStack } from "./matching/state-of-stack";

/** What an app needs for plans that create nothing that exists. */
export interface AppAdoption {
  readonly findings: readonly Finding[];
  /** What makes it impossible: where there is something, nothing else counts. */
  readonly problems: readonly string[];
}

/**
 * Finds what an app would create and what exists already.
 *
 * @param existing what is in lists of Azure and in states that are not the app's
 */
export function adopt(stacks: readonly StackToAdopt[], existing: readonly Thing[]): AppAdoption {
  const states = stacks.map(({ state, configuration }) => new StateOfStack(state, configuration));
  const matches = new Map<string, StackMatches>();
  const outputOf = (name: string, output: string): Value | undefined =>
    matches.get(name)?.matcher.values.output(output);
  stacks.forEach((stack, index) => {
    const others = states.flatMap((state, other) => (other === index ? [] : state.all));
    matches.set(stack.name, new StackMatches(stack, states[index]!, [...others, ...existing], outputOf));
  });
  const all = [...matches.values()];
  return {
    findings: inOrder(all.flatMap((own) => [...new Fates(own).all, ...notExpanded(own), ...leaving(own, all)])),
    problems: all.flatMap((own) => problemsWith(own, matches)),
  };
}

/** Resources of which nothing here tells how many there are. */
function notExpanded({ matcher, stack }: StackMatches): Finding[] {
  return matcher.values.all
    .filter(({ isDataSource, type }) => !isDataSource && kindOf(type, () => NotKnown.UNTOLD) !== undefined)
    .filter((declaration) => matcher.values.instancesOf(declaration) instanceof NotKnown)
    .map(({ address, block: { count = null } }) => ({
      stack: stack.name,
      fate: "created",
      address,
      needsAttention: true,
      detail: `${count === null ? "for_each" : "count"} depends on values that no state has; write moved blocks for its instances yourself`,
    }));
}

/** By stack and address, whatever was found first. */
function inOrder(findings: readonly Finding[]): Finding[] {
  return findings
    .map((finding) => ({ finding, key: [finding.stack, finding.address, finding.fate].join("\n") }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ finding }) => finding);
}
