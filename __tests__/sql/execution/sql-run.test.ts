import { type TerraformStack } from "cdktf";
import {
  type IPrincipal,
  SqlAadLogin,
  SqlEndpoint,
  type SqlEndpointOptions,
  SystemAssignedManagedIdentity,
} from "../../../lib";
import { makeWait } from "../../../lib/core/depends-on";
import { identity, workflow } from "../../support/azure";
import { runResources } from "../../support/sql";
import { problemsOf, testStack } from "../../support/synth";

const HOST = "orders.database.windows.net";
const AT_HOST = "orders-database-windows-net-18403d0a";
const RUN = `azmi_sql_${AT_HOST}_run`;

/** A workflow that waits for the login of another identity. */
function stackWith(of: (stack: TerraformStack) => IPrincipal, options: SqlEndpointOptions = {}): TerraformStack {
  const stack = testStack();
  const app = workflow(stack, "app", { name: "logic-app" });
  const server = SqlEndpoint.at(HOST, options);
  const awaited = new SqlAadLogin(stack, "awaited", { endpoint: server, principal: of(stack) });
  const principal = SystemAssignedManagedIdentity.of(app);
  new SqlAadLogin(stack, "login", { endpoint: SqlEndpoint.at(HOST), principal });
  new SqlAadLogin(stack, "second", { endpoint: SqlEndpoint.at(HOST), principal: identity(stack, "other") });
  makeWait(app, () => awaited.resources);
  return stack;
}

const systemAssigned = (stack: TerraformStack): IPrincipal =>
  SystemAssignedManagedIdentity.of(workflow(stack, "first", { name: "logic-first" }));

describe("the run of a server", () => {
  test("that waits for itself is an error that names the way out", () => {
    expect(problemsOf(stackWith(systemAssigned))).toEqual([
      `[stack] logins and users come true in one run for each server, and this one waits for itself: terraform_data.${RUN}_sources ` +
        `needs azurerm_logic_app_workflow.app needs terraform_data.${RUN}_sources; give what is waited for a user-assigned ` +
        "identity, which is there before its source",
    ]);
    expect(problemsOf(stackWith(identity))).toEqual([]);
  });

  test("is one of its own where that is said, so that nobody waits for the others", () => {
    const runs = runResources(stackWith(identity, { run: "bootstrap" }));
    const facts = Object.entries(runs).map(([name, { triggers_replace: ids }]) => [name, ids]);
    const id = (what: string): string => `\${terraform_data.azmi_sql_${AT_HOST}_login_${what}.id}`;
    expect(Object.fromEntries(facts)).toEqual({
      [RUN]: [id("id-other")],
      [`${RUN}_sources`]: [id("app-name")],
      [`${RUN}_bootstrap`]: [id("id-orders")],
    });
  });

  test.each(["", "a b", "x".repeat(65), 1 as unknown as string])("has a name: not %p", (run) => {
    const shown = typeof run === "string" ? JSON.stringify(run) : "number";
    expect(problemsOf(stackWith(identity, { run }))).toEqual([
      `[stack/awaited] run must be a name of 1 to 64 letters, digits and hyphens; got ${shown}`,
    ]);
  });
});
