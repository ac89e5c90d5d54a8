import { dirname } from "node:path";
import { OLDEST, releaseData, RELEASES } from "../../../simulator/data";
import { type Block, type Schema } from "../../../simulator/provider/schema";
import { readBindingSchemas } from "../../../tools/catalog/binding-schema";
import { idTemplate } from "../../../tools/catalog/id-template";

const BINDINGS = dirname(require.resolve("@cdktf/provider-azurerm/package.json"));

/** A schema without what bindings do not tell. */
function plain({ block }: Schema): object {
  const inBlock = ({ attributes = {}, block_types: blocks = {} }: Block): object => ({
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, { type, required = false, optional = false, computed = false }]) => [
        name,
        { type, required, optional, isRead: computed && !optional },
      ]),
    ),
    blocks: Object.fromEntries(
      Object.entries(blocks).map(([name, { block: inner, ...nesting }]) => [name, { ...nesting, ...inBlock(inner) }]),
    ),
  });
  return inBlock(block);
}

describe("a schema that is read out of bindings", () => {
  const modules = /^(data-azurerm-)?(key-vault-secret|mssql-server|servicebus-queue|stream-analytics-job)$/;
  const read = readBindingSchemas(BINDINGS, modules, {});
  const { schema } = releaseData("azurerm", OLDEST.azurerm);
  const types = [
    ...Object.entries(read.resources).map(
      ([type, one]) => ["resource", type, one, schema.resource_schemas[type]] as const,
    ),
    ...Object.entries(read.dataSources).map(
      ([type, one]) => ["data source", type, one, schema.data_source_schemas[type]] as const,
    ),
  ];

  test.each(types)("is that of the provider, for the %s %s", (_kind, _type, one, known) => {
    expect(plain(one)).toEqual(plain(known!));
  });
});

describe("the template of an id", () => {
  const example = (rest: string): string =>
    `/subscriptions/12345678-1234-9876-4563-123456789012/resourceGroups/example-resource-group/providers/${rest}`;
  const schema = (...required: string[]): Schema => ({
    version: 0,
    block: { attributes: Object.fromEntries(required.map((name) => [name, { type: "string", required: true }])) },
  });

  test.each<[string, Schema, string, string | undefined]>([
    [
      "in a group",
      schema("name", "resource_group_name"),
      "Microsoft.KeyVault/vaults/vaultValue",
      "Microsoft.KeyVault/vaults/{name}",
    ],
    [
      "in a parent that is named",
      schema("name", "resource_group_name", "automation_account_name"),
      "Microsoft.Automation/automationAccounts/automationAccountName/runbooks/runbookName",
      "Microsoft.Automation/automationAccounts/{automation_account_name}/runbooks/{name}",
    ],
    [
      "in a parent that is given by its id",
      schema("name", "server_id"),
      "Microsoft.Sql/servers/serverValue/databases/databaseValue",
      "{server_id}/databases/{name}",
    ],
    [
      "with a part that nobody gives",
      schema("name"),
      "Microsoft.Sql/servers/serverValue/databases/databaseValue",
      undefined,
    ],
  ])("%s", (_, one, rest, template) => {
    expect(idTemplate(one, { idExample: example(rest) })).toBe(template);
  });

  test.each(RELEASES)("names arguments that the type has, in azurerm $azurerm", ({ azurerm }) => {
    const { schema: provider, resourceRules } = releaseData("azurerm", azurerm);
    const unknown = Object.entries(resourceRules).flatMap(([type, { id = [] }]) => {
      const { attributes = {} } = provider.resource_schemas[type]!.block;
      const first = [id].flat().map((one) => [...one.matchAll(/\{(\w+)/g)].map(([, name = ""]) => name));
      const isFilled = (names: string[]): boolean =>
        names.every((name) => ["guid", "subscription_id"].includes(name) || name in attributes);
      return first.length === 0 || first.some(isFilled) ? [] : [type];
    });
    expect(unknown).toEqual([]);
  });
});
