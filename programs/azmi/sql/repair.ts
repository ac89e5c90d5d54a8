import { groupBy } from "../../../lib/core/collections";
import { quoted } from "../output/quoted";
import { type Resource, type SynthesizedStack } from "../synthesized-app";
import { FACT_TYPE } from "./declared-facts";
import { type Difference } from "./difference";

/**
 * Commands, one for each stack, that recreate missing facts: they replace the resources that apply the facts.
 *
 * @param terraform the name of the command: "tofu"
 */
export function repairCommands(
  differences: readonly Difference[],
  stacks: readonly SynthesizedStack[],
  terraform: string,
): string[] {
  return [...groupBy(differences, ({ stack }) => stack)].flatMap(([name, own]) => {
    const stack = stacks.find((one) => one.name === name);
    const all = new Set(own.flatMap(({ address }) => address ?? []));
    const repaired = own.flatMap(({ difference, detail, address }) =>
      difference === "missing" && detail === undefined && address !== undefined ? [address] : [],
    );
    const replaced = new Set(
      repaired
        .filter((address) => !triggersOf(address, stack).some((trigger) => all.has(trigger)))
        .map((address) => runOf(address, stack) ?? address),
    );
    const options = [...replaced].map((address) => quoted(`-replace=${address}`));
    const command = `${quoted(terraform)} ${quoted(`-chdir=${stack?.directory ?? "."}`)} apply`;
    return options.length > 0 ? [[command, ...options].join(" \\\n    ")] : [];
  });
}

/**
 * The direct and indirect prerequisites of a fact. If a prerequisite differs too, it is recreated together with the
 * fact, or somebody must decide about it first.
 */
function triggersOf(address: string, stack: SynthesizedStack | undefined): string[] {
  const triggers = (resourcesOf(stack)[nameIn(address)]?.lifecycle?.replace_triggered_by ?? []).map((trigger) =>
    trigger.replace(/\.id$/, ""),
  );
  return [...triggers, ...triggers.flatMap((trigger) => triggersOf(trigger, stack))];
}

/** The resource that applies a fact, if Terraform runs the T-SQL. */
function runOf(address: string, stack: SynthesizedStack | undefined): string | undefined {
  const id = `\${${address}.id}`;
  const run = Object.entries(resourcesOf(stack)).find(
    ([, { triggers_replace: facts }]) => Array.isArray(facts) && facts.includes(id),
  );
  return run && `${FACT_TYPE}.${run[0]}`;
}

const resourcesOf = (stack: SynthesizedStack | undefined): Readonly<Record<string, Resource>> =>
  stack?.configuration.resource?.[FACT_TYPE] ?? {};

const nameIn = (address: string): string => address.slice(FACT_TYPE.length + 1);
