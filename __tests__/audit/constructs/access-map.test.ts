import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { type App, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
  AccessMap,
  AccessMapFormat,
  type AccessMapOptions,
  KeyVaultAccess,
  ManagedIdentityBinding,
} from "../../../lib";
import { type MapData } from "../../../lib/audit/map";
import { identity, keyVault, virtualMachine } from "../../support/azure";
import { testApp, testStack } from "../../support/synth";

/** A stack in which a machine reads the secrets of a vault. */
function stackWithGrant(app: App, id: string): TerraformStack {
  const stack = testStack(id, app);
  new ManagedIdentityBinding(stack, "binding", {
    sources: [virtualMachine(stack)],
    identity: identity(stack),
    access: [KeyVaultAccess.readSecrets(keyVault(stack))],
  });
  return stack;
}

const read = (folder: string): MapData => JSON.parse(readFileSync(join(folder, "access-map.json"), "utf8")) as MapData;

const grants = (folder: string): string[] => read(folder).grants.map(({ what, at }) => `${at.document}: ${what}`);

const FILES = ["access-map.html", "access-map.json", "access-map.md"];

const mapsIn = (folder: string): string[] => readdirSync(folder).filter((file) => file.startsWith("access-map"));

test("the map of an app has all its stacks, in all formats", () => {
  const app = testApp();
  stackWithGrant(app, "shop");
  stackWithGrant(app, "web");
  new AccessMap(app, "map");
  app.synth();
  expect(mapsIn(app.outdir)).toEqual(FILES);
  expect(grants(app.outdir)).toEqual(["shop: Key Vault Secrets User", "web: Key Vault Secrets User"]);
  expect(readFileSync(join(app.outdir, "access-map.md"), "utf8")).toContain("| Key Vault Secrets User | ");
  expect(readFileSync(join(app.outdir, "access-map.html"), "utf8")).toContain("Key Vault Secrets User");
});

test("a map in a stack can show the whole app, as that of the app does", () => {
  const app = testApp();
  const shop = stackWithGrant(app, "shop");
  stackWithGrant(app, "web");
  new AccessMap(shop, "map", { wholeApp: true });
  app.synth();
  expect(mapsIn(app.outdir)).toEqual(FILES);
  expect(grants(app.outdir)).toEqual(["shop: Key Vault Secrets User", "web: Key Vault Secrets User"]);
});

test("the map of a stack is beside its Terraform JSON, and has this stack only", () => {
  const app = testApp();
  const shop = stackWithGrant(app, "shop");
  stackWithGrant(app, "web");
  new AccessMap(shop, "map");
  app.synth();
  const folder = join(app.outdir, "stacks", "shop");
  expect(mapsIn(folder)).toEqual(FILES);
  expect(existsSync(join(folder, "cdk.tf.json"))).toBe(true);
  expect(grants(folder)).toEqual(["shop: Key Vault Secrets User"]);
  expect(mapsIn(app.outdir)).toEqual([]);
});

test("the map shows resources that do not come from the package, added after it", () => {
  const app = testApp();
  const stack = testStack("shop", app);
  new AccessMap(app, "map", { formats: [AccessMapFormat.JSON] });
  const { id: scope } = keyVault(stack);
  new RoleAssignment(stack, "grant", {
    scope,
    roleDefinitionName: "Reader",
    principalId: "11111111-aaaa-bbbb-cccc-dddddddddddd",
  });
  app.synth();
  expect(grants(app.outdir)).toEqual(["shop: Reader"]);
  expect(mapsIn(app.outdir)).toEqual(["access-map.json"]);
});

test("the files go to a folder, which is created, and are the same every time", () => {
  const folder = mkdtempSync(join(tmpdir(), "azmi-map-"));
  try {
    const write = (name: string): string[] => {
      const app = testApp();
      stackWithGrant(app, "shop");
      const outputFolder = join(folder, name, "maps");
      new AccessMap(app, "map", { outputFolder });
      app.synth();
      return FILES.map((file) => readFileSync(join(outputFolder, file), "utf8"));
    };
    expect(write("first")).toEqual(write("second"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("the Terraform of a stack is the same with a map", () => {
  const terraform = (options?: AccessMapOptions): string => {
    const app = testApp();
    const stack = stackWithGrant(app, "shop");
    if (options !== undefined) {
      new AccessMap(app, "map", options);
    }
    app.synth();
    return readFileSync(join(app.outdir, "stacks", stack.node.id, "cdk.tf.json"), "utf8");
  };
  expect(terraform({})).toBe(terraform());
});

test("a map is of an app or of a stack", () => {
  const construct = new Construct(testStack("shop"), "part");
  expect(() => new AccessMap(construct, "map")).toThrow(
    "AccessMap: the scope of a map must be the app or a stack; got shop/part [access-map-of-other-construct]",
  );
});

test.each([[[]], [["pdf"]]])("the formats %j are refused", (formats) => {
  expect(() => new AccessMap(testApp(), "map", { formats: formats as never })).toThrow(
    `AccessMap: formats must be values of AccessMapFormat; got ${JSON.stringify(formats)} [access-map-format-unknown]`,
  );
});
