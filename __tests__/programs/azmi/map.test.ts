import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type MapData } from "../../../lib/audit/map";
import { azmi } from "./azmi";
import { TemporaryDirectory } from "../../support/temporary-directory";

const home = new TemporaryDirectory();

/** A directory with the configuration of one web app that reads the secrets of a vault. */
function configuration(name: string, role = "Key Vault Secrets User"): string {
  const directory = join(home.path, name);
  mkdirSync(directory);
  const resource = {
    azurerm_user_assigned_identity: {
      shop: { name: "id-shop", resource_group_name: "rg-shop", location: "westeurope" },
    },
    azurerm_key_vault: { shop: { name: "kv-shop", resource_group_name: "rg-shop" } },
    azurerm_linux_web_app: {
      shop: {
        name: "app-shop",
        resource_group_name: "rg-shop",
        identity: { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.shop.id}"] },
      },
    },
    azurerm_role_assignment: {
      secrets: {
        scope: "${azurerm_key_vault.shop.id}",
        role_definition_name: role,
        principal_id: "${azurerm_user_assigned_identity.shop.principal_id}",
      },
    },
  };
  writeFileSync(join(directory, "main.tf.json"), JSON.stringify({ resource }));
  return directory;
}

const map = (...args: string[]): ReturnType<typeof azmi> => azmi({}, "map", ...args);

describe("azmi map", () => {
  test("writes the page into a directory", async () => {
    mkdirSync(join(home.path, "out"));
    const { exitCode, output } = await map("--output", join(home.path, "out"), configuration("shop"));
    expect({ exitCode, output }).toEqual({
      exitCode: 0,
      output: `wrote ${join(home.path, "out", "access-map.html")}\n`,
    });
    const page = readFileSync(join(home.path, "out", "access-map.html"), "utf8");
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain("default-src 'none'; script-src 'sha256-");
    expect(page).toContain('"Key Vault Secrets User"');
    expect(page).not.toMatch(/\b(src|href)="?(https?:)?\/\//);
    expect(page).toContain("@dagrejs/dagre 3.1.3 (MIT)");
  });

  test("writes JSON and Markdown to standard output", async () => {
    const directory = configuration("shop");
    const json = await map("--format", "json", "--output", "-", directory);
    const { sources, grants } = JSON.parse(json.stdout) as MapData;
    expect(sources.map(({ label }) => label)).toEqual(["app-shop"]);
    expect(grants.map(({ what, risk, at }) => [what, risk, at.address])).toEqual([
      ["Key Vault Secrets User", "none", "azurerm_role_assignment.secrets"],
    ]);
    const markdown = await map("--format", "markdown", "--output", "-", directory);
    expect(markdown.stdout).toContain("| `id-shop` | `app-shop` | Key Vault Secrets User | `kv-shop` | ● limited |\n");
  });

  test("writes the difference of two directories", async () => {
    const [before, after] = [configuration("before"), configuration("after", "Owner")];
    const { exitCode, stdout } = await map("--diff", "--format", "markdown", "--output", "-", before, after);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      "| ✏️ changed | `id-shop` | Owner (was Key Vault Secrets User) | `kv-shop` | ▲ privileged (was ● limited) |\n",
    );
  });

  test("says that two directories give the same access", async () => {
    const [before, after] = [configuration("before"), configuration("after")];
    const { stdout } = await map("--diff", "--format", "markdown", "--output", "-", before, after);
    expect(stdout).toBe("## Access changes\n\nNothing changes: the same identities can reach the same resources.\n");
  });

  test("says all that is wrong with its arguments, and writes nothing", async () => {
    const file = join(home.path, "map.pdf");
    const { exitCode, output } = await map("--diff", "--format", "pdf", "--output", file, configuration("shop"));
    expect(exitCode).toBe(2);
    expect(output).toBe(
      "azmi: --format must be html, markdown or json; got pdf\n" +
        "azmi: --diff needs two paths, before and after; got 1\n",
    );
    expect(existsSync(file)).toBe(false);
  });

  test("says what cannot be read or written", async () => {
    const absent = await map(join(home.path, "absent"));
    expect(absent.exitCode).toBe(2);
    expect(absent.output).toMatch(/^azmi: .*absent/);
    const file = join(configuration("shop"), "main.tf.json", "map.html");
    const unwritable = await map("--output", file, join(home.path, "shop"));
    expect(unwritable.exitCode).toBe(2);
    expect(unwritable.output).toMatch(/^azmi: .*map\.html cannot be written: (ENOTDIR|EEXIST)\n$/);
    expect((await map("--no-such-option")).exitCode).toBe(2);
  });
});
