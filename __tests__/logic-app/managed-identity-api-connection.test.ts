import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import * as fc from "../support/fast-check";
import { runs } from "../support/exhaustive";
import {
  ApiConnectionKind,
  ManagedApi,
  ManagedIdentityApiConnection,
  type ManagedIdentityApiConnectionProps,
} from "../../lib/logic-app";
import { keyVault, resourceGroup, SUBSCRIPTION } from "../support/azure";
import { type JsonObject } from "../support/conformance";
import { onlyResource, problemsOf, resources, synthesize, testApp, testStack } from "../support/synth";

const DEPLOYMENT = "azurerm_resource_group_template_deployment";

function connect(
  stack: TerraformStack,
  props: Partial<ManagedIdentityApiConnectionProps> = {},
  id = "sql",
): ManagedIdentityApiConnection {
  const group = resourceGroup(stack, `${id}-rg`);
  return new ManagedIdentityApiConnection(stack, id, { api: ManagedApi.SQL, resourceGroup: group, ...props });
}

function deployed(props: Partial<ManagedIdentityApiConnectionProps>): JsonObject {
  const stack = testStack();
  connect(stack, props);
  return onlyResource(stack, DEPLOYMENT);
}

/** The parameters of the template, as Terraform's expression. */
function parameters(values: string, tags = ""): string {
  return `\${jsonencode({"name" = {"value" = "sql"}, "location" = {"value" = azurerm_resource_group.sql-rg.location}, "tags" = {"value" = {${tags}}}, ${values}})}`;
}

describe("an API connection", () => {
  test("is a deployment of its name in the resource group, and authenticates with the parameter set of its connector", () => {
    const { template_content: template, ...deployment } = deployed({});
    expect(deployment).toEqual({
      name: "sql",
      resource_group_name: "${azurerm_resource_group.sql-rg.name}",
      deployment_mode: "Incremental",
      lifecycle: {
        postcondition: [
          {
            condition: '${self.output_content != "{}"}',
            error_message: expect.stringMatching(/^template deployment "\$\{self\.name\}" failed/) as unknown,
          },
        ],
      },
      parameters_content: parameters(
        '"kind" = {"value" = "V1"}, "api" = {"value" = "sql"}, "displayName" = {"value" = "sql"}, ' +
          '"valueSet" = {"value" = "oauthMI"}, "values" = {"value" = {}}',
      ),
    });
    expect(template).toMatch(/^\$\{jsonencode\(\{"\$schema" = .*"type" = "Microsoft\.Web\/connections"/);
    expect(template).toContain(
      `"parameterValueSet" = {"name" = "[parameters('valueSet')]", "values" = "[parameters('values')]"}`,
    );
  });

  test("has the values that its connector needs", () => {
    const stack = testStack();
    const vaultName = new TerraformVariable(stack, "vault", {}).stringValue;
    connect(stack, {
      api: ManagedApi.KEY_VAULT,
      kind: ApiConnectionKind.V2,
      displayName: 'Orders "A" ${B}',
      tags: { team: "orders" },
      parameters: { vaultName },
    });
    expect(onlyResource(stack, DEPLOYMENT).parameters_content).toBe(
      parameters(
        '"kind" = {"value" = "V2"}, "api" = {"value" = "keyvault"}, "displayName" = {"value" = "Orders \\"A\\" $${B}"}, ' +
          '"valueSet" = {"value" = "oauthMI"}, "values" = {"value" = {"vaultName" = {"value" = var.vault}}}',
        '"team" = "orders"',
      ),
    );
  });

  test("takes texts as they are, where Terraform would evaluate them", () => {
    const api = ManagedApi.custom("any", { valueSet: "oauthMI", parameters: ["a"] });
    const deployment = deployed({ api, displayName: "${a}", parameters: { a: "%{b}" } });
    expect(deployment.parameters_content).toBe(
      parameters(
        '"kind" = {"value" = "V1"}, "api" = {"value" = "any"}, "displayName" = {"value" = "$${a}"}, ' +
          '"valueSet" = {"value" = "oauthMI"}, "values" = {"value" = {"a" = {"value" = "%%{b}"}}}',
      ),
    );
  });

  test("says that it is an alternative where its connector has no parameter sets", () => {
    const { parameters_content, template_content } = deployed({ api: ManagedApi.custom("azureautomation") });
    expect(parameters_content).toBe(
      parameters('"kind" = {"value" = "V1"}, "api" = {"value" = "azureautomation"}, "displayName" = {"value" = "sql"}'),
    );
    expect(template_content).toContain('"parameterValueType" = "Alternative"');
    expect(template_content).not.toContain("parameterValueSet");
  });

  test("has the values of an alternative without a set", () => {
    const parameters = { adtInstance: "orders.api.weu.digitaltwins.azure.net" };
    const { parameters_content, template_content } = deployed({ api: ManagedApi.DIGITAL_TWINS, parameters });
    expect(parameters_content).toContain(`"values" = {"value" = {"adtInstance" = "${parameters.adtInstance}"}}`);
    expect(template_content).toContain(
      `"parameterValueType" = "Alternative", "alternativeParameterValues" = "[parameters('values')]"`,
    );
  });

  test("is made of one template, whatever is asked of it: no text can be an expression there", () => {
    const template = deployed({}).template_content;
    const text = fc.oneof(fc.string(), fc.constant("[resourceGroup().id]"), fc.constant("')]"));
    fc.assert(
      fc.property(text, text, text, (displayName, api, a) => {
        const custom = ManagedApi.custom(`api ${api}`, { valueSet: "oauthMI", parameters: ["a"] });
        expect(deployed({ api: custom, displayName, parameters: { a } }).template_content).toBe(template);
      }),
      runs(10, 100),
    );
  });

  test("of a connector that one plan lacks is made for the other", () => {
    const stack = testStack();
    connect(stack, { api: ManagedApi.custom("orders", { standard: false }) }, "consumption");
    const api = ManagedApi.custom("orders", { consumption: false });
    connect(stack, { api, kind: ApiConnectionKind.V2 }, "standard");
    expect(problemsOf(stack)).toEqual([]);
  });

  test("tells its ids and its URL as soon as it is deployed", () => {
    const stack = testStack();
    const connection = connect(stack);
    const output = (name: string): string => `\${try(jsondecode(${DEPLOYMENT}.sql.output_content).${name}.value, "")}`;
    const { connectionId, managedApiId, runtimeUrl } = connection;
    new TerraformOutput(stack, "told", { value: [connectionId, managedApiId, runtimeUrl] });
    expect(synthesize(stack).output?.told?.value).toEqual(["connectionId", "managedApiId", "runtimeUrl"].map(output));
    expect(connection.connectionName).toBe("sql");
    expect(connection.resource.friendlyUniqueId).toBe("sql");
  });

  test("is named like its construct in Terraform, which other connections do not change", () => {
    const named = (...ids: string[]): Record<string, unknown> => {
      const stack = testStack();
      const shop = new Construct(stack, "shop");
      const group = resourceGroup(stack);
      ids.forEach((id) => new ManagedIdentityApiConnection(shop, id, { api: ManagedApi.SQL, resourceGroup: group }));
      return Object.fromEntries(
        Object.entries(resources(stack, DEPLOYMENT)).map(([address, { name }]) => [address, name]),
      );
    };
    expect(named("orders")).toEqual({ shop_orders_48EAC206: "shop_orders_48EAC206" });
    expect(named("billing", "orders")).toMatchObject(named("orders", "billing"));
    expect(named("billing", "orders")).toMatchObject(named("orders"));
  });

  test("has a name of its own that Azure takes, however deep the construct is", () => {
    const names = ["orders", "billing"].map((id) => {
      const stack = testStack();
      const scope = ["a-long-way", "down-the-tree", "of-constructs"].reduce<Construct>(
        (parent, child) => new Construct(parent, child),
        stack,
      );
      new ManagedIdentityApiConnection(scope, `${id}-of-the-shop`, {
        api: ManagedApi.SQL,
        resourceGroup: resourceGroup(stack),
      });
      return onlyResource(stack, DEPLOYMENT).name;
    });
    expect(names).toEqual([
      "a-long-way_down-the-tree_of-constructs_orders--975e9479",
      "a-long-way_down-the-tree_of-constructs_billing-75b27a0f",
    ]);
  });

  test("is created with the provider of its resource group where the stack has it, or with the one that is given", () => {
    const app = testApp();
    const stack = testStack("stack", app);
    const other = testStack("other", app);
    const providers = [stack, other].map(
      (scope) => new AzurermProvider(scope, "hub", { alias: "hub", features: [{}] }),
    );
    const [provider, elsewhere] = providers;
    const group = (scope: TerraformStack, id: string, config = {}): ResourceGroup =>
      new ResourceGroup(scope, id, { name: id, location: "westeurope", ...config });
    connect(stack, { resourceGroup: group(stack, "hub-rg", { provider }) }, "of-group");
    connect(stack, { provider }, "given");
    connect(stack, {}, "plain");
    connect(stack, { resourceGroup: group(other, "other-rg", { provider: elsewhere }) }, "of-another-stack");
    expect(
      Object.entries(resources(stack, DEPLOYMENT)).map(([name, deployment]) => [name, deployment.provider]),
    ).toEqual([
      ["given", "azurerm.hub"],
      ["of-another-stack", "azurerm.hub"],
      ["of-group", "azurerm.hub"],
      ["plain", undefined],
    ]);
  });

  test("asks for a provider where no one of its stack is known to be for the subscription of its resource group", () => {
    const app = testApp();
    const [stack, other] = [testStack("stack", app), testStack("other", app)];
    const hub = new AzurermProvider(other, "hub", { alias: "hub", subscriptionId: SUBSCRIPTION, features: [{}] });
    connect(stack, { resourceGroup: resourceGroup(other, "rg", { provider: hub }) });
    expect(problemsOf(stack)).toEqual(["[stack/sql/Default] no-provider-for-place"]);
    new AzurermProvider(stack, "live", { alias: "live", subscriptionId: SUBSCRIPTION, features: [{}] });
    expect(problemsOf(stack)).toEqual([]);
    expect(onlyResource(stack, DEPLOYMENT).provider).toBe("azurerm.live");
  });

  test("can go to a resource group that is not in the app", () => {
    const deployment = deployed({
      resourceGroup: undefined,
      resourceGroupName: "rg-shared",
      location: "West Europe",
      name: "sql_(shared)",
    });
    expect(deployment).toMatchObject({ name: "sql_(shared)", resource_group_name: "rg-shared" });
    expect(deployment.parameters_content).toMatch(/"location" = \{"value" = "West Europe"\}/);
  });
});

/** What the user asks for, and the whole of what the user reads. */
const CASES: readonly [string, Partial<ManagedIdentityApiConnectionProps>, ...string[]][] = [
  ["a name that Azure refuses", { name: "sql/orders." }, "[stack/sql] impossible-connection-name"],
  [
    "a name that leaves no room for that of its access policies",
    { name: "x".repeat(56) },
    "[stack/sql] impossible-connection-name",
  ],
  ["no resource group", { resourceGroup: undefined }, "[stack/sql] resource-group-or-name"],
  ["two resource groups", { resourceGroupName: "rg", location: "westeurope" }, "[stack/sql] resource-group-or-name"],
  [
    "a resource group without its region",
    { resourceGroup: undefined, resourceGroupName: "rg" },
    "[stack/sql] connection-without-location",
  ],
  [
    "a connector without a known parameter set, of whose parameters nothing is known either",
    { api: ManagedApi.of("office365"), parameters: { mailbox: "orders" } },
    "[stack/sql] unknown-connector",
  ],
  ["a connector without name", { api: ManagedApi.custom(" ") }, "[stack/sql] connector-name-empty"],
  [
    "a connector with a parameter set without name",
    { api: ManagedApi.custom("kusto", { valueSet: "" }) },
    "[stack/sql] connector-value-set-empty",
  ],
  [
    "a connector that Standard does not have",
    { api: ManagedApi.custom("orders", { standard: false }), kind: ApiConnectionKind.V2 },
    "[stack/sql] connector-not-in-standard",
  ],
  [
    "a connector that Consumption does not have",
    { api: ManagedApi.custom("orders", { consumption: false }) },
    "[stack/sql] connector-not-in-consumption",
  ],
  [
    "the name of a search service for its address",
    { api: ManagedApi.AI_SEARCH, parameters: { ConnectionEndpoint: "orders" } },
    "[stack/sql] malformed-connector-parameter",
  ],
  [
    "the address of Azure OpenAI for its name",
    { api: ManagedApi.OPEN_AI, parameters: { azureOpenAIResourceName: "https://orders.openai.azure.com" } },
    "[stack/sql] malformed-connector-parameter",
  ],
  [
    "the address of Digital Twins for its host name",
    { api: ManagedApi.DIGITAL_TWINS, parameters: { adtInstance: "https://orders.api.weu.digitaltwins.azure.net" } },
    "[stack/sql] malformed-connector-parameter",
  ],
  [
    "the name of Document Intelligence for its endpoint",
    { api: ManagedApi.DOCUMENT_INTELLIGENCE, parameters: { siteUrl: "orders" } },
    "[stack/sql] malformed-connector-parameter",
  ],
  [
    "the URI of a vault",
    { api: ManagedApi.KEY_VAULT, parameters: { vaultName: "https://orders.vault.azure.net/" } },
    "[stack/sql] malformed-connector-parameter",
  ],
  [
    "a connection string of a namespace, which is not shown",
    { api: ManagedApi.EVENT_HUBS, parameters: { namespaceEndpoint: "Endpoint=sb://a.servicebus.windows.net/;x=y" } },
    "[stack/sql] malformed-connector-parameter",
  ],
  [
    "a missing and an unknown parameter at once",
    { api: ManagedApi.KEY_VAULT, parameters: { vault: "kv" } },
    "[stack/sql] connector-parameter-missing",
    "[stack/sql] unknown-connector-parameter",
  ],
  [
    "a parameter of a connector that has none",
    { parameters: { server: "orders" } },
    "[stack/sql] unknown-connector-parameter",
  ],
];

describe("a connection fails at synth and says what to do:", () => {
  test.each(CASES)("%s", (_what, props, ...messages) => {
    const stack = testStack();
    connect(stack, props);
    expect(problemsOf(stack)).toEqual(messages);
  });

  test("what looks like the address of a namespace or the name of a vault in a resource", () => {
    const stack = testStack();
    const namespace = new ServicebusNamespace(stack, "bus", {
      name: "sb-orders",
      resourceGroupName: "rg",
      location: "westeurope",
      sku: "Basic",
    });
    const vault = keyVault(stack);
    const bus = (id: string, namespaceEndpoint: string): unknown =>
      connect(stack, { api: ManagedApi.SERVICE_BUS, parameters: { namespaceEndpoint } }, id);
    bus("a", namespace.endpoint);
    bus("right", `sb://${namespace.name}.servicebus.windows.net/`);
    connect(stack, { api: ManagedApi.KEY_VAULT, parameters: { vaultName: vault.vaultUri } }, "b");
    connect(stack, { api: ManagedApi.KEY_VAULT, parameters: { vaultName: vault.name } }, "also-right");
    expect(problemsOf(stack)).toEqual([
      "[stack/a] wrong-attribute-for-parameter",
      "[stack/b] wrong-attribute-for-parameter",
    ]);
  });

  test("something that is no resource group", () => {
    const stack = testStack();
    connect(stack, { resourceGroup: keyVault(stack) });
    expect(problemsOf(stack)).toEqual(["[stack/sql] wrong-resource-type"]);
  });

  test("two of a name in a resource group", () => {
    const stack = testStack();
    const group = resourceGroup(stack);
    connect(stack, { resourceGroup: group });
    connect(stack, { resourceGroup: group, name: "SQL" }, "other");
    expect(problemsOf(stack)).toEqual(["[stack] duplicate-template-deployment"]);
  });
});

/** Azure has resource groups per subscription, so a subscription that is not known is not known to be the same one. */
describe("two connections of one name in resource groups of one name", () => {
  const OTHER = "11111111-2222-3333-4444-555555555555";
  const PROBLEM = "[two] duplicate-template-deployment";
  const provider = (stack: TerraformStack, subscriptionId?: string, alias?: string): AzurermProvider =>
    new AzurermProvider(stack, alias ?? "azurerm", { features: [{}], subscriptionId, alias });
  const PLACE = { api: ManagedApi.SQL, resourceGroupName: "rg", location: "westeurope", name: "sql" };

  /** A connection in each of two stacks, whose providers are for these subscriptions. */
  const inTwoStacks = (
    [one, two]: readonly [string?, string?],
    connectTo: (stack: TerraformStack) => unknown = (stack) => new ManagedIdentityApiConnection(stack, "sql", PLACE),
  ): string[] => {
    const app = testApp();
    const stacks = [new TerraformStack(app, "one"), new TerraformStack(app, "two")] as const;
    provider(stacks[0], one);
    provider(stacks[1], two);
    stacks.forEach(connectTo);
    return stacks.flatMap(problemsOf);
  };

  test.each<[string, readonly [string?, string?], ...string[]]>([
    ["of one subscription", [SUBSCRIPTION, SUBSCRIPTION], PROBLEM],
    [
      "of one subscription, in other letters",
      ["abcdefab-2222-3333-4444-555555555555", "ABCDEFAB-2222-3333-4444-555555555555"],
      PROBLEM,
    ],
    ["of two subscriptions", [SUBSCRIPTION, OTHER]],
    ["of subscriptions that whoever runs Terraform chooses", [undefined, undefined]],
    ["of a subscription that is known and one that is not", [SUBSCRIPTION, undefined]],
  ])("are refused where that is known to be one place: %s", (_which, subscriptions, ...problems) => {
    expect(inTwoStacks(subscriptions)).toEqual(problems);
  });

  test("are refused in one resource group of the app, whatever its subscription is", () => {
    let group: ResourceGroup | undefined;
    const problems = inTwoStacks([undefined, undefined], (stack) => {
      group ??= resourceGroup(stack);
      return new ManagedIdentityApiConnection(stack, "sql", { api: ManagedApi.SQL, resourceGroup: group, name: "sql" });
    });
    expect(problems).toEqual([PROBLEM]);
  });

  test.each<[string, (stack: TerraformStack) => readonly (AzurermProvider | undefined)[], boolean]>([
    ["one provider", () => [undefined, undefined], true],
    ["one provider with an alias", (stack) => Array<AzurermProvider>(2).fill(provider(stack, undefined, "hub")), true],
    [
      "two providers for one subscription",
      (stack) => ["a", "b"].map((alias) => provider(stack, SUBSCRIPTION, alias)),
      true,
    ],
    [
      "two providers, one of which may be for any subscription",
      (stack) => [undefined, provider(stack, SUBSCRIPTION, "hub")],
      false,
    ],
    [
      "two providers that may be for any subscription",
      (stack) => [undefined, provider(stack, undefined, "hub")],
      false,
    ],
  ])("are refused in one stack where that is known to be one place: by %s", (_which, providersIn, isOnePlace) => {
    const stack = testStack();
    providersIn(stack).forEach((one, index) => {
      new ManagedIdentityApiConnection(stack, `sql${String(index)}`, { ...PLACE, provider: one });
    });
    expect(problemsOf(stack)).toEqual(isOnePlace ? ["[stack] duplicate-template-deployment"] : []);
  });
});
