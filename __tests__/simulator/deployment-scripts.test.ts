import { type deploying, errorsOf, identity, inAzure } from "../support/simulation";
import { type Arguments, attributesOf, deployment, groupIdOf, stack, thing } from "../support/templates";
import { testWithTerraform } from "../support/terraform";

describe("a deployment script", () => {
  const script = (properties: Arguments = {}, more: Arguments = {}): Arguments => ({
    type: "Microsoft.Resources/deploymentScripts",
    apiVersion: "2023-08-01",
    name: "login",
    location: "westeurope",
    kind: "AzurePowerShell",
    ...more,
    properties: {
      azPowerShellVersion: "12.3",
      retentionInterval: "PT1H",
      scriptContent: "Write-Output 1",
      ...properties,
    },
  });
  const outputs = { sid: { type: "string", value: "[reference('login').outputs.sid]" } };

  testWithTerraform("runs with its environment and identity, and again only when it changed", () =>
    inAzure(async (simulator, session) => {
      const ran: unknown[] = [];
      simulator.onDeploymentScript((run) => {
        ran.push(run);
        return { sid: `0x${String(ran.length)}` };
      });
      const configured = (content: string, tag: string): ReturnType<typeof deploying> => {
        const environmentVariables = [
          { name: "SERVER", value: "sql-orders" },
          { name: "KEY", secureValue: "secret" },
        ];
        const identified = {
          type: "UserAssigned",
          userAssignedIdentities: { "${azurerm_user_assigned_identity.it.id}": {} },
        };
        const resources = [
          script({ scriptContent: content, arguments: "-Verbose", environmentVariables }, { identity: identified }),
          thing("a", { tags: { tag } }),
        ];
        return stack(deployment({ resources, outputs }), { azurerm_user_assigned_identity: { it: identity() } });
      };
      const sid = (): unknown => {
        const { output_content: content } = attributesOf(simulator, "azurerm_resource_group_template_deployment") ?? {};
        return (JSON.parse(String(content)) as { sid: { value: string } }).sid.value;
      };

      const deploy = session(configured("one", "x"));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      const {
        id,
        principal_id: principalId,
        client_id: clientId,
      } = attributesOf(simulator, "azurerm_user_assigned_identity") ?? {};
      expect(ran).toEqual([
        {
          id: `${groupIdOf(simulator)}/providers/Microsoft.Resources/deploymentScripts/login`,
          name: "login",
          kind: "AzurePowerShell",
          content: "one",
          primaryScriptUri: undefined,
          arguments: "-Verbose",
          environment: { SERVER: "sql-orders", KEY: "secret" },
          identities: [{ id, principalId, clientId }],
          subnetIds: [],
        },
      ]);
      expect(JSON.stringify(attributesOf(simulator, "Microsoft.Resources/deploymentScripts"))).not.toContain("secret");

      deploy.change(configured("one", "y"));
      await deploy.apply();
      expect([sid(), ran.length]).toEqual(["0x1", 1]);
      deploy.change(configured("two", "y"));
      await deploy.apply();
      expect([sid(), ran.length]).toEqual(["0x2", 2]);
      expect((await deploy.plan()).isEmpty).toBe(true);
      await deploy.destroy();
      expect(simulator.resources()).toEqual([]);
    }),
  );

  testWithTerraform("that fails lets its deployment fail, and runs again with the next apply", () =>
    inAzure(async (simulator, session) => {
      simulator.onDeploymentScript(() => Promise.reject(new Error("Login failed")));
      const deploy = session(stack(deployment({ resources: [script()], outputs })));
      expect(errorsOf(await deploy.apply()).join()).toContain(
        "* Microsoft.Resources/deploymentScripts 'login': DeploymentScriptError: The provided script failed with the following error: Login failed.",
      );
      simulator.onDeploymentScript(() => ({ sid: "0x1" }));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect((await deploy.plan()).isEmpty).toBe(true);
    }),
  );

  testWithTerraform("is refused for everything that is wrong with it", () =>
    inAzure(async (_, session) => {
      const resources = [
        script(
          {
            azPowerShellVersion: undefined,
            retentionInterval: "PT27H",
            cleanupPreference: "Never",
            primaryScriptUri: "https://example.com/a.ps1",
            environmentVariables: [{ name: "A" }],
            containerSettings: { subnetIds: [{ id: "/subscriptions/s" }] },
          },
          { location: undefined, identity: { type: "SystemAssigned" } },
        ),
        script({}, { name: "kind", kind: "Bash" }),
      ];
      const [error = ""] = errorsOf(await session(stack(deployment({ resources }))).apply());
      expect(error.split("\n").slice(1)).toEqual([
        `* Microsoft.Resources/deploymentScripts 'login': BadRequest: ${[
          "AzurePowerShell needs azPowerShellVersion",
          "a script needs a location",
          "a script takes user-assigned identities only",
          "retentionInterval has to be from PT1H to PT26H",
          "cleanupPreference has to be Always, OnSuccess or OnExpiration",
          "exactly one of scriptContent and primaryScriptUri has to be set",
          "environment variable 'A' needs a name and either a value or a secureValue",
          "a script in a subnet needs storageAccountSettings with the storageAccountName of an account that it reaches there",
          "subnet '/subscriptions/s' does not exist",
        ].join("; ")}`,
        "* Microsoft.Resources/deploymentScripts 'kind': BadRequest: kind 'Bash' is none of AzurePowerShell, AzureCLI",
      ]);
    }),
  );
});
