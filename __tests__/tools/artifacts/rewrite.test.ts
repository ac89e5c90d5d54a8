import { manifestForCdktn } from "../../../tools/artifacts/manifest";
import { pageForCdktn, sourceForCdktn } from "../../../tools/artifacts/rewrite";

test.each([
  ['import { App } from "cdktf";', 'import { App } from "cdktn";'],
  ["require('cdktf/lib/app')", "require('cdktn/lib/app')"],
  [
    'import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";',
    'import { KeyVault } from "@cdktn/provider-azurerm/lib/key-vault";',
  ],
  ['from "cdktf-azure-managed-identity/testing"', 'from "cdktn-azure-managed-identity/testing"'],
  ["(esbuild: --external:cdktf-azure-managed-identity)", "(esbuild: --external:cdktn-azure-managed-identity)"],
])("%s imports what CDK Terrain has", (source, expected) => {
  expect(sourceForCdktn(source)).toBe(expected);
});

test.each([
  'Symbol.for("cdktf-azure-managed-identity/app-aspects")',
  'const ID = "cdktf-azure-managed-identity-adoption";',
  'import { parse } from "@cdktf/hcl2json";',
  "// cdktf writes it",
])("%s stays, because state, plans and other tools know it by this name", (source) => {
  expect(sourceForCdktn(source)).toBe(source);
});

test("a page tells users of CDK Terrain what to install, import and run", () => {
  const page = [
    "# cdktf-azure-managed-identity",
    "npm install cdktf-azure-managed-identity cdktf@^0.21.0 constructs@^10.4.2",
    "Import it from `cdktf-azure-managed-identity`, and run `cdktf synth`. It writes `cdktf.out`.",
  ].join("\n");
  expect(pageForCdktn(page).split("\n")).toEqual([
    "# cdktn-azure-managed-identity",
    'npm install cdktn-azure-managed-identity "cdktn@>=0.24.0 <1.0.0" "constructs@>=10.6.0 <10.8.0"',
    "Import it from `cdktn-azure-managed-identity`, and run `cdktn synth`. It writes `cdktf.out`.",
  ]);
});

test("the package has its own peers, and names of its own in every language", () => {
  const manifest = {
    name: "cdktf-azure-managed-identity",
    version: "1.2.3",
    peerDependencies: { cdktf: "^0.21.0" },
    devDependencies: { jest: "1" },
    scripts: { test: "jest" },
    jsii: {
      outdir: "packages",
      targets: {
        python: { module: "cdktf_azure_managed_identity" },
        dotnet: { namespace: "CdktfAzureManagedIdentity" },
      },
    },
  };
  expect(manifestForCdktn(manifest)).toEqual({
    name: "cdktn-azure-managed-identity",
    version: "1.2.3",
    peerDependencies: { cdktn: ">=0.24.0 <1.0.0", constructs: ">=10.6.0 <10.8.0" },
    jsii: {
      outdir: "packages",
      targets: {
        python: { module: "cdktn_azure_managed_identity" },
        dotnet: { namespace: "CdktnAzureManagedIdentity" },
      },
    },
  });
});
