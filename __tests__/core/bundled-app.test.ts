import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const WITH_LOGIN = `
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

const WITH_MAP = `
import { App, TerraformStack } from "cdktf";
import { AccessMap } from "./lib";

const app = new App();
new TerraformStack(app, "shop");
new AccessMap(app, "map");
app.synth();
`;

test.each([
  ["a login", WITH_LOGIN, "shop", "sql-runner-missing"],
  ["a map", WITH_MAP, "map", "access-map-page-missing"],
])(
  "an app with %s that a bundler has put into one file is told to leave the package out of it",
  async (_, app, path, rule) => {
    const directory = mkdtempSync(join(tmpdir(), "azmi-bundled-"));
    try {
      const outfile = join(directory, "app.js");
      const stdin = { contents: app, resolveDir: join(__dirname, "..", "..") };
      await build({ stdin, outfile, bundle: true, platform: "node", logLevel: "silent" });

      const { status, stderr } = spawnSync("node", [outfile], { cwd: directory, encoding: "utf8" });
      expect(status).toBe(1);
      const remedy = "\\(esbuild: --external:cdktf-azure-managed-identity\\)";
      expect(stderr).toMatch(new RegExp(`\\[${path}\\] .*${remedy} \\[${rule}\\]`));
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
);
