import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const APP = `
import { App, TerraformStack } from "cdktf";
import { ObjectId, Principal, SqlAadLogin, SqlEndpoint } from "./lib";

const app = new App();
const stack = new TerraformStack(app, "shop");
new SqlAadLogin(stack, "login", {
  endpoint: SqlEndpoint.at("orders.database.windows.net"),
  principal: Principal.group(ObjectId.of("11111111-aaaa-bbbb-cccc-dddddddddddd"), { displayName: "orders" }),
});
app.synth();
`;

test("an app that a bundler has put into one file is told to leave the package out of it", async () => {
  const directory = mkdtempSync(join(tmpdir(), "azmi-bundled-"));
  try {
    const outfile = join(directory, "app.js");
    const stdin = { contents: APP, resolveDir: join(__dirname, "..", "..") };
    await build({ stdin, outfile, bundle: true, platform: "node", logLevel: "silent" });

    const { status, stderr } = spawnSync("node", [outfile], { cwd: directory, encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /\[shop\] needs the program that runs T-SQL, which is not at .*\(esbuild: --external:cdktf-azure-managed-identity\)/,
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
