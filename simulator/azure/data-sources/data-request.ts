import { type Schema } from "../../provider/schema";
import { type ObjectValue } from "../../protocol/values";
import { type ConfiguredAccount } from "../account";
import { type Azure } from "../azure";

export interface DataRequest {
  readonly azure: Azure;
  readonly account: ConfiguredAccount;
  readonly type: string;
  readonly schema: Schema;
  /** Resource schemas of the provider, by type. */
  readonly resources: Readonly<Record<string, Schema>>;
  readonly config: ObjectValue;
}
