// What data sources answer: what exists, in the shape of the data source's schema.
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
  /** What the provider's resources look like, by type. */
  readonly resources: Readonly<Record<string, Schema>>;
  readonly config: ObjectValue;
}

/** Reads a data source; throws what the provider says when there is nothing, or more than one thing, to read. */
export function readDataSource(request: DataRequest): ObjectValue {
  const found = (BUILT_IN[request.type] ?? findExisting)(request);
  return shaped(request.schema.block, request.config, found);
}
