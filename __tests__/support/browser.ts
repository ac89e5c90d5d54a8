import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { type AccessModel } from "../../lib/audit/access/access-model";
import { type MapData, mapData, mapPage } from "../../lib/audit/map";
import { MAP_PAGE } from "../../tools/paths";
import { type NeededProgram } from "./needed-program";

/** The browser of the system; playwright-core brings none. */
export const CHROMIUM: NeededProgram = { program: "chromium", probe: ["--version"], required: "REQUIRE_CHROMIUM" };

export interface OpenPage {
  readonly page: Page;
  /** What the page asked the network for, and what went wrong in it. */
  readonly trouble: string[];
}

export interface PageOptions {
  readonly colorScheme?: "light" | "dark";
  /** Lets a test add a script of its own. */
  readonly bypassCSP?: boolean;
}

/** Opens maps in one browser for all tests of a suite. */
export class MapBrowser {
  private browser: Browser | undefined;
  private readonly directory = mkdtempSync(join(tmpdir(), "azmi-page-"));
  private pages = 0;

  public openModel(model: AccessModel, options: PageOptions = {}): Promise<OpenPage> {
    return this.open(mapData(model), options);
  }

  public async open(data: MapData, { colorScheme = "light", bypassCSP = false }: PageOptions = {}): Promise<OpenPage> {
    // Root may not use the sandbox, and a container has little shared memory.
    const args = ["--no-sandbox", "--disable-dev-shm-usage"];
    this.browser ??= await chromium.launch({ executablePath: "/usr/bin/chromium", args });
    const file = join(this.directory, `${String((this.pages += 1))}.html`);
    writeFileSync(file, mapPage(data, readFileSync(MAP_PAGE, "utf8")));
    const url = pathToFileURL(file).href;
    const page = await this.browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme, bypassCSP });
    const trouble: string[] = [];
    page.on("request", (request) => {
      if (request.url() !== url) {
        trouble.push(`requested ${request.url()}`);
      }
    });
    page.on("console", (message) => trouble.push(message.text()));
    page.on("pageerror", (error) => trouble.push(error.message));
    page.on("dialog", (dialog) => {
      trouble.push(`opened a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(url);
    await page.waitForSelector("html[data-ready]");
    return { page, trouble };
  }

  public async close(): Promise<void> {
    await this.browser?.close();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
