import { type Simulator } from "../../simulator";
import { configuration, deploying, errorsOf, inAzure } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";
import { type Answer, using } from "./sql/client";

const MAIL = "ada@partner.com";
const GUEST = "ada_partner.com#EXT#@simulated.example";

describe("a guest", () => {
  testWithTerraform("is declared by mail address, and found by both names", () =>
    inAzure(async (simulator, session) => {
      const guest = simulator.declare("azuread_user", { display_name: "Ada", mail: MAIL });
      expect(guest).toMatchObject({ user_principal_name: GUEST, mail: MAIL, user_type: "Guest" });
      const deploy = session(
        configuration({
          data: { azuread_user: { name: { user_principal_name: GUEST }, mail: { mail: MAIL } } },
          output: {
            byName: { value: "${data.azuread_user.name.object_id}" },
            byMail: { value: "${data.azuread_user.mail.user_principal_name}" },
          },
        }),
      );
      const applied = await deploy.apply();
      expect(errorsOf(applied)).toEqual([]);
      expect(applied.outputs).toEqual({ byName: guest.object_id, byMail: GUEST });
      deploy.change(configuration({ data: { azuread_user: { it: { user_principal_name: MAIL } } } }));
      expect(errorsOf(await deploy.plan()).join()).toContain("was not found");
    }),
  );

  testWithTerraform("has the mail address that its name was made of", () =>
    inAzure(async (simulator) => {
      const name = "ada_of_x_partner.com#EXT#@simulated.example";
      const guest = simulator.declare("azuread_user", { display_name: "Ada", user_principal_name: name });
      expect(guest).toMatchObject({ mail: "ada_of_x@partner.com", user_type: "Guest" });
      expect(
        simulator.declare("azuread_user", { display_name: "Bob", user_principal_name: "bob@simulated.example" }),
      ).toMatchObject({ mail: "bob@simulated.example", user_type: "Member" });
      await Promise.resolve();
    }),
  );

  testWithTerraform("is there as soon as it is invited, and goes with the invitation", () =>
    inAzure(async (simulator, session) => {
      const invitation = { user_email_address: MAIL, redirect_url: "https://portal.azure.com" };
      const deploy = session(
        deploying(
          { azuread_invitation: { it: invitation } },
          {
            data: { azuread_user: { it: { object_id: "${azuread_invitation.it.user_id}" } } },
            output: { name: { value: "${data.azuread_user.it.user_principal_name}" } },
          },
        ),
      );
      const applied = await deploy.apply();
      expect(errorsOf(applied)).toEqual([]);
      expect(applied.outputs).toEqual({ name: GUEST });
      expect((await deploy.plan()).changes).toEqual([]);
      await deploy.destroy();
      expect(simulator.resources()).toEqual([]);
    }),
  );
});

/** https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-guest-users */
describe("a guest in a database", () => {
  const inDatabase = async (simulator: Simulator, sql: string, database = "shop", objectId?: string): Promise<Answer> =>
    using(
      simulator.sql,
      { host: "sql-shop.database.windows.net", database, objectId: objectId ?? simulator.account.objectId },
      (client) => client.query(sql),
    );

  const withServer = (test: (simulator: Simulator, guest: string) => Promise<void>): Promise<void> =>
    inAzure(async (simulator) => {
      const guest = simulator.declare("azuread_user", { display_name: "Ada", mail: MAIL });
      const { id } = simulator.declare("azurerm_mssql_server", {
        name: "sql-shop",
        resource_group_name: "rg-sql",
        azuread_administrator: { object_id: simulator.account.objectId },
      });
      simulator.declare("azurerm_mssql_database", { name: "shop", server_id: id });
      const everywhere = { start_ip_address: "0.0.0.0", end_ip_address: "255.255.255.255" };
      simulator.declare("azurerm_mssql_firewall_rule", { name: "all", server_id: id, ...everywhere });
      await test(simulator, String(guest.object_id));
    });

  test("is called by mail address, and signs in under it", () =>
    withServer(async (simulator, guest) => {
      expect((await inDatabase(simulator, `CREATE USER [${MAIL}] FROM EXTERNAL PROVIDER`)).errors).toEqual([]);
      expect(simulator.sql.database("sql-shop.database.windows.net", "shop").users).toMatchObject([
        { name: MAIL, type: "E", id: guest },
      ]);
      const { sets } = await inDatabase(simulator, "SELECT USER_NAME() AS name", "shop", guest);
      expect(sets).toEqual([[{ name: MAIL }]]);
    }));

  test("is not known by the name that the directory gives it", () =>
    withServer(async (simulator) => {
      const asUser = `CREATE USER [${GUEST}] FROM EXTERNAL PROVIDER`;
      const asLogin = `CREATE LOGIN [${GUEST}] FROM EXTERNAL PROVIDER`;
      expect((await inDatabase(simulator, asUser)).errors).toEqual([33130]);
      expect((await inDatabase(simulator, asLogin, "master")).errors).toEqual([33130]);
      const byMail = `CREATE LOGIN [${MAIL}] FROM EXTERNAL PROVIDER`;
      expect((await inDatabase(simulator, byMail, "master")).errors).toEqual([]);
    }));
});
