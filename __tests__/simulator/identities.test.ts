import { type TerraformSession } from "../../simulator";
import { accessOf, deploying, errorsOf, GROUP, identity, inAzure, server, workflow } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SYSTEM = { type: "SystemAssigned" };
const USER = { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.it.id}"] };

const workflows = (block?: unknown, more: Record<string, unknown> = {}): ReturnType<typeof deploying> =>
  deploying(
    {
      ...GROUP,
      azurerm_user_assigned_identity: { it: identity() },
      azurerm_logic_app_workflow: { it: workflow(block) },
      ...more,
    },
    {
      output: {
        principal: { value: "${try(azurerm_logic_app_workflow.it.identity[0].principal_id, null)}" },
        tenant: { value: "${try(azurerm_logic_app_workflow.it.identity[0].tenant_id, null)}" },
      },
    },
  );

async function principalAfterApply(session: TerraformSession): Promise<unknown> {
  const { ok, outputs, output } = await session.apply();
  return ok ? outputs.principal : output;
}

describe("a system-assigned identity", () => {
  testWithTerraform("has a principal id that is known after apply, and stays until it is removed", () =>
    inAzure(async (simulator, session) => {
      const deploy = session(workflows(SYSTEM));
      const first = await principalAfterApply(deploy);
      expect(first).toMatch(GUID);
      expect((await deploy.plan()).isEmpty).toBe(true);
      expect((await deploy.apply()).outputs).toEqual({ principal: first, tenant: simulator.account.tenantId });

      deploy.change(workflows());
      expect(await principalAfterApply(deploy)).toBeUndefined();
      // An output is planned with what is known of an update: the next apply tells the principal.
      deploy.change(workflows(SYSTEM));
      expect(await principalAfterApply(deploy)).toBeUndefined();
      const second = await principalAfterApply(deploy);
      expect(second).toMatch(GUID);
      expect(second).not.toBe(first);
    }),
  );

  testWithTerraform("of a resource that is made again is another one", () =>
    inAzure(async (_, session) => {
      const deploy = session(workflows(SYSTEM));
      const first = await principalAfterApply(deploy);
      await deploy.destroy();
      expect(await principalAfterApply(deploy)).not.toBe(first);
    }),
  );

  testWithTerraform("that joins a user-assigned one in place is seen only by the next apply", () =>
    inAzure(async (simulator, session) => {
      const both = { type: "SystemAssigned, UserAssigned", identity_ids: USER.identity_ids };
      const servers = (block: unknown, assignment?: unknown): ReturnType<typeof deploying> =>
        deploying({
          ...GROUP,
          azurerm_user_assigned_identity: { it: identity() },
          azurerm_mssql_server: {
            it: server(block, { primary_user_assigned_identity_id: "${azurerm_user_assigned_identity.it.id}" }),
          },
          ...(assignment !== undefined && { azurerm_role_assignment: { it: assignment } }),
        });
      const assignment = {
        scope: "${azurerm_resource_group.it.id}",
        role_definition_name: "Reader",
        principal_id: "${azurerm_mssql_server.it.identity[0].principal_id}",
      };
      const deploy = session(servers(USER));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      deploy.change(servers(both, assignment));
      const { diagnostics } = await deploy.apply();
      expect(diagnostics).toMatchObject([
        {
          summary: "Provider produced inconsistent final plan",
          detail: expect.stringMatching(
            /invalid new\s+value for \.principal_id: was cty\.StringVal\(""\), but now\s+cty\.StringVal\("[0-9a-f-]{36}"\)/,
          ) as string,
        },
      ]);
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(accessOf(simulator)).toContain("sql-orders: Reader at resourceGroups/rg");
      expect((await deploy.plan()).isEmpty).toBe(true);
    }),
  );

  // https://github.com/hashicorp/terraform-provider-azurerm/issues/22703
  testWithTerraform("of a resource that had no identity at all cannot be granted anything in the same plan", () =>
    inAzure(async (simulator, session) => {
      const granted = {
        azurerm_role_assignment: {
          it: {
            scope: "${azurerm_resource_group.it.id}",
            role_definition_name: "Reader",
            principal_id: "${azurerm_logic_app_workflow.it.identity[0].principal_id}",
          },
        },
      };
      const deploy = session(workflows());
      await deploy.apply();
      deploy.change(workflows(SYSTEM, granted));
      expect((await deploy.apply()).diagnostics).toMatchObject([
        {
          address: "azurerm_role_assignment.it",
          summary: "Missing required argument",
          detail: 'The argument "principal_id" is required, but no definition was found.',
        },
      ]);
      deploy.change(workflows(SYSTEM));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      deploy.change(workflows(SYSTEM, granted));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(accessOf(simulator)).toEqual(["logic-orders: Reader at resourceGroups/rg"]);
      expect((await deploy.plan()).changes).toEqual([]);
    }),
  );

  testWithTerraform("of a new resource can be granted something in the same plan", () =>
    inAzure(async (simulator, session) => {
      const assignment = {
        scope: "${azurerm_resource_group.it.id}",
        role_definition_name: "Reader",
        principal_id: "${azurerm_logic_app_workflow.it.identity[0].principal_id}",
      };
      const deploy = session(workflows(SYSTEM, { azurerm_role_assignment: { it: assignment } }));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(accessOf(simulator)).toEqual(["logic-orders: Reader at resourceGroups/rg"]);
    }),
  );
});

describe("a user-assigned identity", () => {
  testWithTerraform("has a principal and a client id, and a resource that carries it has neither", () =>
    inAzure(async (simulator, session) => {
      const deploy = session(workflows(USER));
      expect(await principalAfterApply(deploy)).toBe("");
      const made = simulator.resources().find(({ type }) => type === "azurerm_user_assigned_identity");
      const { subscriptionId, tenantId } = simulator.account;
      expect(made).toMatchObject({
        id: `/subscriptions/${subscriptionId}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders`,
        attributes: {
          principal_id: expect.stringMatching(GUID) as string,
          client_id: expect.stringMatching(GUID) as string,
          tenant_id: tenantId,
        },
      });
      expect(made?.attributes.client_id).not.toBe(made?.attributes.principal_id);
      expect((await deploy.plan()).isEmpty).toBe(true);
    }),
  );

  testWithTerraform("has to exist to be carried", () =>
    inAzure(async (_, session) => {
      const nobody = { ...USER, identity_ids: ["${azurerm_user_assigned_identity.it.id}-2"] };
      expect(errorsOf(await session(workflows(nobody)).apply()).join()).toContain("FailedIdentityOperation");
    }),
  );

  testWithTerraform("has to be the only one where a resource takes one", () =>
    inAzure(async (_, session) => {
      const two = { ...USER, identity_ids: [...USER.identity_ids, "${azurerm_user_assigned_identity.other.id}"] };
      const azurerm_user_assigned_identity = { it: identity(), other: identity("id-other") };
      expect(errorsOf(await session(workflows(two, { azurerm_user_assigned_identity })).apply())).toEqual([
        expect.stringMatching(/azurerm_logic_app_workflow takes 1 user-assigned identity, and the request has 2\.$/),
      ]);
    }),
  );

  testWithTerraform("has to be named as the primary one on a server", () =>
    inAzure(async (_, session) => {
      const deploy = session(
        deploying({
          ...GROUP,
          azurerm_user_assigned_identity: { it: identity() },
          azurerm_mssql_server: { it: server(USER) },
        }),
      );
      expect(errorsOf(await deploy.apply()).join()).toContain("InvalidPrimaryUserAssignedIdentity");
    }),
  );
});

describe("an identity block", () => {
  testWithTerraform("of a kind that the type does not take is refused before anything is planned", () =>
    inAzure(async (_, session) => {
      const both = { type: "SystemAssigned, UserAssigned", identity_ids: USER.identity_ids };
      expect((await session(workflows(both)).validate()).diagnostics).toMatchObject([
        {
          address: "azurerm_logic_app_workflow.it",
          summary:
            'expected identity.0.type to be one of ["SystemAssigned" "UserAssigned"], got SystemAssigned, UserAssigned',
        },
      ]);
    }),
  );

  testWithTerraform.each<[string, unknown, string]>([
    ["without the identities that it speaks of", { type: "UserAssigned" }, "has to name an identity"],
    ["with identities that it does not speak of", { ...USER, type: "SystemAssigned" }, "can only be given"],
  ])("%s is refused", (_, block, message) =>
    inAzure(async (__, session) => {
      expect(errorsOf(await session(workflows(block)).apply()).join()).toContain(message);
    }),
  );
});

describe("every managed identity", () => {
  testWithTerraform("has a service principal, which tells the client id", () =>
    inAzure(async (_, session) => {
      const look = (of: string): unknown => ({ object_id: of });
      const deploy = session(
        deploying(
          {
            ...GROUP,
            azurerm_user_assigned_identity: { it: identity() },
            azurerm_logic_app_workflow: { it: workflow(SYSTEM) },
          },
          {
            data: {
              azuread_service_principal: {
                user: look("${azurerm_user_assigned_identity.it.principal_id}"),
                system: look("${azurerm_logic_app_workflow.it.identity[0].principal_id}"),
              },
            },
            output: {
              user: { value: "${data.azuread_service_principal.user}" },
              system: { value: "${data.azuread_service_principal.system}" },
              clientId: { value: "${azurerm_user_assigned_identity.it.client_id}" },
            },
          },
        ),
      );
      const { outputs } = await deploy.apply();
      expect(outputs.user).toMatchObject({
        display_name: "id-orders",
        client_id: outputs.clientId,
        type: "ManagedIdentity",
      });
      expect(outputs.system).toMatchObject({
        display_name: "logic-orders",
        client_id: expect.stringMatching(GUID) as string,
      });
      expect((await deploy.plan()).isEmpty).toBe(true);
    }),
  );
});

describe("federated credentials", () => {
  const credential = (name: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
    name,
    resource_group_name: "${azurerm_resource_group.it.name}",
    parent_id: "${azurerm_user_assigned_identity.it.id}",
    issuer: "https://token.actions.githubusercontent.com",
    subject: `repo:contoso/${name}:ref:refs/heads/main`,
    audience: ["api://AzureADTokenExchange"],
    ...more,
  });
  const credentials = (them: Record<string, unknown>): ReturnType<typeof deploying> =>
    deploying({
      ...GROUP,
      azurerm_user_assigned_identity: { it: identity() },
      azurerm_federated_identity_credential: them,
    });
  const after = { depends_on: ["azurerm_federated_identity_credential.a"] };

  testWithTerraform("of one identity can come in one apply, up to twenty", () =>
    inAzure(async (_, session) => {
      const many = (count: number): ReturnType<typeof deploying> =>
        credentials({ it: { ...credential("c${count.index}"), count } });
      const deploy = session(many(20));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect((await deploy.plan()).changes).toEqual([]);
      deploy.change(many(21));
      expect(errorsOf(await deploy.apply()).join()).toContain("at most 20 are possible");
    }),
  );

  testWithTerraform("of one identity differ in issuer or subject", () =>
    inAzure(async (_, session) => {
      const same = { ...after, subject: "repo:contoso/a:ref:refs/heads/main" };
      const deploy = session(credentials({ a: credential("a"), b: credential("b", same) }));
      expect(errorsOf(await deploy.apply()).join()).toContain("Issuer and subject combination already exists");
    }),
  );
});

testWithTerraform("the kubelet of a cluster has an identity that can be granted something", () =>
  inAzure(async (simulator, session) => {
    const place = { resource_group_name: "${azurerm_resource_group.it.name}", location: "westeurope" };
    const deploy = session(
      deploying({
        ...GROUP,
        azurerm_container_registry: { it: { ...place, name: "crorders", sku: "Basic" } },
        azurerm_kubernetes_cluster: {
          it: {
            ...place,
            name: "aks",
            dns_prefix: "aks",
            identity: [SYSTEM],
            default_node_pool: [{ name: "default", vm_size: "Standard_B2s", node_count: 1 }],
          },
        },
        azurerm_role_assignment: {
          it: {
            scope: "${azurerm_container_registry.it.id}",
            role_definition_name: "AcrPull",
            principal_id: "${azurerm_kubernetes_cluster.it.kubelet_identity[0].object_id}",
          },
        },
      }),
    );
    expect(errorsOf(await deploy.apply())).toEqual([]);
    expect(accessOf(simulator)).toEqual(["aks-agentpool: AcrPull at registries/crorders"]);
    expect((await deploy.plan()).isEmpty).toBe(true);
  }),
);
