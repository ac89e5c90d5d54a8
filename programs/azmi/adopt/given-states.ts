import { readJson, textOf } from "../../../lib/adoption/input/read-file";
import { stateIn } from "../../../lib/adoption/input/inputs";
import { type Thing } from "../../../lib/adoption/input/thing";
import { WrongArguments } from "../../sql-runner/wrong-arguments";

/**
 * The resources in the states of the stacks, by stack.
 *
 * @param given such as "shop=shop.json", or only a file if there is one stack
 * @param stacks the names of the selected stacks
 */
export function givenStates(given: readonly string[], stacks: readonly string[]): Map<string, Thing[]> {
  const states = new Map<string, Thing[]>();
  for (const { stack, file } of given.map((option) => assigned(option, stacks))) {
    if (states.has(stack)) {
      throw new WrongArguments(`--state is set twice for stack ${stack}; set it once`);
    }
    const [text, name] = file === "-" ? [textOf(), "standard input"] : [textOf(file), file];
    states.set(stack, stateIn(readJson(text, name), stack, name));
  }
  return states;
}

function assigned(option: string, stacks: readonly string[]): { readonly stack: string; readonly file: string } {
  const named = stacks.find((stack) => option.startsWith(`${stack}=`));
  if (named !== undefined) {
    return { stack: named, file: option.slice(named.length + 1) };
  }
  const [only, ...others] = stacks;
  if (only === undefined || others.length > 0) {
    throw new WrongArguments(
      `--state ${option} names no stack; use --state <stack>=<file>, with one of ${stacks.join(", ")}`,
    );
  }
  return { stack: only, file: option };
}
