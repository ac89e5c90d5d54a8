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
    "The access remains when the person moves to another team, and every new colleague requires a code change. Groups need fewer " +
    "assignments, and Entra ID has access reviews for their members.",
  remedy:
    "Assign the role to a group, and make the user a member of the group. Alternatively, make the user eligible for the role with PIM.",
  constructs: ["EntraGroupAccess", "RoleAccess"],
  scanners: ["PSRule Azure.RBAC.UseGroups"],
  failing: forPrincipal("User"),
  passing: forPrincipal("Group"),
  check: ({ access }, report) => {
    for (const { grant, principal } of wholeGrants(access)) {
      if (grant.role && !grant.eligible && principal.kind === "user") {
        report({ block: grant.block, path: "principal_id", message: `${grant.what} is assigned to a single user` });
      }
    }
  },
};
