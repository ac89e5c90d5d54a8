import { NotKnown, type Value } from "./expression";
import { Fates } from "./finding/fates";
import { type Finding } from "./finding/finding";
import { leaving } from "./finding/leaving";
import { problemsWith } from "./finding/problems";
import { type Thing } from "./input/thing";
import { kindOf } from "./matching/kinds";
import { StackMatches, type StackToAdopt } from "./matching/stack-matches";
import { StateOfStack } from "./matching/state-of-stack";

/** The changes that an app needs so that its plans create nothing that already exists. */
export interface AppAdoption {
  readonly findings: readonly Finding[];
  /** Reasons why nothing can be adopted. If there are any, ignore the findings. */
  readonly problems: readonly string[];
}

/**
 * Matches the resources that an app would create with existing ones.
 *
 * @param existing resources from lists of Azure and from states that do not belong to the app
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

/** Resources whose number of instances is unknown. */
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

/** Sorts by stack and address, so that the output does not depend on the order of discovery. */
function inOrder(findings: readonly Finding[]): Finding[] {
  return findings
    .map((finding) => ({ finding, key: [finding.stack, finding.address, finding.fate].join("\n") }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ finding }) => finding);
}
