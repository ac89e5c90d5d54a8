import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { LogicAppToSql } from "../examples/walkthrough/logic-app-to-sql";
import { OnPremises } from "../examples/walkthrough/on-premises";
import { VmsToSql } from "../examples/walkthrough/vms-to-sql";
import { conformanceProblems, type TerraformJson } from "./support/conformance";
import { factResources, facts, runResources } from "./support/sql";
import { onlyResource, resources, synthesize, testApp, warningsOf } from "./support/synth";
import { ROOT } from "../tools/paths";

describe("article one, a Logic App that reaches SQL", () => {
  const stack = new LogicAppToSql(testApp(), "logic-app-to-sql");
  const attached = { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.identity.id}"] };

  test("steps 1 and 2: the identity DemoUserAMI exists", () => {
    expect(onlyResource(stack, "azurerm_user_assigned_identity")).toMatchObject({ name: "DemoUserAMI" });
  });

  test("steps 3 and 4: the Logic App and the SQL server carry it", () => {
    expect(onlyResource(stack, "azurerm_logic_app_workflow").identity).toEqual(attached);
    expect(onlyResource(stack, "azurerm_mssql_server")).toMatchObject({
      identity: attached,
      primary_user_assigned_identity_id: "${azurerm_user_assigned_identity.identity.id}",
    });
  });

  test("step 5: it has a role on the server", () => {
    expect(resources(stack, "azurerm_role_assignment")).toEqual({
      azmi_identity_reader_sql_server_5DB78B25: {
        scope: "${azurerm_mssql_server.sql_server_5DB78B25.id}",
        role_definition_id:
          '/subscriptions/${element(split("/", azurerm_mssql_server.sql_server_5DB78B25.id), 2)}' +
          "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
        principal_id: "${azurerm_user_assigned_identity.identity.principal_id}",
        principal_type: "ServicePrincipal",
      },
    });
  });

  test("steps 6, 7 and 10: the SQL connection authenticates with it, and the connector names server and database", () => {
    const { parameters, workflow_parameters: declared } = onlyResource(stack, "azurerm_logic_app_workflow");
    expect(declared).toEqual({ $connections: '${jsonencode({"type" = "Object", "defaultValue" = {}})}' });
    expect((parameters as Record<string, string>).$connections).toContain(
      '{"authentication" = {"type" = "ManagedServiceIdentity", "identity" = azurerm_user_assigned_identity.identity.id}}',
    );
    expect(onlyResource(stack, "azurerm_resource_group_template_deployment").parameters_content).toContain(
      '"valueSet" = {"value" = "oauthMI"}, "values" = {"value" = {}}',
    );
    expect(onlyResource(stack, "azurerm_logic_app_action_custom").body).toMatch(
      /\/v2\/datasets\/@\{encodeURIComponent\(encodeURIComponent\('\$\{replace\(azurerm_mssql_server\.sql_server_\w+\.fully_qualified_domain_name/,
    );
  });

  test("step 8: people sign in to the server with Entra ID, and nobody with a password", () => {
    const server = onlyResource(stack, "azurerm_mssql_server");
    expect(server.azuread_administrator).toMatchObject({ azuread_authentication_only: true });
    expect(server).not.toHaveProperty("administrator_login_password");
  });

  test("step 9: the login has ##MS_ServerStateManager##, and a user in the database", () => {
    const server = "${azurerm_mssql_server.sql_server_5DB78B25.fully_qualified_domain_name}";
    const sidFrom = "${azurerm_user_assigned_identity.identity.client_id}";
    expect(facts(stack)).toEqual({
      azmi_sql_sql_server_5DB78B25_login_DemoUserAMI: {
        kind: "login",
        server,
        name: "DemoUserAMI",
        sidFrom,
        objectId: "${azurerm_user_assigned_identity.identity.principal_id}",
      },
      azmi_sql_sql_server_5DB78B25_login_DemoUserAMI_role_MS_ServerStateManager: {
        kind: "server-role-member",
        server,
        role: "##MS_ServerStateManager##",
        member: "DemoUserAMI",
        sidFrom,
      },
      azmi_sql_sql_server_5DB78B25_demo_user_DemoUserAMI: {
        kind: "database-user",
        server,
        database: "demo",
        name: "DemoUserAMI",
        origin: { type: "login", login: "DemoUserAMI", sidFrom },
      },
      azmi_sql_sql_server_5DB78B25_demo_user_DemoUserAMI_role_db_datareader: {
        kind: "database-role-member",
        server,
        database: "demo",
        role: "db_datareader",
        member: "DemoUserAMI",
        sidFrom,
      },
    });
  });

  test("its first run waits for the action, the login and the user", () => {
    const waits = onlyResource(stack, "azurerm_logic_app_trigger_recurrence").depends_on as string[];
    const made = Object.keys({ ...factResources(stack), ...runResources(stack) }).map(
      (name) => `terraform_data.${name}`,
    );
    expect(made).toHaveLength(5);
    expect(waits.sort()).toEqual(["azurerm_logic_app_action_custom.rows", ...made].sort());
  });

  test("step 11: an output lists what the identity is connected to", () => {
    expect(synthesize(stack).output?.["connected-resources"]).toEqual({
      value: ["${azurerm_logic_app_workflow.workflow.id}", "${azurerm_mssql_server.sql_server_5DB78B25.id}"],
    });
  });
});

describe("article two, machines that reach SQL and Key Vault", () => {
  const stack = new VmsToSql(testApp(), "vms-to-sql");

  test("one machine has an identity of its own, five share MyUserIdentity", () => {
    const machines = resources(stack, "azurerm_linux_virtual_machine");
    const shared = { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.identity.id}"] };
    expect(Object.fromEntries(Object.entries(machines).map(([name, { identity }]) => [name, identity]))).toEqual({
      vm1: { type: "SystemAssigned" },
      vm2: shared,
      vm3: shared,
      vm4: shared,
      vm5: shared,
      vm6: shared,
    });
    expect(onlyResource(stack, "azurerm_user_assigned_identity")).toMatchObject({ name: "MyUserIdentity" });
  });

  test("each identity may use the databases of SQL1 and read the secrets of the vault", () => {
    const grants = Object.values(resources(stack, "azurerm_role_assignment")).map((grant) => [
      grant.principal_id,
      grant.scope,
      (grant.role_definition_id as string).slice(-36),
    ]);
    const own = "${azurerm_linux_virtual_machine.vm1.identity[0].principal_id}";
    const shared = "${azurerm_user_assigned_identity.identity.principal_id}";
    const server = "${azurerm_mssql_server.sql_server_5DB78B25.id}";
    const vault = "${azurerm_key_vault.vault.id}";
    const sqlDbContributor = "9b7fa17d-e63e-47b0-bb0a-15c516ac86ec";
    const secretsUser = "4633458b-17de-408a-b874-0445c86b69e6";
    expect(grants).toHaveLength(4);
    expect(grants).toEqual(
      expect.arrayContaining([
        [own, server, sqlDbContributor],
        [own, vault, secretsUser],
        [shared, server, sqlDbContributor],
        [shared, vault, secretsUser],
      ]),
    );
    const vm1 = "${azurerm_linux_virtual_machine.vm1.name}";
    expect(Object.values(facts(stack))).toHaveLength(4);
    expect(Object.values(facts(stack))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: "database-user", name: vm1 }),
        expect.objectContaining({ kind: "database-role-member", role: "db_datareader", member: vm1 }),
        expect.objectContaining({ kind: "database-user", name: "MyUserIdentity" }),
        expect.objectContaining({ kind: "database-role-member", role: "db_datareader", member: "MyUserIdentity" }),
      ]),
    );
  });

  test("nobody signs in to a machine with a password", () => {
    Object.values(resources(stack, "azurerm_linux_virtual_machine")).forEach((machine) => {
      expect(machine).not.toHaveProperty("admin_password");
      expect(machine.admin_ssh_key).toEqual([{ username: "azureadmin", public_key: "${var.public_key}" }]);
    });
  });
});

describe("article two, on-premises", () => {
  test("an Azure Arc machine may read the secrets of a vault", () => {
    const stack = new OnPremises(testApp(), "on-premises");
    expect(onlyResource(stack, "azurerm_role_assignment")).toMatchObject({
      principal_id: "${data.azurerm_arc_machine.machine.identity[0].principal_id}",
      scope: "${azurerm_key_vault.vault.id}",
    });
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe("cdktf synth", () => {
  const folder = mkdtempSync(join(tmpdir(), "azmi-synth-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** The tools that a machine with nothing but Node has; terraform is not among them. */
  function pathWithNode(): string {
    const bin = mkdtempSync(join(folder, "bin-"));
    const tools = { node: process.execPath, sh: "/bin/sh" };
    Object.entries(tools).forEach(([name, file]) => {
      symlinkSync(file, join(bin, name));
    });
    ["npm", "npx"].forEach((name) => {
      symlinkSync(join(dirname(process.execPath), name), join(bin, name));
    });
    chmodSync(bin, 0o755);
    return `${join(ROOT, "node_modules", ".bin")}:${bin}`;
  }

  /** Every file that a command writes, with a digest of what is in it. */
  function written(output: string, command: string, more: NodeJS.ProcessEnv = {}): Record<string, string> {
    const env = { ...process.env, PATH: pathWithNode(), CHECKPOINT_DISABLE: "1", CI: "1", ...more };
    const { status, stderr, stdout } = spawnSync(command, { cwd: ROOT, env, encoding: "utf8", shell: true });
    if (status !== 0) {
      throw new Error(`${command} failed\n${stdout}${stderr}`);
    }
    const files = readdirSync(output, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return Object.fromEntries(
      files.map((file) => {
        const path = join(file.parentPath, file.name);
        return [path.slice(output.length + 1), createHash("sha256").update(readFileSync(path)).digest("hex")];
      }),
    );
  }

  test("writes all stacks without terraform on the machine, the same bytes each time, as the providers take them", () => {
    const [outputOfCli, outputOfApp] = [join(folder, "cli"), join(folder, "app")];
    const first = written(outputOfCli, `cdktf synth --output '${outputOfCli}'`);
    const { app } = JSON.parse(readFileSync(join(ROOT, "cdktf.json"), "utf8")) as { readonly app: string };
    expect(written(outputOfApp, app, { CDKTF_OUTDIR: outputOfApp })).toEqual(first);

    const stacks = Object.keys(first).filter((file) => file.endsWith("cdk.tf.json"));
    expect(stacks.sort()).toEqual(
      ["logic-app-to-sql", "on-premises-without-arc", "on-premises", "vms-to-sql"].map((stack) =>
        join("stacks", stack, "cdk.tf.json"),
      ),
    );
    stacks.forEach((file) => {
      const terraform = JSON.parse(readFileSync(join(outputOfCli, file), "utf8")) as TerraformJson;
      expect(conformanceProblems(terraform)).toEqual([]);
    });
  }, 120_000);
});
