import { accessOf, errorsOf, identity, inAzure } from "../support/simulation";
import { type Arguments, attributesOf, connection, deployed, deployment, policy, stack } from "../support/templates";
import { testWithTerraform } from "../support/terraform";

describe("a connection", () => {
  const PRINCIPAL = {
    parameters_content: "${jsonencode({principal = {value = azurerm_user_assigned_identity.it.principal_id}})}",
  };
  const IDENTITY = { azurerm_user_assigned_identity: { it: identity() } };
  const parameters = { principal: { type: "string" } };

  testWithTerraform("of a Standard workflow has an address at run time, and policies that say who may use it", () =>
    inAzure(async (simulator, session) => {
      const outputs = {
        url: {
          type: "string",
          value: "[reference(resourceId('Microsoft.Web/connections', 'sql'), '2016-06-01').connectionRuntimeUrl]",
        },
      };
      const resources = [connection({ kind: "V2" }), policy()];
      const deploy = session(stack(deployment({ parameters, resources, outputs }, PRINCIPAL), IDENTITY));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(deployed(simulator)).toEqual([
        "Microsoft.Web/connections/sql",
        "Microsoft.Web/connections/sql/accessPolicies/orders",
      ]);
      const { output_content: content } = attributesOf(simulator, "azurerm_resource_group_template_deployment") ?? {};
      expect(JSON.parse(String(content))).toEqual({
        url: {
          type: "String",
          value: expect.stringMatching(
            /^https:\/\/[0-9a-f]{16}\.00\.common\.logic-westeurope\.azure-apihub\.net\/apim\/sql\/[0-9a-f-]{36}$/,
          ) as string,
        },
      });
      expect(accessOf(simulator)).toEqual(["id-orders: Connection access policy at connections/sql"]);
      expect((await deploy.plan()).isEmpty).toBe(true);
      await deploy.destroy();
      expect(simulator.resources()).toEqual([]);
    }),
  );

  const at = (properties: Arguments, api = "sql"): Arguments => connection({ properties }, api);
  const without = { parameterValueSet: undefined };

  testWithTerraform.each<[string, Arguments[]]>([
    ["SQL", [at({})]],
    ["a vault", [at({ parameterValueSet: { name: "oauthMI", values: { vaultName: { value: "kv" } } } }, "keyvault")]],
    ["Resource Manager", [at({ ...without, parameterValueType: "Alternative" }, "arm")]],
    [
      "an alternative with values",
      [
        at(
          { ...without, parameterValueType: "Alternative", alternativeParameterValues: { adtInstance: "orders" } },
          "azuredigitaltwins",
        ),
      ],
    ],
    ["an API that nobody knows", [at({ ...without, parameterValueSet: { name: "any", values: {} } }, "unknown")]],
    ["SQL with a password, which nobody gets to see", [at({ ...without, parameterValues: { password: "secret" } })]],
  ])("is made to %s", (_, resources) =>
    inAzure(async (simulator, session) => {
      expect(errorsOf(await session(stack(deployment({ resources }))).apply())).toEqual([]);
      const [made] = simulator.resources().filter(({ type }) => type === "Microsoft.Web/connections");
      expect(JSON.stringify(made)).not.toContain("secret");
      expect(made?.attributes).toMatchObject({ properties: { overallStatus: "Ready" } });
    }),
  );

  testWithTerraform("is refused for everything that is wrong with it", () =>
    inAzure(async (_, session) => {
      const refused: [string, Arguments, string][] = [
        ["api", at({ api: { id: "sql" } }), "properties.api.id 'sql' is not an id of a managed API"],
        [
          "place",
          connection({ location: "northeurope" }),
          "the connection is in 'northeurope', and its API in 'westeurope'",
        ],
        ["kind", connection({ kind: "V3" }), "kind 'V3' is neither V1 nor V2"],
        [
          "two",
          at({ parameterValueType: "Alternative" }),
          "parameterValueSet and parameterValueType exclude each other",
        ],
        ["none", at(without), "the connection has none of parameterValueSet, parameterValueType, parameterValues"],
        [
          "set",
          at({ parameterValueSet: { name: "managedIdentityAuth", values: {} } }),
          `the connector 'sql' takes "parameterValueSet": {"name": "oauthMI", "values": {}}`,
        ],
        [
          "values",
          at({ parameterValueSet: { name: "oauthMI", values: { vaultName: "kv" } } }, "keyvault"),
          `{"vaultName": {"value": …}}`,
        ],
        ["alternative", at({ ...without, parameterValueType: "Alternative" }), `and no "Alternative"`],
        [
          "alternative values",
          at({ ...without, parameterValueType: "Alternative" }, "azuredigitaltwins"),
          `takes "parameterValueType": "Alternative", "alternativeParameterValues": {"adtInstance": …}`,
        ],
        ["single", at({}, "arm"), `the connector 'arm' takes "parameterValueType": "Alternative"`],
      ];
      const resources = refused.map(([name, resource]) => ({ ...resource, name }));
      const [error = ""] = errorsOf(await session(stack(deployment({ resources }))).apply());
      const lines = error.split("\n").slice(1);
      expect(lines).toHaveLength(refused.length);
      refused.forEach(([name, , message], index) => {
        expect(lines[index]).toContain(`* Microsoft.Web/connections '${name}': BadRequest: `);
        expect(lines[index]).toContain(message);
      });
    }),
  );

  testWithTerraform.each<[string, Arguments, string]>([
    [
      "on a connection of a Consumption workflow",
      { kind: "V1" },
      "access policies are not supported for connections of kind 'V1'",
    ],
    [
      "for nobody",
      { objectId: "11111111-0000-0000-0000-000000000000" },
      "principal '11111111-0000-0000-0000-000000000000' does not exist in the directory",
    ],
    ["without a location", { location: undefined }, "an access policy needs a location"],
  ])("has no policy %s", (_, { kind = "V2", objectId, ...more }, message) =>
    inAzure(async (_simulator, session) => {
      const resources = [connection({ kind }), policy(objectId as string | undefined, more)];
      const errors = errorsOf(await session(stack(deployment({ parameters, resources }, PRINCIPAL), IDENTITY)).apply());
      expect(errors).toEqual([expect.stringContaining(message)]);
    }),
  );
});
