import { type IConstruct } from "constructs";
import { checkAtSynth } from "./problems";

/**
 * Adds something that was given, or reports at synth what is wrong with it.
 *
 * @param otherwise what is wrong where it is no value of this package; see `notMadeWith`
 * @param problems what else is wrong with it
 */
export function addChecked(
  scope: IConstruct,
  otherwise: readonly string[],
  problems: () => readonly string[],
  add: () => void,
): void {
  const found = otherwise.length > 0 ? otherwise : problems();
  if (found.length > 0) {
    checkAtSynth(scope, () => found);
  } else {
    add();
  }
}
