import { LogicAppActionCustom } from "@cdktf/provider-azurerm/lib/logic-app-action-custom";
import { TerraformOutput, type TerraformStack } from "cdktf";
import { KeyVaultAccess, ManagedIdentityBinding, TokenAudience } from "../../lib";
import {
  ConsumptionWorkflow,
  HttpAction,
  KeyVaultConnector,
  ManagedApi,
  ManagedIdentityApiConnection,
  type WorkflowAction,
  WorkflowDefinition,
} from "../../lib/logic-app";
import { type SimulatedResource, type Simulator } from "../../simulator";
import { identity, keyVault, resourceGroup, workflow as azurermWorkflow } from "../support/azure";
import { accessOf, errorsOf, inAzure } from "../support/simulation";
import { testStack } from "../support/synth";
import { testWithTerraform } from "../support/terraform";

const TYPE = "Microsoft.Logic/workflows";

/** A workflow in which each action runs after the one before. */
interface Version {
  readonly actions: readonly string[];
  readonly shared?: boolean;
  readonly enabled?: boolean;
  readonly displayName?: string;
}

function versionOf({ actions, shared = false, enabled, displayName }: Version): TerraformStack {
  const stack = testStack();
  const group = resourceGroup(stack);
  const vault = keyVault(stack);
  const workflow = new ConsumptionWorkflow(stack, "flow", {
    name: "orders",
    resourceGroup: group,
    identity: shared ? identity(stack) : undefined,
    enabled,
  });
  const connection = new ManagedIdentityApiConnection(stack, "secrets", {
    api: ManagedApi.KEY_VAULT,
    resourceGroup: group,
    parameters: { vaultName: "kv-orders" },
    displayName,
  });
  const secrets = KeyVaultConnector.of(workflow.connect(connection));
  actions.forEach((name, index) => {
    const runAfter = actions.slice(index - 1, index);
    workflow.addAction(name, index === 0 ? call(workflow) : secrets.getSecret({ secret: "api-key", runAfter }));
  });
  new ManagedIdentityBinding(stack, "reader", {
    principal: workflow.principal,
    access: [KeyVaultAccess.readSecrets(vault)],
  });
  return stack;
}

const call = (workflow: ConsumptionWorkflow): WorkflowAction =>
  HttpAction.get("https://management.azure.com/subscriptions", {
    authentication: workflow.authenticate({ audience: TokenAudience.RESOURCE_MANAGER }),
  });

/** The workflow as Resource Manager shows it. */
function workflowIn(simulator: Simulator): SimulatedResource["attributes"] {
  const [found, ...others] = simulator.resources().filter(({ type }) => type === TYPE);
  expect(others).toEqual([]);
  return found?.attributes ?? {};
}

const actionsIn = (simulator: Simulator): unknown =>
  Object.keys((workflowIn(simulator).properties as { definition: { actions: object } }).definition.actions);

describe("a whole workflow", () => {
  testWithTerraform("changes in one apply, and keeps its identity and its access", async () => {
    await inAzure(async (simulator, session) => {
      simulator.declare("azurerm_resource_group", { name: "rg-test" });
      const deployment = session(versionOf({ actions: ["A", "B", "C"] }));
      const apply = async (version: Version): Promise<string[]> => {
        deployment.change(versionOf(version));
        const applied = await deployment.apply();
        expect(errorsOf(applied)).toEqual([]);
        expect(await deployment.plan()).toMatchObject({ ok: true, isEmpty: true });
        return applied.changes.map(({ action, address }) => `${action} ${address}`);
      };

      await apply({ actions: ["A", "B", "C"] });
      expect(actionsIn(simulator)).toEqual(["A", "B", "C"]);
      expect(workflowIn(simulator)).toMatchObject({
        name: "orders",
        location: "westeurope",
        identity: { type: "SystemAssigned" },
        properties: {
          state: "Enabled",
          parameters: {
            $connections: {
              value: {
                keyvault: {
                  connectionId: expect.stringMatching(/\/connections\/secrets$/) as unknown,
                  connectionName: "secrets",
                  id: expect.stringMatching(/\/managedApis\/keyvault$/) as unknown,
                  connectionProperties: { authentication: { type: "ManagedServiceIdentity" } },
                },
              },
            },
          },
        },
      });
      const { identity: own } = workflowIn(simulator);
      const access = accessOf(simulator);
      expect(access).toEqual(["orders: Key Vault Secrets User at vaults/vault"]);

      const updated = ["update azurerm_resource_group_template_deployment.flow"];
      expect(await apply({ actions: ["A", "B2", "C"] })).toEqual(updated);
      expect(await apply({ actions: ["A", "C"] })).toEqual(updated);
      expect(await apply({ actions: ["A", "C"], enabled: false })).toEqual(updated);
      expect(actionsIn(simulator)).toEqual(["A", "C"]);
      expect(workflowIn(simulator)).toMatchObject({ identity: own, properties: { state: "Disabled" } });
      expect(await apply({ actions: ["A", "C", "D"], enabled: false, displayName: "Secrets" })).toEqual([
        "update azurerm_resource_group_template_deployment.flow",
        "update azurerm_resource_group_template_deployment.secrets",
      ]);
      expect(workflowIn(simulator)).toMatchObject({ identity: own, properties: { state: "Disabled" } });
      expect(accessOf(simulator)).toEqual(access);

      await apply({ actions: ["A", "C"], shared: true });
      expect(workflowIn(simulator)).toMatchObject({ identity: { type: "UserAssigned" } });
      expect(accessOf(simulator)).toEqual(["id-orders: Key Vault Secrets User at vaults/vault"]);
      await apply({ actions: ["A", "C"] });
      expect(accessOf(simulator)).toEqual(access);

      expect(errorsOf(await deployment.destroy())).toEqual([]);
      expect(simulator.resources().map(({ type }) => type)).toEqual([]);
    });
  });
});

describe("a workflow that azurerm wrote part by part", () => {
  const PARTS = ["azurerm_logic_app_workflow", "azurerm_logic_app_action_custom"];

  /** Actions by name, with the one that each runs after. */
  function inParts(actions: Readonly<Record<string, string | undefined>>): TerraformStack {
    const stack = testStack();
    const app = azurermWorkflow(stack, "orders", { name: "orders", identity: { type: "SystemAssigned" } });
    const made = new Map<string, LogicAppActionCustom>();
    Object.entries(actions).forEach(([name, before]) => {
      const runAfter = before === undefined ? {} : { [before]: ["Succeeded"] };
      const body = JSON.stringify({ type: "Compose", inputs: name, runAfter });
      const dependsOn = [made.get(before ?? "")].filter((one) => one !== undefined);
      made.set(name, new LogicAppActionCustom(stack, name, { name, logicAppId: app.id, body, dependsOn }));
    });
    return stack;
  }

  /** The same workflow as a whole, with what Terraform forgets. */
  function asWhole(names: readonly string[]): TerraformStack {
    const stack = testStack();
    const workflow = new ConsumptionWorkflow(stack, "whole", {
      name: "orders",
      resourceGroupName: "rg-test",
      location: "westeurope",
      definition: WorkflowDefinition.fromObject({ actions: { A: { type: "Compose", inputs: "A", runAfter: {} } } }),
    });
    new TerraformOutput(stack, "principal", { value: workflow.principal.objectId.value });
    stack.addOverride(
      "removed",
      ["azurerm_logic_app_workflow.orders", ...names.map((name) => `azurerm_logic_app_action_custom.${name}`)].map(
        (from) => ({ from, lifecycle: { destroy: false } }),
      ),
    );
    return stack;
  }

  testWithTerraform("loses an action in two applies, and becomes a whole without being deleted", async () => {
    await inAzure(async (simulator, session) => {
      simulator.declare("azurerm_resource_group", { name: "rg-test" });
      const deployment = session(inParts({ A: undefined, B: "A", C: "B" }));
      expect(errorsOf(await deployment.apply())).toEqual([]);

      deployment.change(inParts({ A: undefined, C: "A" }));
      for (const attempt of [1, 2]) {
        expect({ attempt, errors: errorsOf(await deployment.apply()) }).toEqual({
          attempt,
          errors: [expect.stringContaining("InvalidTemplate")],
        });
      }
      for (const actions of [
        { A: undefined, B: "A", C: "A" },
        { A: undefined, C: "A" },
      ]) {
        deployment.change(inParts(actions));
        expect(errorsOf(await deployment.apply())).toEqual([]);
      }

      const own = simulator.resources().find(({ type }) => type === "azurerm_logic_app_workflow");
      const [{ principal_id: principalId = "" } = {}] = own?.attributes.identity as { principal_id?: string }[];
      deployment.change(asWhole(["A", "C"]));
      expect(errorsOf(await deployment.apply())).toEqual([]);
      expect(await deployment.plan()).toMatchObject({ ok: true, isEmpty: true });
      expect(simulator.resources().filter(({ type }) => PARTS.includes(type))).toEqual([]);
      expect(actionsIn(simulator)).toEqual(["A"]);
      expect(principalId).not.toBe("");
      expect(workflowIn(simulator)).toMatchObject({ identity: { principalId } });
    });
  });
});
