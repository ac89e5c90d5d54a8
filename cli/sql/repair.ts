import { groupBy } from "../group-by";
import { quoted } from "../output/quoted";
import { type SynthesizedStack } from "../synthesized-app";
import { FACT_TYPE } from "./declared-facts";
import { type Difference } from "./difference";

/** Differences that Terraform does not see; where there is a detail, it tells why an apply does not help. */
const REPAIRED: readonly string[] = ["missing", "other principal", "disabled"];

/**
 * The commands, one per stack, that make again what is missing or of no use.
 *
 * @param terraform how it is called: "tofu"
 */
export function repairCommands(
  differences: readonly Difference[],
  stacks: readonly SynthesizedStack[],
  terraform: string,
): string[] {
  const repaired = differences.filter(
    ({ difference, detail, address }) => REPAIRED.includes(difference) && detail === undefined && address !== undefined,
  );
  return [...groupBy(repaired, ({ stack }) => stack)].map(([name, own]) => {
    const stack = stacks.find((one) => one.name === name);
    const addresses = new Set(own.map(({ address = "" }) => address));
    const replaced = [...addresses]
      .filter((address) => !triggersOf(address, stack).some((trigger) => addresses.has(trigger)))
      .map((address) => quoted(`-replace=${address}`));
    return [`${quoted(terraform)} ${quoted(`-chdir=${stack?.directory ?? "."}`)} apply`, ...replaced].join(" \\\n    ");
  });
}

/**
 * What a fact is replaced with. Of two facts of which one is replaced with the other, Terraform is told the other only:
 * told both, it sometimes forgets what is replaced with the first.
 */
function triggersOf(address: string, stack: SynthesizedStack | undefined): string[] {
  const resource = stack?.configuration.resource?.[FACT_TYPE]?.[address.slice(FACT_TYPE.length + 1)];
  const triggers = (resource?.lifecycle?.replace_triggered_by ?? []).map((trigger) => trigger.replace(/\.id$/, ""));
  return [...triggers, ...triggers.flatMap((trigger) => triggersOf(trigger, stack))];
}
