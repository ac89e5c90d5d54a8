import { AZURERM } from "../../simulator/data";
import { servedReleases } from "../../simulator/azure/releases";
import { type Diagnostic } from "../../simulator/protocol/provider";
import { type ObjectValue, UNKNOWN } from "../../simulator/protocol/values";
import { withDefaults } from "../../simulator/provider/defaults";
import { replacements } from "../../simulator/provider/plan";
import { refusalOf } from "../../simulator/provider/refusals";
import { validateConfig } from "../../simulator/provider/validate";
import { configuration, errorsOf, GROUP, inAzure } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";

const [azurerm] = servedReleases({ [AZURERM]: "4.55.0" });

function problems(type: string, config: ObjectValue): Diagnostic[] {
  const { block } = azurerm!.schema.resource_schemas[type]!;
  return validateConfig(block, config, azurerm!.resourceRules[type]);
}

const INTERFACE =
  "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/n";

const MACHINE: ObjectValue = {
  name: "vm",
  resource_group_name: "rg",
  location: "westeurope",
  size: "Standard_B2s",
  admin_username: "azureadmin",
  network_interface_ids: [INTERFACE],
  os_disk: [{ caching: "ReadWrite", storage_account_type: "StandardSSD_LRS" }],
  source_image_reference: [{ publisher: "Canonical", offer: "ubuntu", sku: "server", version: "latest" }],
};

describe("a value that azurerm does not accept", () => {
  test("is not there", () => {
    expect(problems("azurerm_linux_virtual_machine", MACHINE)).toEqual([]);
  });

  test("is refused in its words: what is no id", () => {
    const summary = [
      'parsing "nic": parsing the NetworkInterface ID: the number of segments didn\'t match',
      "Expected a NetworkInterface ID that matched (containing 8 segments):",
      "> /subscriptions/12345678-1234-9876-4563-123456789012/resourceGroups/example-resource-group/providers/Microsoft.Network/networkInterfaces/networkInterfaceValue",
      "However this value was provided (which was parsed into 0 segments):",
      "> nic",
    ].join("\n\n");
    expect(problems("azurerm_linux_virtual_machine", { ...MACHINE, network_interface_ids: ["nic"] })).toEqual([
      { severity: "error", summary, path: ["network_interface_ids", 0] },
    ]);
  });

  const DISK = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/disks/disk";
  test.each<[string, ObjectValue, string]>([
    ["an id of something else", { network_interface_ids: [DISK] }, "the segment at position 5 didn't match"],
    ["an id with more behind it", { network_interface_ids: [`${INTERFACE}/x`] }, "unexpected segment"],
    ["a value that is not listed", { priority: "High" }, 'expected priority to be one of ["Regular" "Spot"], got High'],
    [
      "a value in a block",
      { os_disk: [{ caching: "Never", storage_account_type: "Standard_LRS" }] },
      'expected os_disk.0.caching to be one of ["None" "ReadOnly" "ReadWrite"], got Never',
    ],
    [
      "a number out of its range",
      { os_disk: [{ caching: "None", storage_account_type: "Standard_LRS", disk_size_gb: 9999 }] },
      "expected os_disk.0.disk_size_gb to be in the range (0 - 4095), got 9999",
    ],
    ["a list without elements", { network_interface_ids: [] }, "Not enough list items"],
    ["a key that is none", { admin_ssh_key: [{ username: "a", public_key: "ssh-rsa AAAA" }] }, "for public key data"],
  ])("is refused in its words: %s", (_, more, words) => {
    expect(problems("azurerm_linux_virtual_machine", { ...MACHINE, ...more })).toMatchObject([
      { severity: "error", summary: expect.stringContaining(words) as string },
    ]);
  });

  test("may turn out right where it is known after apply", () => {
    const later = { ...MACHINE, network_interface_ids: [UNKNOWN], priority: UNKNOWN, source_image_id: UNKNOWN };
    expect(problems("azurerm_linux_virtual_machine", later)).toEqual([]);
  });

  test("of several kinds of ids is taken from a provider that takes them", () => {
    const image = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/galleries/g/images/i/versions/1.0.0";
    const machine = { ...MACHINE, source_image_reference: [], source_image_id: image };
    expect(problems("azurerm_linux_virtual_machine", machine)).toEqual([]);
  });

  test("is not guessed where the words are unknown", () => {
    expect(refusalOf("whatever", "x must be something that nobody has heard of", "x")).toBeUndefined();
  });
});

describe("arguments that exclude or need each other", () => {
  const { source_image_reference: image, ...bare } = MACHINE;
  test.each<[string, ObjectValue, string, string]>([
    [
      "none of which there is",
      bare,
      "Invalid combination of arguments",
      '"source_image_id": one of `os_managed_disk_id,source_image_id,source_image_reference` must be specified',
    ],
    [
      "of which there is one too many",
      {
        ...bare,
        source_image_reference: image ?? null,
        os_managed_disk_id: "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/disks/d",
      },
      "Invalid combination of arguments",
      '"source_image_id": only one of `os_managed_disk_id,source_image_id,source_image_reference` can be specified, but `os_managed_disk_id,source_image_reference` were specified.',
    ],
    [
      "that lack a companion",
      { ...MACHINE, platform_fault_domain: 1 },
      "Missing required argument",
      '"platform_fault_domain": all of `platform_fault_domain,virtual_machine_scale_set_id` must be specified',
    ],
    [
      "that conflict",
      {
        ...MACHINE,
        zone: "1",
        availability_set_id: "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/availabilitySets/a",
      },
      "Conflicting configuration arguments",
      '"availability_set_id": conflicts with zone',
    ],
  ])("are refused in the words of Terraform's SDK: %s", (_, config, summary, detail) => {
    expect(problems("azurerm_linux_virtual_machine", config)).toContainEqual(
      expect.objectContaining({ summary, detail }),
    );
  });
});

test("a default is filled in where nothing is configured, also in blocks", () => {
  const {
    os_disk: disk,
    priority,
    platform_fault_domain: domain,
  } = withDefaults({ ...MACHINE, platform_fault_domain: 2 }, azurerm!.resourceRules.azurerm_linux_virtual_machine!);
  expect({ disk, priority, domain }).toEqual({
    disk: [{ caching: "ReadWrite", storage_account_type: "StandardSSD_LRS", write_accelerator_enabled: false }],
    priority: "Regular",
    domain: 2,
  });
});

test.each<[string, string, ObjectValue, ObjectValue, unknown]>([
  [
    "an argument that replaces",
    "azurerm_key_vault",
    { location: "westeurope" },
    { location: "northeurope" },
    [["location"]],
  ],
  ["one that does not", "azurerm_key_vault", { sku_name: "standard" }, { sku_name: "premium" }, []],
  [
    "a block that came with nothing in it that replaces",
    "azurerm_linux_virtual_machine",
    { os_disk: [{ caching: "None" }] },
    { os_disk: [{ caching: "None", name: null }] },
    [],
  ],
])("%s", (_, type, before, after, places) => {
  const { block } = azurerm!.schema.resource_schemas[type]!;
  expect(replacements(block, azurerm!.resourceRules[type]!.forceNew ?? [], before, after)).toEqual(places);
});

describe("types that the provider schemas lack", () => {
  const PLACE = { resource_group_name: "${azurerm_resource_group.it.name}", location: "westeurope" };
  testWithTerraform.each([["4.55.0"], ["5.2.0"]])("live in azurerm %s: Data Factory and Synapse", (version) =>
    inAzure(async (simulator, session) => {
      const account = "azurerm_storage_account.it";
      const deploy = session({
        ...configuration({
          resource: {
            ...GROUP,
            azurerm_data_factory: { it: { ...PLACE, name: "adf-orders", identity: [{ type: "SystemAssigned" }] } },
            azurerm_data_factory_pipeline: { it: { name: "copy", data_factory_id: "${azurerm_data_factory.it.id}" } },
            azurerm_storage_account: {
              it: { ...PLACE, name: "orders", account_tier: "Standard", account_replication_type: "LRS" },
            },
            azurerm_storage_data_lake_gen2_filesystem: {
              it: { name: "lake", storage_account_id: `\${${account}.id}` },
            },
            azurerm_synapse_workspace: {
              it: {
                ...PLACE,
                name: "syn-orders",
                storage_data_lake_gen2_filesystem_id: "${azurerm_storage_data_lake_gen2_filesystem.it.id}",
                identity: [{ type: "SystemAssigned" }],
              },
            },
            azurerm_role_assignment: {
              it: {
                scope: `\${${account}.id}`,
                role_definition_name: "Storage Blob Data Reader",
                principal_id: "${azurerm_data_factory.it.identity[0].principal_id}",
              },
            },
          },
        }),
        terraform: { required_providers: { azurerm: { source: "hashicorp/azurerm", version } } },
      });
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect((await deploy.plan()).changes).toEqual([]);
      expect(simulator.access()).toMatchObject([{ principal: "adf-orders", role: "Storage Blob Data Reader" }]);
      const ids = simulator.resources().map(({ id }) => id.split("/providers/")[1]);
      expect(ids).toEqual(
        expect.arrayContaining([
          "Microsoft.DataFactory/factories/adf-orders/pipelines/copy",
          "Microsoft.Synapse/workspaces/syn-orders",
        ]),
      );
      expect(errorsOf(await deploy.destroy())).toEqual([]);
      expect(simulator.resources()).toEqual([]);
    }),
  );
});
