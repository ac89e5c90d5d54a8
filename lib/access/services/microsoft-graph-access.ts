import { TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { shown } from "../../core/given";
import { idOfValue } from "../../core/names";
import { checkAtSynth } from "../../core/problems";
import { elementAt, referenceIn } from "../../core/reference";
import { rules } from "../../core/rules";
import { checkUniqueness, comparableId, comparableText, type UniqueKind } from "../../core/uniqueness";
import { configured } from "../../core/attributes";
import { type IPrincipal } from "../../principal/principal-interfaces";
import { notAPrincipal, principalProblems } from "../../principal/principal-problems";
import { Access, Grant } from "../access";
import { DirectoryLibrary } from "../directory-library";

import type { GRAPH_APP_ROLES } from "../../catalog/graph-app-roles.generated";

const TYPE = "azuread_app_role_assignment";

const SERVICE = {
  access: "MicrosoftGraphAccess",
  table: { service: "Microsoft Graph", by: TYPE, verbs: { appRole: "an application permission, by its name" } },
};

/**
 * Access to Microsoft Graph as an application, which the portal cannot give to a managed identity. Whoever deploys needs
 * the directory role Privileged Role Administrator, or the application role `AppRoleAssignment.ReadWrite.All`.
 *
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-assign-app-role-managed-identity
 */
export class MicrosoftGraphAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /**
   * One application permission.
   *
   * @param name such as "User.Read.All"; one that Graph does not have is reported at synth
   */
  public static appRole(name: string): Access {
    return new AppRoleAccess(name);
  }

  private constructor() {
    // only factories
  }
}

/** Roles have GUIDs of their own, so principal and role tell assignments apart. */
const ASSIGNMENTS: UniqueKind = {
  name: TYPE,
  keyOf: (resource) =>
    resource.terraformResourceType === TYPE
      ? [comparableText(configured(resource, "app_role_id"), resource), comparableId(resource, "principal_object_id")]
      : undefined,
  problems: rules<[second: string, first: string]>("Microsoft Graph", [
    {
      rule: "duplicate-app-role",
      message: (second, first) => `${second} gives the application role that ${first} gives already; keep one of them`,
    },
  ]),
};

class AppRoleAccess extends Access {
  public constructor(private readonly name: string) {
    super();
  }

  public grantId(): string {
    return `microsoft-graph_${this.name}`;
  }

  public grantTo(scope: Construct, _id: string, principal: IPrincipal): Grant {
    const { name } = this;
    const id = idOfAppRole(name);
    const problems = [...(id === undefined ? unknownRole(name) : []), ...notAPrincipal("principal", principal)];
    if (problems.length > 0 || id === undefined) {
      checkAtSynth(scope, () => problems);
      return new Grant(principal, []);
    }
    checkAtSynth(scope, () => principalProblems(principal, scope));
    const who = principal.objectId.value;
    const reference = referenceIn(who);
    const library = new DirectoryLibrary(scope, reference && elementAt(reference));
    const assignment = library.resource([idOfValue(who, scope), name], TYPE, {
      app_role_id: id,
      principal_object_id: who,
      resource_object_id: library.microsoftGraph,
    });
    checkUniqueness(TerraformStack.of(scope), ASSIGNMENTS);
    return new Grant(principal, [assignment]);
  }
}

function idOfAppRole(name: string): string | undefined {
  const roles = appRoles();
  return typeof name === "string" && Object.hasOwn(roles, name) ? roles[name] : undefined;
}

const unknownRole = rules<[name: unknown]>("Microsoft Graph", [
  {
    rule: "unknown-app-role",
    message: (name) => `application role ${shown(name)} of Microsoft Graph is not known; ${adviceFor(name)}`,
  },
]);

function adviceFor(name: unknown): string {
  const words = typeof name === "string" ? name.toLowerCase().split(".") : [];
  const alike = Object.keys(appRoles()).filter((one) => words.every((word) => one.toLowerCase().includes(word)));
  const same = Object.keys(appRoles()).filter((one) => one.toLowerCase().startsWith(`${words[0] ?? ""}.`));
  const [some] = [alike, same].filter((list) => list.length > 0);
  return words.length > 0 && some
    ? `did you mean ${[...some]
        .sort((a, b) => a.length - b.length)
        .slice(0, 3)
        .join(" or ")}?`
    : "give one of https://learn.microsoft.com/graph/permissions-reference";
}

/** Loaded when it is first asked for, because few apps need it. */
function appRoles(): typeof GRAPH_APP_ROLES {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require("../../catalog/graph-app-roles.generated") as { readonly GRAPH_APP_ROLES: typeof GRAPH_APP_ROLES })
    .GRAPH_APP_ROLES;
}
