import { type Rule } from "../rule";
import { wholeGrants } from "./grants";

const forPrincipal = (type: string): Readonly<Record<string, unknown>> => ({
  variable: { vault_id: {}, object_id: {} },
  resource: {
    azurerm_role_assignment: {
      support: {
        scope: "${var.vault_id}",
        role_definition_name: "Key Vault Secrets User",
        principal_id: "${var.object_id}",
        principal_type: type,
      },
    },
  },
});

export const roleForUser: Rule = {
  id: "role-for-user",
  severity: "low",
  title: "a role is assigned to a single user",
  why:
    "The access stays when the person changes the team, and every new colleague needs a change of the code. Assignments for " +
    "groups are fewer, and reviews of their members are what Entra ID has tools for.",
  remedy: "Assign the role to a group, and make the user a member of it; or make the user eligible for the role.",
  constructs: ["EntraGroupAccess", "RoleAccess"],
  scanners: ["PSRule Azure.RBAC.UseGroups"],
  failing: forPrincipal("User"),
  passing: forPrincipal("Group"),
  check: ({ access }, report) => {
    for (const { grant, principal } of wholeGrants(access)) {
      if (grant.role && !grant.eligible && principal.kind === "user") {
        report({ block: grant.block, path: "principal_id", message: `${grant.what} is assigned to one user` });
      }
    }
  },
};
