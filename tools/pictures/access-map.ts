import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { AZMI, ROOT } from "../paths";

const PICTURE = join(ROOT, "docs", "access-map.png");

/**
 * Takes the picture of the access map in the documentation: the map of the walkthrough, as `cdktf synth` writes it.
 *
 *   npm run synth && tsx tools/pictures/access-map.ts
 */
async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "azmi-picture-"));
  const browser = await chromium.launch({
    executablePath: spawnSync("which", ["chromium"], { encoding: "utf8" }).stdout.trim(),
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
  try {
    const app = join(ROOT, "cdktf.out");
    const { status, stderr } = spawnSync(process.execPath, [AZMI, "map", "--output", `${directory}/`, app], {
      encoding: "utf8",
    });
    if (status !== 0) {
      throw new Error(stderr);
    }
    const page = await browser.newPage({ viewport: { width: 1440, height: 640 }, colorScheme: "light" });
    await page.goto(pathToFileURL(join(directory, "access-map.html")).href);
    await page.getByRole("combobox", { name: "Resource group or stack" }).selectOption("rg-vms-to-sql");
    writeFileSync(PICTURE, await page.screenshot());
    console.log(`wrote ${PICTURE}, ${String(readFileSync(PICTURE).length)} bytes`);
  } finally {
    await browser.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
