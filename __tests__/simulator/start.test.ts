import fs from "node:fs";
import { basename } from "node:path";
import { configuration, GROUP, inAzure } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";

/** The files with data about providers that were read since. */
function dataFilesRead(): () => string[] {
  const read = jest.spyOn(fs, "readFileSync");
  return () => {
    const names = read.mock.calls.map(([file]) => (typeof file === "string" ? basename(file) : ""));
    return names.filter((name) => name.endsWith(".jsonl.br"));
  };
}

testWithTerraform("starting reads no data about providers, and a session only that of the release that it pins", () =>
  inAzure(async (_, session) => {
    const files = dataFilesRead();
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
    expect(files()).toEqual(["azurerm-5.2.0.jsonl.br"]);
  }),
);
