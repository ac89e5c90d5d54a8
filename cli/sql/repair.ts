import { groupBy } from "../group-by";
import { type SynthesizedStack } from "../synthesized-app";
import { type Difference } from "./difference";

/** Differences that Terraform does not see; where there is a detail, it tells why an apply does not help. */
const REPAIRED: readonly string[] = ["missing", "other principal"];

/** The commands, one per stack, that make again what is missing. */
export function repairCommands(differences: readonly Difference[], stacks: readonly SynthesizedStack[]): string[] {
  const repaired = differences.filter(
    ({ difference, detail, address }) => REPAIRED.includes(difference) && detail === undefined && address !== undefined,
  );
  return [...groupBy(repaired, ({ stack }) => stack)].map(([name, own]) => {
    const directory = stacks.find((stack) => stack.name === name)?.directory ?? ".";
    const replaced = own.map(({ address = "" }) => quoted(`-replace=${address}`));
    return [`terraform ${quoted(`-chdir=${directory}`)} apply`, ...replaced].join(" \\\n    ");
  });
}

/** An argument as POSIX shells take it. */
function quoted(argument: string): string {
  return /^[\w./=:-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}
