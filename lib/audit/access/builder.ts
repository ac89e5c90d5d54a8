import { type Analysis } from "../terraform/analysis";
import { type FederatedTrust, type Grant, type Membership } from "./access-model";
import { Roles } from "./assigned-role";
import { Principals } from "./principals";
import { Targets } from "./targets";

/** A trust with the resource that issues the tokens, if the documents hold it. */
export interface Trust extends FederatedTrust {
  /** Id of the target that issues the tokens, such as a Kubernetes cluster. */
  readonly issuedBy?: string;
}

/** What the parts of the model add to, one kind of resources after the other. */
export interface Builder {
  readonly analysis: Analysis;
  readonly principals: Principals;
  readonly targets: Targets;
  readonly roles: Roles;
  readonly grants: Grant[];
  readonly trusts: Trust[];
  readonly memberships: Membership[];
}

export function newBuilder(analysis: Analysis): Builder {
  return {
    analysis,
    principals: new Principals(analysis),
    targets: new Targets(analysis),
    roles: new Roles(analysis),
    grants: [],
    trusts: [],
    memberships: [],
  };
}
