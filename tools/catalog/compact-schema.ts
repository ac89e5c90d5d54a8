import { type Schema } from "../../simulator/provider/schema";

/** Only the documentation needs these. */
const LEFT_OUT = ["description", "description_kind"];

/** A schema without descriptions, with sorted names. */
export const compactSchema = (schema: Schema): Schema => compact(schema, "") as Schema;

function compact(value: unknown, parent: string): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => compact(item, parent));
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  // Keys below `attributes` and `block_types` are names of the provider. "description" can be one of them.
  const keysAreNames = ["attributes", "block_types"].includes(parent);
  const inTypeNotation = parent === "type";
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => keysAreNames || inTypeNotation || !LEFT_OUT.includes(key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, compact(child, inTypeNotation ? parent : keysAreNames ? "" : key)]),
  );
}
