import fs from "node:fs";
import { basename } from "node:path";
import { configuration, GROUP, inAzure } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";

/** The files with provider schemas that were read since. */
function schemaFilesRead(): () => string[] {
  const read = jest.spyOn(fs, "readFileSync");
  return () => {
    const names = read.mock.calls.map(([file]) => (typeof file === "string" ? basename(file) : ""));
    return names.filter((name) => name.includes(".schema."));
  };
}

testWithTerraform("starting reads no provider schema, and a session only the one that it pins", () =>
  inAzure(async (_, session) => {
    const files = schemaFilesRead();
    await inAzure(async (other) => {
      other.resources();
      other.access();
      await Promise.resolve();
    });
    expect(files()).toEqual([]);
    const deploy = session({
      ...configuration({ resource: GROUP }),
      terraform: { required_providers: { azurerm: { source: "hashicorp/azurerm", version: "~> 5.0" } } },
      provider: { azurerm: [{ features: [{}] }] },
    });
    expect(await deploy.validate()).toMatchObject({ ok: true });
    expect(files()).toEqual(["azurerm-5.2.0_azuread-3.9.0.schema.generated.json.gz"]);
  }),
);
