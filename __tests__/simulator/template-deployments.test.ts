import { accessOf, deploying, errorsOf, GROUP, identity, inAzure, vault } from "../support/simulation";
import {
  type Arguments,
  attributesOf,
  connection,
  deployed,
  deployment,
  groupIdOf,
  outputOf,
  policy,
  stack,
  template,
  thing,
} from "../support/templates";
import { testWithTerraform } from "../support/terraform";

describe("a template deployment", () => {
  testWithTerraform("lives: its resources come, change, are read by others, and go with it", () =>
    inAzure(async (simulator, session) => {
      const parts = {
        parameters: { name: { type: "string" }, size: { type: "int" } },
        resources: [
          thing("[parameters('name')]", {
            kind: "K",
            location: "[resourceGroup().location]",
            properties: { size: "[parameters('size')]" },
          }),
        ],
        outputs: {
          id: { type: "string", value: "[resourceId('Example.Things/things', parameters('name'))]" },
          size: { type: "int", value: "[reference(parameters('name')).size]" },
        },
      };
      const configured = (size: number): ReturnType<typeof deploying> =>
        stack(
          deployment(parts, {
            parameters_content: `\${jsonencode({name = {value = azurerm_key_vault.it.name}, size = {value = ${String(size)}}})}`,
          }),
          {
            azurerm_key_vault: { it: vault() },
            azurerm_user_assigned_identity: {
              it: { ...identity(), tags: { id: outputOf("it", "id"), size: outputOf("it", "size") } },
            },
          },
        );
      const tags = (): unknown => attributesOf(simulator, "azurerm_user_assigned_identity")?.tags;
      const id = `${groupIdOf(simulator)}/providers/Example.Things/things/kv-orders`;

      const deploy = session(configured(1));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(attributesOf(simulator, "Example.Things/things")).toEqual({
        id,
        type: "Example.Things/things",
        apiVersion: "2024-01-01",
        name: "kv-orders",
        kind: "K",
        location: "westeurope",
        properties: { size: 1 },
      });
      expect(attributesOf(simulator, "azurerm_resource_group_template_deployment")).toMatchObject({
        output_content: `{"id":{"type":"String","value":"${id}"},"size":{"type":"Int","value":1}}`,
        parameters_content: '{"name":{"value":"kv-orders"},"size":{"value":1}}',
      });
      expect(tags()).toEqual({ id, size: "1" });
      expect((await deploy.plan()).isEmpty).toBe(true);

      deploy.change(configured(2));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(tags()).toEqual({ id, size: "2" });
      expect((await deploy.plan()).isEmpty).toBe(true);

      expect(errorsOf(await deploy.destroy())).toEqual([]);
      expect(simulator.resources()).toEqual([]);
    }),
  );

  testWithTerraform("does not change when only the spelling of its JSON does", () =>
    inAzure(async (simulator, session) => {
      const parts = { resources: [thing("a", { tags: { of: "us & them" } })], variables: { b: 1, a: 2 } };
      const deploy = session(stack(deployment(parts)));
      await deploy.apply();
      expect((await deploy.plan()).isEmpty).toBe(true);
      const spelled = Object.fromEntries(Object.entries(template(parts)).reverse());
      deploy.change(stack(deployment({}, { template_content: JSON.stringify(spelled, undefined, 2) })));
      expect((await deploy.plan()).isEmpty).toBe(true);
      expect(deployed(simulator)).toEqual(["Example.Things/things/a"]);
    }),
  );

  testWithTerraform(
    "is changed by every plan where parameters have defaults, or are secret, and are given by nobody or in full",
    () =>
      inAzure(async (_, session) => {
        const parts = { parameters: { a: { type: "string", defaultValue: "x" }, b: { type: "securestring" } } };
        const deploy = session(
          stack(deployment(parts, { parameters_content: JSON.stringify({ b: { value: "secret" } }) })),
        );
        expect(errorsOf(await deploy.apply())).toEqual([]);
        const { changes } = await deploy.plan();
        expect(changes).toEqual([expect.objectContaining({ action: "update" })]);
      }),
  );

  testWithTerraform("leaves what a later template no longer has", () =>
    inAzure(async (simulator, session) => {
      const deploy = session(stack(deployment({ resources: [thing("a"), thing("b")] })));
      await deploy.apply();
      deploy.change(stack(deployment({ resources: [thing("b")] })));
      await deploy.apply();
      expect(deployed(simulator)).toEqual(["Example.Things/things/a", "Example.Things/things/b"]);
      expect(errorsOf(await deploy.destroy()).join()).toContain("the resource group still contains resources");
      expect(deployed(simulator)).toEqual(["Example.Things/things/a"]);
    }),
  );

  testWithTerraform("leaves everything where the provider is told to", () =>
    inAzure(async (simulator, session) => {
      const features = { template_deployment: [{ delete_nested_items_during_deletion: false }] };
      const azurerm = [
        { features: [{ ...features, resource_group: [{ prevent_deletion_if_contains_resources: false }] }] },
      ];
      const configured = stack(deployment({ resources: [thing("a")] }));
      const deploy = session({ ...configured, provider: { azurerm } });
      await deploy.apply();
      deploy.change({ ...deploying(GROUP), provider: { azurerm } });
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(deployed(simulator)).toEqual(["Example.Things/things/a"]);
      expect(errorsOf(await deploy.destroy())).toEqual([]);
      expect(simulator.resources()).toEqual([]);
    }),
  );

  testWithTerraform("grants roles and carries identities as other resources do", () =>
    inAzure(async (simulator, session) => {
      const resources = [
        thing("a", {
          identity: {
            type: "SystemAssigned, UserAssigned",
            userAssignedIdentities: { "[parameters('identity')]": {} },
          },
        }),
        {
          type: "Microsoft.Authorization/roleAssignments",
          apiVersion: "2022-04-01",
          name: "[guid('a')]",
          scope: "Microsoft.KeyVault/vaults/kv-orders",
          properties: {
            roleDefinitionId:
              "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')]",
            principalId: "[reference('a', '2024-01-01', 'Full').identity.principalId]",
          },
        },
      ];
      const identified = JSON.stringify(deployment({ resources })).replaceAll(
        "[parameters('identity')]",
        "${azurerm_user_assigned_identity.it.id}",
      );
      const deploy = session(
        stack(
          { ...(JSON.parse(identified) as Arguments), depends_on: ["azurerm_key_vault.it"] },
          { azurerm_key_vault: { it: vault() }, azurerm_user_assigned_identity: { it: identity() } },
        ),
      );
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(accessOf(simulator)).toEqual(["a: Key Vault Secrets User at vaults/kv-orders"]);
      expect((await deploy.plan()).isEmpty).toBe(true);
      await deploy.destroy();
      expect(simulator.resources()).toEqual([]);
    }),
  );
});

describe("a template deployment that fails", () => {
  const parts = (b: Arguments): Arguments => ({
    resources: [thing("a"), thing("b", { dependsOn: ["a"], ...b }), thing("c", { dependsOn: ["b"] }), thing("d")],
  });
  const wrong = parts({ properties: { x: "[reference('/subscriptions/s/resourceGroups/g/providers/A.B/c/d').x]" } });

  testWithTerraform("makes what does not depend on the failure, and is made again by the next apply", () =>
    inAzure(async (simulator, session) => {
      const deploy = session(stack(deployment(wrong)));
      const { diagnostics } = await deploy.apply();
      expect(errorsOf({ diagnostics })).toEqual([
        [
          'azurerm_resource_group_template_deployment.it: creating azurerm_resource_group_template_deployment "connections": unexpected status 409 with error: DeploymentFailed: At least one resource deployment operation failed:',
          "* Example.Things/things 'b': ResourceNotFound: The Resource '/subscriptions/s/resourceGroups/g/providers/A.B/c/d' was not found.",
        ].join("\n"),
      ]);
      expect(deployed(simulator)).toEqual(["Example.Things/things/a", "Example.Things/things/d"]);

      deploy.change(stack(deployment(parts({}))));
      expect((await deploy.plan()).changes).toEqual([expect.objectContaining({ action: "replace" })]);
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(deployed(simulator)).toHaveLength(4);
      expect((await deploy.plan()).isEmpty).toBe(true);
      expect(errorsOf(await deploy.destroy())).toEqual([]);
      expect(simulator.resources()).toEqual([]);
    }),
  );

  testWithTerraform("when it is updated is not tried again before it changes, and has no outputs until then", () =>
    inAzure(async (simulator, session) => {
      const outputs = { it: { type: "string", value: "x" } };
      const deploy = session(stack(deployment({ ...parts({}), outputs })));
      await deploy.apply();
      deploy.change(stack(deployment({ ...wrong, outputs })));
      expect(errorsOf(await deploy.apply())).toHaveLength(1);
      expect(attributesOf(simulator, "azurerm_resource_group_template_deployment")?.output_content).toBe("{}");
      expect((await deploy.plan()).isEmpty).toBe(true);

      deploy.change(stack(deployment({ ...parts({ tags: { again: "1" } }), outputs })));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect((await deploy.plan()).isEmpty).toBe(true);
      expect(errorsOf(await deploy.destroy())).toEqual([]);
      expect(simulator.resources()).toEqual([]);
    }),
  );

  // The group, the deployment, and the four things in it.
  testWithTerraform.each(Array.from({ length: 6 }, (_, index): [string, number] => [String(index + 1), index + 1]))(
    "at write %s is made up for by a second apply, and nothing is left",
    (_, n) =>
      inAzure(async (simulator, session) => {
        const deploy = session(stack(deployment(parts({}))));
        simulator.faults.failAt(n);
        expect(errorsOf(await deploy.apply()).join()).toContain("an error was requested of the simulator here");
        expect(errorsOf(await deploy.apply())).toEqual([]);
        expect(deployed(simulator)).toHaveLength(4);
        expect((await deploy.plan()).isEmpty).toBe(true);
        expect(errorsOf(await deploy.destroy())).toEqual([]);
        expect(simulator.resources()).toEqual([]);
      }),
  );

  testWithTerraform("because its answer is lost is made again", () =>
    inAzure(async (simulator, session) => {
      const deploy = session(stack(deployment(parts({}))));
      simulator.faults.loseAnswerAt(2);
      expect(errorsOf(await deploy.apply()).join()).toContain("504");
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(deployed(simulator)).toHaveLength(4);
      expect((await deploy.plan()).isEmpty).toBe(true);
    }),
  );

  testWithTerraform.each<[string, Arguments, string]>([
    [
      "Complete mode",
      { deployment_mode: "Complete" },
      'deployment_mode "Complete" deletes whatever the template does not have',
    ],
    ["text that is no JSON", { template_content: "{" }, "expanding `template_content`: it is no JSON object"],
    [
      "parameters that are no object",
      { parameters_content: "[]" },
      "expanding `parameters_content`: it is no JSON object",
    ],
    [
      "a parameter that nobody knows",
      { parameters_content: '{"a":{"value":1}}' },
      "400 with error: InvalidTemplate: Deployment template validation failed: 'The template parameters 'a' in the parameters file are not valid",
    ],
    [
      "an unknown function in a resource",
      deployment({ resources: [thing("a", { tags: { of: "[toLowerCase('A')]" } })] }),
      "InvalidTemplate: Deployment template validation failed: 'The template function 'toLowerCase' is not valid.'.",
    ],
    [
      "resources that wait for each other",
      deployment({ resources: [thing("a", { dependsOn: ["b"] }), thing("b", { dependsOn: ["a"] })] }),
      "Circular dependency detected on resource",
    ],
    [
      "a part that does not wait for its whole",
      deployment({
        resources: [connection({ kind: "V2" }), policy(undefined, { dependsOn: [] })],
        parameters: { principal: { type: "string", defaultValue: "x" } },
      }),
      "ParentResourceNotFound: Failed to perform 'write' on resource(s) of type 'Microsoft.Web/connections/accessPolicies'",
    ],
    [
      "a part of what is not there",
      deployment({ resources: [thing("x/a", { type: "Example.Things/things/parts" })] }),
      "ResourceNotFound: The Resource 'Example.Things/things/x'",
    ],
    [
      "outputs that cannot be evaluated",
      deployment({ resources: [thing("a")], outputs: { it: { type: "string", value: "[reference('a').url]" } } }),
      "DeploymentOutputEvaluationFailed: Unable to evaluate template outputs: InvalidTemplate: The language expression property 'url' doesn't exist",
    ],
    [
      "what Terraform deployed",
      deployment({ resources: [{ ...thing("rg"), type: "Microsoft.KeyVault/vaults", name: "kv-declared" }] }),
      "is there already as azurerm_key_vault",
    ],
  ])("tells of %s", (_, more, message) =>
    inAzure(async (simulator, session) => {
      simulator.declare("azurerm_key_vault", {
        name: "kv-declared",
        resource_group_name: "rg-declared",
        id: `${groupIdOf(simulator)}/providers/Microsoft.KeyVault/vaults/kv-declared`,
      });
      const errors = errorsOf(await session(stack({ ...deployment({}), ...more })).apply());
      expect(errors).toEqual([expect.stringContaining(message)]);
    }),
  );
});
