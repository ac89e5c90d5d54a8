import { isEqual, type ObjectValue, textOf } from "../protocol/values";
import { completeState, placeholder } from "../provider/complete";
import { type Computed, type Write } from "./model";
import { modelOf } from "./models";
import { toldByOthers } from "./other-names";
import { withSeenPrincipal } from "./models/identity";

export interface Settled {
  /** What Terraform is answered: what it planned, and what is known now. */
  readonly applied: ObjectValue;
  /** What Azure keeps of it. */
  readonly kept: ObjectValue;
  /** Whether Terraform is answered something that it did not plan. */
  readonly unplanned: boolean;
}

/**
 * What becomes of a write that nothing speaks against.
 *
 * @param outcome - what is known by something that it set going
 */
export function settle(write: Write, outcome: Computed = {}): Settled {
  const { type, id, attributes, schema } = write;
  const model = modelOf(type);
  const computed: Computed = { ...toldByOthers(type, attributes), ...model.compute(write), ...outcome, id };
  const owner = textOf(attributes.name) ?? textOf(attributes.display_name) ?? id;
  const applied = completeState(
    schema.block,
    attributes,
    (path, attribute) => computed[path] ?? placeholder(attribute, `(simulated ${path} of ${owner})`),
  );
  const kept = model.keep(applied, write, computed);
  const told = withSeenPrincipal(applied, kept);
  return { applied: told, kept, unplanned: !isEqual(told.identity, applied.identity) };
}
