import { App } from "cdktf";
import { type Construct } from "constructs";
import {
  ClientId,
  ObjectId,
  Principal,
  SqlAadLogin,
  SqlDatabaseRole,
  type SqlDeploymentScriptProps,
  SqlEndpoint,
  SqlExecutor,
  SqlPermission,
} from "../../../lib";
import { DEPLOYMENT_SCRIPT_TEMPLATE } from "../../../lib/sql/execution/deployment-script-template";
import { portOf } from "../../../lib/sql/model/fact-rules";
import { identity, resourceGroup, sqlServer, storageAccount, workflow } from "../../support/azure";
import { powerShellMistakes } from "../../support/power-shell";
import { onlyResource, problemsOf, resources, testStack } from "../../support/synth";

const HOST = "orders.database.windows.net";
/** What the addresses of facts there begin with; 1840 is how the SHA-256 of the name begins. */
const AT_HOST = "azmi_sql_orders-database-windows-net-18403d0a";
const CLIENT = "a1b2c3d4-e5f6-7890-abcd-ef0123456789";

const app = Principal.servicePrincipal(ObjectId.of("11111111-aaaa-bbbb-cccc-dddddddddddd"), {
  clientId: ClientId.of(CLIENT),
  displayName: "app",
});

type More = Partial<SqlDeploymentScriptProps>;

const executorIn = (scope: Construct, more: (scope: Construct) => More = () => ({})): SqlExecutor =>
  SqlExecutor.deploymentScript({
    identity: identity(scope, "deployer"),
    resourceGroup: resourceGroup(scope),
    ...more(scope),
  });

/** A login by a deployment script. */
function stackWith(more?: (scope: Construct) => More): ReturnType<typeof testStack> {
  const stack = testStack();
  new SqlAadLogin(stack, "login", {
    endpoint: SqlEndpoint.at(HOST, { executor: executorIn(stack, more), retryForSeconds: 60 }),
    principal: app,
    databases: [{ databaseName: "shop", roles: [SqlDatabaseRole.DATA_READER] }],
  });
  return stack;
}

interface Part {
  readonly database: string;
  readonly batches: readonly string[];
}

type Parameters = Readonly<Record<string, { readonly value: unknown }>> & {
  readonly parts: { readonly value: readonly Part[] };
};

const TYPE = "azurerm_resource_group_template_deployment";

/** The parameters of the template: what Terraform is given, with references as text. */
function parametersOf(stack: ReturnType<typeof testStack>): Parameters {
  const [, text = ""] =
    /^\$\{jsonencode\((.*)\)\}$/s.exec(onlyResource(stack, TYPE).parameters_content as string) ?? [];
  const json = text.replace(/("[\w-]+") = /g, "$1: ").replace(/: ((?:azurerm|terraform)_[\w.-]+)/g, ': "${$1}"');
  return JSON.parse(json) as Parameters;
}

describe("a deployment script", () => {
  test("is one per server, for all its facts, and waits for them", () => {
    const stack = stackWith();
    const { template_content: template, ...rest } = onlyResource(stack, TYPE);
    const facts = ["login_app", "shop_user_app", "shop_user_app_role_db_datareader"];
    expect(rest).toEqual({
      name: `sql-logins-${HOST.replaceAll(".", "-")}`,
      resource_group_name: "${azurerm_resource_group.rg.name}",
      deployment_mode: "Incremental",
      lifecycle: { postcondition: [expect.anything()] },
      parameters_content: expect.any(String) as unknown,
      depends_on: facts.map((fact) => `terraform_data.${AT_HOST}_${fact}`),
    });
    expect(template).toMatch(/^\$\{jsonencode\(.*"type" = "Microsoft\.Resources\/deploymentScripts"/);
    const { parts, facts: ids, transientErrors, ...values } = parametersOf(stack);
    expect(values).toEqual({
      name: { value: rest.name },
      location: { value: "${azurerm_resource_group.rg.location}" },
      identity: { value: "${azurerm_user_assigned_identity.deployer.id}" },
      server: { value: HOST },
      retryForSeconds: { value: 60 },
      subnetId: { value: "" },
      storageAccountName: { value: "" },
      azPowerShellVersion: { value: "14.0" },
      timeoutMinutes: { value: 30 },
    });
    expect(transientErrors?.value).toContain(40613);
    const names = facts.map((fact) => `${AT_HOST}_${fact}`);
    expect(Object.keys(resources(stack, "terraform_data"))).toEqual(names);
    expect(ids?.value).toEqual(Object.fromEntries(names.map((name) => [name, `\${terraform_data.${name}.id}`])));
    expect(parts.value.map(({ database }) => database)).toEqual(["master", "shop"]);
    expect(parts.value[1]?.batches).toContain("CREATE USER [app] FROM LOGIN [app]");
    expect(parts.value[1]?.batches).toContain("DBCC FLUSHAUTHCACHE");
    for (const resource of Object.values(resources(stack, "terraform_data"))) {
      expect(resource).not.toHaveProperty("provisioner");
    }
  });

  test("has ids that Terraform knows after apply as SIDs in its T-SQL, and nothing that is no id", () => {
    const stack = testStack();
    new SqlAadLogin(stack, "login", {
      endpoint: SqlEndpoint.server(sqlServer(stack), { executor: executorIn(stack) }),
      principal: identity(stack),
      loginName: "${not} %{an} expression",
    });
    const text = onlyResource(stack, TYPE).parameters_content as string;
    const guid = (attribute: string): string =>
      `regex("^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\\u0024", azurerm_user_assigned_identity.orders.${attribute})`;
    const bytes = '"/^(..)(..)(..)(..)-(..)(..)-(..)(..)-(....)-(.{12})$/", "0x$4$3$2$1$6$5$8$7$9$10"';
    expect(text).toContain(`CONVERT(varbinary(16), sid) = \${replace(${guid("client_id")}, ${bytes})})`);
    const login = "CREATE LOGIN [$${not} %%{an} expression] FROM EXTERNAL PROVIDER";
    expect(text).toContain(`"${login} WITH OBJECT_ID = '\${${guid("principal_id")}}'"`);
  });

  test("runs in a subnet with a storage account that its identity may use", () => {
    const stack = stackWith((scope) => ({
      subnetId: "/subscriptions/s/subnets/scripts",
      storageAccount: storageAccount(scope, "scripts"),
      name: "logins",
      azPowerShellVersion: "13.0",
      timeoutMinutes: 10,
      location: "northeurope",
    }));
    expect(parametersOf(stack)).toMatchObject({
      name: { value: "logins" },
      location: { value: "northeurope" },
      subnetId: { value: "/subscriptions/s/subnets/scripts" },
      storageAccountName: { value: "${azurerm_storage_account.scripts.name}" },
      azPowerShellVersion: { value: "13.0" },
      timeoutMinutes: { value: 10 },
    });
    const [[address, role] = []] = Object.entries(resources(stack, "azurerm_role_assignment"));
    expect(role).toMatchObject({
      principal_id: "${azurerm_user_assigned_identity.deployer.principal_id}",
      scope: "${azurerm_storage_account.scripts.id}",
      // Storage File Data Privileged Contributor
      role_definition_id: expect.stringContaining("69566ab7-960f-475b-8e7c-b3118f30c6bd") as unknown,
    });
    expect(onlyResource(stack, TYPE).depends_on).toContain(`azurerm_role_assignment.${address ?? ""}`);
  });

  test("is there before what waits for a login", () => {
    const stack = testStack();
    const login = new SqlAadLogin(stack, "login", {
      endpoint: SqlEndpoint.at(HOST, { executor: executorIn(stack) }),
      principal: app,
    });
    expect(login.resources.map(({ terraformResourceType }) => terraformResourceType)).toEqual(["terraform_data", TYPE]);
  });

  test("tells what is wrong with it, all at once", () => {
    const stack = stackWith((scope) => ({
      name: "no spaces",
      subnetId: "subnet",
      resourceGroup: workflow(scope),
      timeoutMinutes: 0.5,
    }));
    expect(problemsOf(stack).map((line) => line.replace(/^\[\S+\] /, ""))).toEqual([
      "resourceGroup must be an azurerm_resource_group; got azurerm_logic_app_workflow (stack/workflow)",
      "has a subnetId and no storageAccount; a container in a subnet needs an account that it reaches from there",
      'deployment "no spaces" does not have 1 to 64 letters, digits, hyphens and underscores; give SqlExecutor.deploymentScript a name',
      "timeoutMinutes 0.5 is not a number of minutes; give a whole one from 1 to 1440",
    ]);
  });

  test("is shared by the facts of a server, so they have one executor", () => {
    const stack = stackWith();
    new SqlAadLogin(stack, "other", {
      endpoint: SqlEndpoint.at(HOST, {
        executor: SqlExecutor.deploymentScript({
          identity: identity(stack, "second"),
          resourceGroup: resourceGroup(stack, "rg2"),
        }),
      }),
      principal: app,
      loginName: "other",
    });
    expect(problemsOf(stack)).toEqual([
      "[stack/other] another SqlExecutor.deploymentScript runs the T-SQL of this server in this stack; give both the same executor",
    ]);
  });
});

describe("two servers of one name, of another stack and an own one,", () => {
  test("do not share a deployment script", () => {
    const stack = testStack();
    const executor = executorIn(stack);
    [sqlServer(testStack("net", App.of(stack)), "sql"), sqlServer(stack, "net_sql")].forEach((server, index) => {
      new SqlAadLogin(stack, `login${String(index)}`, {
        endpoint: SqlEndpoint.server(server, { executor }),
        principal: app,
        loginName: `app${String(index)}`,
      });
    });
    expect(problemsOf(stack)).toEqual([
      "[stack/login1] fully_qualified_domain_name of stack/net_sql and fully_qualified_domain_name of net/sql are " +
        "two servers, and their T-SQL would be written down as that of one; give one of the servers another construct id",
    ]);
  });
});

describe("what the container runs", () => {
  const { script } = DEPLOYMENT_SCRIPT_TEMPLATE.variables;

  test("is PowerShell", () => {
    expect(powerShellMistakes(script)).toEqual([]);
    expect(powerShellMistakes(script.replace("finally {", "finally"))).not.toEqual([]);
  });

  test.each([
    ["orders.database.windows.net", 1433],
    ["orders.1a2b3c4d5e6f.database.windows.net", 1433],
    ["Orders.Public.1a2b3c4d5e6f.database.windows.net", 3342],
  ])("connects where the runner does: %s at port %i", (host, port) => {
    const [, pattern = "", publicPort, otherPort] =
      /\$port = if \(\$work\.server -match '(.+)'\) \{ (\d+) \} else \{ (\d+) \}$/m.exec(script) ?? [];
    // Like PowerShell, which has no case here.
    expect(Number(new RegExp(pattern, "i").test(host) ? publicPort : otherPort)).toBe(port);
    expect(script).toContain("$settings['Data Source'] = \"tcp:$($work.server),$port\"");
    expect(portOf(host)).toBe(port);
  });

  test("tries again after what the runner tries again after: lost connections, timeouts, numbers of the server", () => {
    const [, condition] = /^ {4}\$null -ne \$exception -and \((.*)\)$/m.exec(script) ?? [];
    expect(condition?.split(" -or ")).toEqual([
      "$exception.Class -ge 20",
      "$exception.Number -eq -2",
      "$exception.Number -in $work.transientErrors",
    ]);
  });

  test("verifies certificates and has no secret", () => {
    expect(script).toContain("$settings['TrustServerCertificate'] = $false");
    expect(script).toContain("$settings['Encrypt'] = $true");
    expect(script).not.toMatch(/Write-\w+ .*token/i);
  });
});

test("a script that is too long for Azure is told at synth, with what to do instead", () => {
  const stack = testStack();
  const login = (permissions: number): SqlAadLogin =>
    new SqlAadLogin(stack, `login-${String(permissions)}`, {
      endpoint: SqlEndpoint.at(HOST, { executor: executor }),
      principal: app,
      databases: [
        {
          databaseName: "shop",
          permissions: Array.from({ length: permissions }, (_, index) =>
            SqlPermission.onObject("SELECT", "s".repeat(128), String(index).padStart(128, "t")),
          ),
        },
      ],
    });
  const executor = executorIn(stack);
  login(100);
  expect(problemsOf(stack)).toEqual([]);
  login(700);
  const [problem = "", ...more] = problemsOf(stack);
  expect(more).toEqual([]);
  expect(problem).toMatch(
    /^\[stack\/.+\] the 702 logins, users, roles and permissions of the server make a script of \d{4} KiB, and Azure deploys resources of 1016 KiB at most; put some of them into another stack, /,
  );
});
