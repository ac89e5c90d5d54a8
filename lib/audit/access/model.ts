import { type Analysis } from "../terraform/analysis";
import { type AccessModel, type Impersonation } from "./access-model";
import { newBuilder } from "./builder";
import { addConnectionPolicies } from "./connections";
import { addTrusts } from "./federated";
import { impersonationsIn } from "./impersonation";
import { addVaultPolicies } from "./key-vault-policies";
import { addMemberships } from "./memberships";
import { addOwnGrants } from "./own-grants";
import { addRoleAssignments } from "./role-assignments";
import { sourcesOf } from "./sources";
import { addSqlUsers } from "./sql-users";

/** Reads who can reach what. Who can become whom is found once it is asked for. */
export function accessModel(analysis: Analysis): AccessModel {
  const builder = newBuilder(analysis);
  addRoleAssignments(builder);
  addOwnGrants(builder);
  addVaultPolicies(builder);
  addConnectionPolicies(builder);
  addSqlUsers(builder);
  addTrusts(builder);
  addMemberships(builder);
  const sources = sourcesOf(builder);
  const { principals, targets, grants, trusts, memberships } = builder;
  let impersonations: readonly Impersonation[] | undefined;
  return {
    principals: principals.all(),
    sources,
    targets: targets.all(),
    grants,
    trusts,
    memberships,
    get impersonations() {
      return (impersonations ??= impersonationsIn({ ...builder, sources }));
    },
  };
}
