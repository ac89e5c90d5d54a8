import { type ObjectValue, textOf } from "../protocol/values";
import { completeState, placeholder } from "../provider/complete";
import { type Computed, type Write } from "./model";
import { modelOf } from "./models";

export interface Settled {
  /** What Terraform is answered: what it planned, and what is known now. */
  readonly applied: ObjectValue;
  /** What Azure keeps of it. */
  readonly kept: ObjectValue;
}

/**
 * What becomes of a write that nothing speaks against.
 *
 * @param outcome - what is known by something that it set going
 */
export function settle(write: Write, outcome: Computed = {}): Settled {
  const { type, id, attributes, schema } = write;
  const model = modelOf(type);
  const computed: Computed = { ...model.compute(write), ...outcome, id };
  const owner = textOf(attributes.name) ?? textOf(attributes.display_name) ?? id;
  const applied = completeState(
    schema.block,
    attributes,
    (path, attribute) => computed[path] ?? placeholder(attribute, `(simulated ${path} of ${owner})`),
  );
  return { applied, kept: model.keep(applied, write, computed) };
}
