// Reads data sources: existing resources in the shape of the data source's schema.
import { type ObjectValue } from "../../protocol/values";
import { BUILT_IN } from "./built-in";
import { type DataRequest } from "./data-request";
import { findExisting } from "./existing";
import { shaped } from "./shape";

/** Reads a data source. Throws the provider's error if nothing or more than one resource matches. */
export function readDataSource(request: DataRequest): ObjectValue {
  const found = (BUILT_IN[request.type] ?? findExisting)(request);
  return shaped(request.schema.block, request.config, found);
}
