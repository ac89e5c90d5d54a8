// Reads data sources: existing resources in the shape of the data source's schema.
import { type Schema } from "../../provider/schema";
import { type ObjectValue } from "../../protocol/values";
import { type ConfiguredAccount } from "../account";
import { type Azure } from "../azure";
import { BUILT_IN } from "./built-in";
import { findExisting } from "./existing";
import { shaped } from "./shape";

export interface DataRequest {
  readonly azure: Azure;
  readonly account: ConfiguredAccount;
  readonly type: string;
  readonly schema: Schema;
  /** Resource schemas of the provider, by type. */
  readonly resources: Readonly<Record<string, Schema>>;
  readonly config: ObjectValue;
}

/** Reads a data source. Throws the provider's error if nothing or more than one resource matches. */
export function readDataSource(request: DataRequest): ObjectValue {
  const found = (BUILT_IN[request.type] ?? findExisting)(request);
  return shaped(request.schema.block, request.config, found);
}
