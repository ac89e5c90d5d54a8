import { type Schema } from "../provider/schema";
import { type ObjectValue } from "../protocol/values";
import { reshaped } from "../provider/reshape";
import { withOtherNames } from "./other-names";

/** A state of any release, in the shape of this schema. */
export function asSeenBy(schema: Schema | undefined, type: string, state: ObjectValue): ObjectValue {
  return schema ? reshaped(schema.block, withOtherNames(type, state, schema.block)) : state;
}
