import { isEqual, type ObjectValue, textOf } from "../protocol/values";
import { completeState, placeholder } from "../provider/complete";
import { type Computed, type Write } from "./model";
import { modelOf } from "./models";
import { toldByOthers } from "./other-names";
import { withSeenPrincipal } from "./models/identity";

export interface Settled {
  /** The response to Terraform: the plan with all known values. */
  readonly applied: ObjectValue;
  /** The state that Azure stores. */
  readonly kept: ObjectValue;
  /** Whether the response differs from the plan. */
  readonly unplanned: boolean;
}

/**
 * Completes a write that passed all checks.
 *
 * @param outcome - values from the action of the resource
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
