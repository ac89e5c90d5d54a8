import { configuration, deploying, errorsOf, GROUP, inAzure } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";

describe("types of the provider", () => {
  testWithTerraform("that are mistyped are told with those that are like them, as the real provider's are", () =>
    inAzure(async (_, session) => {
      const { diagnostics } = await session(deploying({ azurerm_key_vualt: { it: {} } })).validate();
      expect(diagnostics).toMatchObject([
        {
          summary: "Invalid resource type",
          detail: expect.stringContaining('Did you mean "azurerm_key_vault"?') as string,
        },
      ]);
    }),
  );

  testWithTerraform("that only the state has are destroyed", () =>
    inAzure(async (simulator, session) => {
      const deploy = session(deploying(GROUP));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      deploy.change(configuration({}));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(simulator.resources()).toEqual([]);
    }),
  );

  testWithTerraform("that another session names are there in every one", () =>
    inAzure(async (_, session) => {
      const first = session(deploying(GROUP));
      const second = session(deploying({ azurerm_user_assigned_identity: { it: { name: "id" } } }));
      expect(errorsOf(await first.apply())).toEqual([]);
      expect((await second.validate()).diagnostics).toMatchObject([
        { summary: "Missing required argument" },
        { summary: "Missing required argument" },
      ]);
      expect((await first.plan()).isEmpty).toBe(true);
    }),
  );
});
