import { permissionsOf } from "../../access/assigned-role";
import { type Rule } from "../rule";

const DEFINITION = "azurerm_role_definition";

/** What Azure's own guidance puts into most custom roles, and what gives nothing away. */
const HARMLESS =
  /^microsoft\.(support|resourcehealth|insights\/alertrules|resources\/deployments(\/operations)?)\/\*$/i;

const definition = (actions: readonly string[]): Readonly<Record<string, unknown>> => ({
  resource: {
    [DEFINITION]: {
      restarter: {
        name: "Web app restarter",
        scope: "${data.azurerm_subscription.current.id}",
        permissions: [{ actions, not_actions: [] }],
      },
    },
  },
  data: { azurerm_subscription: { current: {} } },
});

export const customRoleWithWildcard: Rule = {
  id: "custom-role-with-wildcard",
  severity: "medium",
  title: "a custom role uses wildcards",
  why:
    "A wildcard includes operations that nobody had in mind, such as listing keys and assigning roles, and every operation that " +
    "Azure adds in the future.",
  remedy: "List the operations that the task needs, or use a built-in role.",
  constructs: ["BuiltInRole", "RoleAccess"],
  scanners: ["Checkov CKV_AZURE_39", "Trivy AZU-0030", "Trivy AZU-0052"],
  failing: definition(["Microsoft.Web/sites/read", "Microsoft.Web/*"]),
  passing: definition(["Microsoft.Web/sites/read", "Microsoft.Web/sites/restart/action"]),
  check: ({ analysis }, report) => {
    for (const block of analysis.resourcesOf(DEFINITION)) {
      const permissions = permissionsOf(block, analysis);
      const found = [
        ...permissions.flatMap(({ actions }) => actions).filter(isWild),
        ...permissions.flatMap(({ dataActions }) => dataActions).filter((action) => action.includes("*")),
      ];
      if (found.length > 0) {
        const shown = found.slice(0, 3).map((action) => action.slice(0, 100));
        const more = found.length > shown.length ? ` and ${String(found.length - shown.length)} more` : "";
        report({ block, path: "permissions", message: `the role allows ${shown.join(", ")}${more}` });
      }
    }
  },
};

/** Reading what exists gives no access to data. */
function isWild(action: string): boolean {
  return action.includes("*") && !/\/read$/i.test(action) && !HARMLESS.test(action);
}
