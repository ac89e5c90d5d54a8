import { accessOf, configuration, deploying, errorsOf, GROUP, identity, inAzure } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";

const GRAPH = { client_id: "00000003-0000-0000-c000-000000000000" };
const USER_READ_ALL = "df021288-bdef-4463-88db-98f22de89214";
const READERS = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b";
const NOBODY = "12345678-1234-4234-8234-123456789abc";

const identities = { ...GROUP, azurerm_user_assigned_identity: { it: identity() } };
const principal = "${azurerm_user_assigned_identity.it.principal_id}";
const graph = { data: { azuread_service_principal: { graph: GRAPH } } };

describe("groups", () => {
  testWithTerraform("have members, by themselves or by memberships, and come to rest", () =>
    inAzure(async (simulator, session) => {
      const deploy = session(
        deploying(
          {
            ...identities,
            azuread_group: { it: { display_name: "readers", security_enabled: true } },
            azuread_group_member: {
              it: { group_object_id: "${azuread_group.it.object_id}", member_object_id: principal },
            },
          },
          { output: { group: { value: "${azuread_group.it.id} ${azuread_group.it.object_id}" } } },
        ),
      );
      const { outputs } = await deploy.apply();
      expect(outputs.group).toMatch(/^\/groups\/(\S+) \1$/);
      expect(accessOf(simulator)).toEqual(["id-orders: Member at readers"]);
      expect((await deploy.plan()).isEmpty).toBe(true);
      await deploy.destroy();
      expect(simulator.resources()).toEqual([]);
    }),
  );

  testWithTerraform("lose a member that is taken away, also while the group itself changes", () =>
    inAzure(async (simulator, session) => {
      const groups = (group: Record<string, unknown>, member?: unknown): ReturnType<typeof deploying> =>
        deploying({
          ...identities,
          azuread_group: { it: { display_name: "readers", security_enabled: true, ...group } },
          ...(member !== undefined && { azuread_group_member: { it: member } }),
        });
      const member = { group_object_id: "${azuread_group.it.object_id}", member_object_id: principal };
      const deploy = session(groups({}, member));
      await deploy.apply();
      expect(simulator.access()).toHaveLength(1);
      deploy.change(groups({ description: "who reads" }));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(simulator.access()).toEqual([]);
      expect((await deploy.plan()).isEmpty).toBe(true);
    }),
  );

  testWithTerraform("take no members that do not exist, and no name twice where that is asked for", () =>
    inAzure(async (_, session) => {
      const group = { display_name: "readers", security_enabled: true, prevent_duplicate_names: true };
      const deploy = session(
        deploying({
          azuread_group: {
            stranger: { ...group, display_name: "strangers", members: [NOBODY] },
            it: group,
            again: { ...group, depends_on: ["azuread_group.it"] },
          },
        }),
      );
      const errors = errorsOf(await deploy.apply()).join("\n");
      expect(errors).toContain('azuread_group.stranger: creating azuread_group "strangers": unexpected status 404');
      expect(errors).toContain('azuread_group.again: creating azuread_group "readers": tried to create a group');
    }),
  );
});

describe("application roles", () => {
  const assignment = {
    app_role_id: USER_READ_ALL,
    principal_object_id: principal,
    resource_object_id: "${data.azuread_service_principal.graph.object_id}",
  };
  const assigning = (assignments: Record<string, unknown>): ReturnType<typeof deploying> =>
    deploying({ ...identities, azuread_app_role_assignment: assignments }, graph);

  testWithTerraform("of Microsoft Graph are there by name and id", () =>
    inAzure(async (simulator, session) => {
      const byName = {
        ...assignment,
        app_role_id: '${data.azuread_service_principal.graph.app_role_ids["User.Read.All"]}',
      };
      const deploy = session(assigning({ it: byName }));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(accessOf(simulator)).toEqual(["id-orders: User.Read.All at Microsoft Graph"]);
      expect((await deploy.plan()).isEmpty).toBe(true);
    }),
  );

  testWithTerraform("are refused twice, and where the application has none of that id", () =>
    inAzure(async (_, session) => {
      const again = { ...assignment, depends_on: ["azuread_app_role_assignment.it"] };
      const unknown = { ...assignment, app_role_id: NOBODY };
      const errors = errorsOf(await session(assigning({ it: assignment, again, unknown })).apply()).join("\n");
      expect(errors).toContain("azuread_app_role_assignment.again: ");
      expect(errors).toContain("Permission being assigned already exists on the object");
      expect(errors).toContain("Permission being assigned was not found on application 'Microsoft Graph'");
    }),
  );

  testWithTerraform("of an own application are granted to other principals", () =>
    inAzure(async (simulator, session) => {
      const app_role = [
        {
          id: NOBODY,
          value: "Orders.Write",
          display_name: "Write",
          description: "Write",
          allowed_member_types: ["Application"],
        },
      ];
      const deploy = session(
        deploying({
          ...identities,
          azuread_application: { it: { display_name: "orders-api", app_role } },
          azuread_service_principal: { it: { client_id: "${azuread_application.it.client_id}" } },
          azuread_app_role_assignment: {
            it: {
              app_role_id: '${azuread_service_principal.it.app_role_ids["Orders.Write"]}',
              principal_object_id: principal,
              resource_object_id: "${azuread_service_principal.it.object_id}",
            },
          },
          azuread_application_federated_identity_credential: {
            it: {
              application_id: "${azuread_application.it.id}",
              display_name: "main",
              audiences: ["api://AzureADTokenExchange"],
              issuer: "https://token.actions.githubusercontent.com",
              subject: "repo:contoso/orders:ref:refs/heads/main",
            },
          },
        }),
      );
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(accessOf(simulator)).toEqual(["id-orders: Orders.Write at orders-api"]);
      expect((await deploy.plan()).isEmpty).toBe(true);
      expect(errorsOf(await deploy.destroy())).toEqual([]);
      expect(simulator.resources()).toEqual([]);
    }),
  );
});

describe("an application that gets a role later", () => {
  testWithTerraform("offers it to principals once it is there", () =>
    inAzure(async (simulator, session) => {
      const roleOf = (value: string): Record<string, unknown> => ({
        id: value === "Read" ? NOBODY : USER_READ_ALL,
        value,
        display_name: value,
        description: value,
        allowed_member_types: ["Application"],
      });
      const application = (
        roles: unknown[],
        more: Record<string, Record<string, unknown>> = {},
      ): ReturnType<typeof deploying> =>
        deploying({
          ...identities,
          azuread_application: { it: { display_name: "orders-api", app_role: roles } },
          azuread_service_principal: { it: { client_id: "${azuread_application.it.client_id}" } },
          ...more,
        });
      const deploy = session(application([roleOf("Read")]));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      const assignment = {
        app_role_id: '${azuread_application.it.app_role_ids["Write"]}',
        principal_object_id: principal,
        resource_object_id: "${azuread_service_principal.it.object_id}",
      };
      deploy.change(
        application([roleOf("Read"), roleOf("Write")], { azuread_app_role_assignment: { it: assignment } }),
      );
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(accessOf(simulator)).toEqual(["id-orders: Write at orders-api"]);
      expect((await deploy.plan()).isEmpty).toBe(true);
    }),
  );
});

describe("service principals", () => {
  testWithTerraform("of applications that exist already are adopted on request, and stay", () =>
    inAzure(async (_, session) => {
      const adopting = (more: Record<string, unknown>): ReturnType<typeof deploying> =>
        deploying({ azuread_service_principal: { graph: { ...GRAPH, ...more } } });
      expect(errorsOf(await session(adopting({})).apply()).join()).toContain("already exists");
      const deploy = session(adopting({ use_existing: true }));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect((await deploy.plan()).isEmpty).toBe(true);
      await deploy.destroy();
      expect(errorsOf(await session(configuration(graph)).apply())).toEqual([]);
    }),
  );

  testWithTerraform("need an application behind them", () =>
    inAzure(async (_, session) => {
      const deploy = session(deploying({ azuread_service_principal: { it: { client_id: NOBODY } } }));
      expect(errorsOf(await deploy.apply()).join()).toContain("NoBackingApplicationObject");
    }),
  );
});

describe("directory roles", () => {
  const role = (more: Record<string, unknown>): Record<string, Record<string, unknown>> => ({
    azuread_directory_role: { it: { template_id: READERS } },
    azuread_directory_role_assignment: {
      it: { role_id: "${azuread_directory_role.it.template_id}", principal_object_id: principal, ...more },
    },
  });

  testWithTerraform("are activated by every stack that wants them, and assigned once", () =>
    inAzure(async (simulator, session) => {
      const first = session(deploying({ ...identities, ...role({}) }));
      expect(errorsOf(await first.apply())).toEqual([]);
      expect(accessOf(simulator)).toEqual(["id-orders: Directory Readers at Microsoft Entra ID"]);
      const principalId = simulator.access()[0]?.principalId;
      const byName = { azuread_directory_role: { it: { display_name: "Directory Readers" } } };
      const second = session(deploying({ ...role({ principal_object_id: principalId }), ...byName }));
      expect(errorsOf(await second.apply()).join()).toContain("A conflicting object");
      await second.destroy();
      expect((await first.plan()).isEmpty).toBe(true);
      await first.destroy();
      expect(simulator.access()).toEqual([]);
    }),
  );

  testWithTerraform("that do not exist, and principals that do not, are refused", () =>
    inAzure(async (_, session) => {
      const deploy = session(
        deploying({ ...identities, azuread_directory_role: { it: { display_name: "Directory Raeders" } } }),
      );
      expect(errorsOf(await deploy.apply()).join()).toContain(
        "no directory role template has the template ID or display name",
      );
      deploy.change(deploying({ ...identities, ...role({ principal_object_id: NOBODY }) }));
      expect(errorsOf(await deploy.apply()).join()).toContain("Request_ResourceNotFound");
    }),
  );
});
