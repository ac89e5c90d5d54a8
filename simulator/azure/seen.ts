import { type Schema } from "../provider/schema";
import { type ObjectValue } from "../protocol/values";
import { reshaped } from "../provider/reshape";
import { withOtherNames } from "./other-names";

/** A state that any release of the provider wrote, as one with this schema sees it. */
export function asSeenBy(schema: Schema | undefined, type: string, state: ObjectValue): ObjectValue {
  return schema ? reshaped(schema.block, withOtherNames(type, state, schema.block)) : state;
}
