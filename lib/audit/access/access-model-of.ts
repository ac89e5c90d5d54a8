import { type Analysis } from "../terraform/analysis";
import { type AccessModel } from "./access-model";

export function accessModel(_analysis: Analysis): AccessModel {
  return {
    principals: [],
    sources: [],
    targets: [],
    grants: [],
    trusts: [],
    memberships: [],
    impersonations: [],
  };
}
