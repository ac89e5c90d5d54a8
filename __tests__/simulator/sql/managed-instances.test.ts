import { type Simulator, type TerraformConfiguration } from "../../../simulator";
import { accessOf, deploying, errorsOf, GROUP, identity, inAzure } from "../../support/simulation";
import { testWithTerraform } from "../../support/terraform";
import { type Answer, refusal, using } from "./client";

const SUBNET = "/subscriptions/x/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/v/subnets/sqlmi";
const READERS = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b";
const HOST = /^mi-orders\.[0-9a-f]{12}\.database\.windows\.net$/;

interface Extras {
  readonly instance?: Readonly<Record<string, unknown>>;
  readonly resources?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** An instance with a database, and an identity for whoever needs one. */
const deployment = ({ instance = {}, resources = {} }: Extras = {}): TerraformConfiguration =>
  deploying(
    {
      ...GROUP,
      azurerm_user_assigned_identity: { it: identity("app") },
      azurerm_mssql_managed_instance: {
        it: {
          name: "mi-orders",
          resource_group_name: "${azurerm_resource_group.it.name}",
          location: "westeurope",
          license_type: "BasePrice",
          sku_name: "GP_Gen5",
          storage_size_in_gb: 32,
          vcores: 4,
          subnet_id: SUBNET,
          ...instance,
        },
      },
      azurerm_mssql_managed_database: {
        it: { name: "shop", managed_instance_id: "${azurerm_mssql_managed_instance.it.id}" },
      },
      ...resources,
    },
    {
      output: {
        fqdn: { value: "${azurerm_mssql_managed_instance.it.fqdn}" },
        zone: { value: "${azurerm_mssql_managed_instance.it.dns_zone}" },
      },
    },
  );

const administrator = (simulator: Simulator): Record<string, unknown> => ({
  azure_active_directory_administrator: [
    {
      login_username: "Deployer",
      object_id: simulator.account.objectId,
      principal_type: "User",
      azuread_authentication_only_enabled: true,
    },
  ],
});

const onInstance =
  (simulator: Simulator, host: string) =>
  (sql: string, database = "master", objectId = simulator.account.objectId): Promise<Answer> =>
    using(simulator.sql, { host, database, objectId }, (client) => client.query(sql));

const principalIdOf = (simulator: Simulator): string =>
  String(simulator.resources().find(({ type }) => type === "azurerm_user_assigned_identity")?.attributes.principal_id);

describe("a managed instance", () => {
  testWithTerraform("has a name with a zone in it, and a server behind it that its administrator signs in to", () =>
    inAzure(async (simulator, session) => {
      const deploy = session(deployment({ instance: administrator(simulator) }));
      const applied = await deploy.apply();
      expect(errorsOf(applied)).toEqual([]);
      const { fqdn, zone } = applied.outputs as { fqdn: string; zone: string };
      expect(fqdn).toMatch(HOST);
      expect(fqdn).toContain(`.${zone}.`);
      const run = onInstance(simulator, fqdn);
      expect(await run("SELECT SERVERPROPERTY('EngineEdition') AS edition, DB_NAME() AS name", "shop")).toEqual({
        sets: [[{ edition: "8", name: "shop" }]],
        errors: [],
      });
      expect(accessOf(simulator)).toEqual(["Deployer: Microsoft Entra administrator at managedInstances/mi-orders"]);
      expect((await deploy.plan()).changes).toEqual([]);
      expect(errorsOf(await deploy.destroy())).toEqual([]);
      expect(simulator.resources()).toEqual([]);
    }),
  );

  testWithTerraform("has logins, users and the roles of SQL Server, which access() tells", () =>
    inAzure(async (simulator, session) => {
      const deploy = session(deployment({ instance: administrator(simulator) }));
      const { fqdn } = (await deploy.apply()).outputs as { fqdn: string };
      const run = onInstance(simulator, fqdn);
      for (const [sql, database] of [
        ["CREATE LOGIN [app] FROM EXTERNAL PROVIDER", "master"],
        ["ALTER SERVER ROLE [sysadmin] ADD MEMBER [app]", "shop"],
        ["CREATE USER [app] FROM LOGIN [app]", "shop"],
        ["ALTER ROLE [db_datareader] ADD MEMBER [app]", "shop"],
      ] as const) {
        expect([sql, (await run(sql, database)).errors]).toEqual([sql, []]);
      }
      expect(accessOf(simulator)).toEqual([
        "Deployer: Microsoft Entra administrator at managedInstances/mi-orders",
        "app: sysadmin at managedInstances/mi-orders",
        "app: db_datareader at databases/shop",
      ]);
      // A member of sysadmin may do everything, also in databases where it has no user.
      const asApp = await run("CREATE ROLE [clerks]", "master", principalIdOf(simulator));
      expect(asApp.errors).toEqual([]);
      const roles = await run("SELECT IS_SRVROLEMEMBER('sysadmin', 'app') AS member");
      expect(roles.sets).toEqual([[{ member: 1 }]]);
    }),
  );

  testWithTerraform("takes groups into its roles, and no users by SID alone", () =>
    inAzure(async (simulator, session) => {
      simulator.declare("azuread_group", { display_name: "team" });
      const deploy = session(deployment({ instance: administrator(simulator) }));
      const { fqdn } = (await deploy.apply()).outputs as { fqdn: string };
      const run = onInstance(simulator, fqdn);
      expect((await run("CREATE LOGIN [team] FROM EXTERNAL PROVIDER")).errors).toEqual([]);
      expect((await run("ALTER SERVER ROLE [dbcreator] ADD MEMBER [team]")).errors).toEqual([]);
      const bySid = (type: string): string => `CREATE USER [x] WITH SID = 0x${"00".repeat(16)}, TYPE = ${type}`;
      expect((await run(bySid("E"), "shop")).errors).toEqual([102]);
      expect((await run(bySid("X"), "shop")).errors).toEqual([102]);
      expect((await run("DBCC FLUSHAUTHCACHE", "shop")).errors).toEqual([40518]);
    }),
  );

  testWithTerraform("has its administrator as a resource of its own, too", () =>
    inAzure(async (simulator, session) => {
      const separate = {
        azurerm_mssql_managed_instance_active_directory_administrator: {
          it: {
            managed_instance_id: "${azurerm_mssql_managed_instance.it.id}",
            login_username: "Deployer",
            object_id: simulator.account.objectId,
            tenant_id: simulator.account.tenantId,
          },
        },
      };
      const login = { administrator_login: "sqladmin", administrator_login_password: "Pa55word!" };
      const deploy = session(deployment({ instance: login }));
      const { fqdn } = (await deploy.apply()).outputs as { fqdn: string };
      const objectId = simulator.account.objectId;
      expect(await refusal(simulator.sql, { host: fqdn, objectId })).toEqual([18456]);
      deploy.change(deployment({ instance: login, resources: separate }));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(await refusal(simulator.sql, { host: fqdn, objectId })).toEqual([]);
    }),
  );

  testWithTerraform("looks names up for a service principal with its identity, which has to be a reader", () =>
    inAzure(async (simulator, session) => {
      const asApplication = (kind: Record<string, unknown>, more: Extras["resources"] = {}): TerraformConfiguration =>
        deployment({
          instance: {
            azure_active_directory_administrator: [
              {
                login_username: "app",
                object_id: "${azurerm_user_assigned_identity.it.principal_id}",
                principal_type: "Application",
              },
            ],
            ...kind,
          },
          resources: more,
        });
      const lookUp = "CREATE USER [app] FROM EXTERNAL PROVIDER";
      const deploy = session(asApplication({}));
      const { fqdn } = (await deploy.apply()).outputs as { fqdn: string };
      const errors = async (): Promise<number[]> =>
        (await onInstance(simulator, fqdn)(lookUp, "shop", principalIdOf(simulator))).errors;
      expect(await errors()).toEqual([33134]);

      const given = { identity: [{ type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.it.id}"] }] };
      deploy.change(asApplication(given));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(await errors()).toEqual([37353]);

      const reader = {
        azuread_directory_role_assignment: {
          it: { role_id: READERS, principal_object_id: "${azurerm_user_assigned_identity.it.principal_id}" },
        },
      };
      deploy.change(asApplication(given, reader));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(await errors()).toEqual([]);
    }),
  );

  testWithTerraform("answers under its public name where it has that endpoint", () =>
    inAzure(async (simulator, session) => {
      const deploy = session(deployment({ instance: administrator(simulator) }));
      const { fqdn } = (await deploy.apply()).outputs as { fqdn: string };
      const host = fqdn.replace(".", ".public.");
      const signIn = (): Promise<Answer> => onInstance(simulator, host)("SELECT 1 AS one");
      await expect(signIn()).rejects.toThrow("does not match certificate");
      deploy.change(deployment({ instance: { ...administrator(simulator), public_data_endpoint_enabled: true } }));
      await deploy.apply();
      expect((await signIn()).sets).toEqual([[{ one: 1 }]]);
    }),
  );
});
