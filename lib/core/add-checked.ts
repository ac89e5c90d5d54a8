import { type IConstruct } from "constructs";
import { checkAtSynth } from "./problems";

/**
 * Adds a value to a list, or reports at synth why it is invalid.
 *
 * @param otherwise the error if it is not a value of this package; see `notMadeWith`
 * @param problems its other errors
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
