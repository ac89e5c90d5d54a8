import { readFileSync } from "node:fs";
import { type Locator, type Page } from "playwright-core";
import { mapDifference } from "../../../lib/audit/map";
import { largeModel, ModelBuilder, smallModel } from "../../support/access-models";
import { CHROMIUM, MapBrowser, type OpenPage } from "../../support/browser";
import { testNeeding } from "../../support/needed-program";

const browserTest = testNeeding(CHROMIUM);

const browser = new MapBrowser();
const opened: OpenPage[] = [];

afterEach(async () => {
  const all = opened.splice(0);
  await Promise.all(all.map(({ page }) => page.close()));
  expect(all.flatMap(({ trouble }) => trouble)).toEqual([]);
});
afterAll(() => browser.close());

/** No test may see a request, an error or a dialog. */
async function open(...args: Parameters<MapBrowser["openModel"]>): Promise<Page> {
  const page = await browser.openModel(...args);
  opened.push(page);
  return page.page;
}

const small = (): Promise<Page> => open(smallModel().build());

const column = (page: Page, name: string): Locator => page.getByRole("group", { name, exact: true });

const cards = (page: Page, name: string): Promise<string[]> =>
  column(page, name).locator(".card .label").allTextContents();

const card = (page: Page, name: string, label: string): Locator =>
  column(page, name).locator(".card", { hasText: label });

const details = (page: Page): Locator => page.getByRole("complementary", { name: "Details" });

const chips = async (page: Page): Promise<string[]> => (await page.locator(".chip").allTextContents()).sort();

browserTest("the map has sources left, identities in the middle and targets right", async () => {
  const page = await small();
  expect((await cards(page, "Sources")).sort()).toEqual([
    "adf-reports",
    "app-orders",
    "func-stock",
    "job-orders-nightly",
    "repo:contoso/shop:ref:refs/heads/main",
    "vm-build-agent-west-europe-01",
  ]);
  expect(await cards(page, "Groups")).toEqual(["grp-operators"]);
  const left = async (name: string, label: string): Promise<number> => (await card(page, name, label).boundingBox())!.x;
  const positions = [
    await left("Sources", "app-orders"),
    await left("Identities", "id-orders"),
    await left("Groups", "grp-operators"),
    await left("Targets", "kv-orders"),
  ];
  expect(positions).toEqual([...positions].sort((one, other) => one - other));
  expect(await chips(page)).toEqual([
    "Azure Service Bus Data Receiver",
    "Azure Service Bus Data Sender",
    "Key Vault Secrets User",
    "Storage Blob Data Contributor",
    "db_datareader, db_datawriter",
    "▲ Contributor (on activation)",
    "▲ Owner",
    "◆ Storage Blob Data Owner",
    "◆ Storage Blob Data Reader",
  ]);
});

browserTest("a click on an identity shows what it may do, who carries it and where it is declared", async () => {
  const page = await small();
  await card(page, "Identities", "id-orders").click();
  const panel = details(page);
  expect(await panel.getByRole("heading", { level: 2 }).textContent()).toBe("id-orders");
  expect((await panel.locator("li .label").allTextContents()).sort()).toEqual([
    "Azure Service Bus Data Sender",
    "Key Vault Secrets User",
    "app-orders",
    "db_datareader, db_datawriter",
    "job-orders-nightly",
  ]);
  expect(await panel.locator("dd").allTextContents()).toEqual([
    "rg-shop",
    "shop",
    "azurerm_user_assigned_identity.id-orders",
    "shop/id-orders",
  ]);
  expect((await page.locator(".card:not(.dim) .label").allTextContents()).sort()).toEqual([
    "app-orders",
    "id-orders",
    "job-orders-nightly",
    "kv-orders",
    "orders-incoming",
    "sqldb-orders",
  ]);
});

browserTest("a click on the label of a grant shows the grant", async () => {
  const page = await small();
  await page.getByRole("button", { name: "▲ Owner", exact: true }).click();
  expect(await details(page).locator("dt, dd").allTextContents()).toEqual([
    ...["Who", "id-deploy", "On", "subscription 00000000"],
    ...["Risk", "▲ privileged: can give access to others, or become others", "Plane", "control"],
    ...["Role", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Stack or file", "shop"],
    ...["Address", "azurerm_role_assignment.grant7", "Construct", "shop/grant7"],
  ]);
});

browserTest("the search finds a name, selects it with Enter, and opens what hides it", async () => {
  const page = await open(largeModel().build());
  expect(await cards(page, "Identities")).toHaveLength(20);
  const field = page.getByRole("combobox", { name: "Search names" });
  await field.fill("service-142");
  expect(await page.getByRole("option").locator(".label").allTextContents()).toEqual([
    "app-service-142",
    "id-service-142",
  ]);
  await field.press("ArrowDown");
  await field.press("Enter");
  expect(await details(page).getByRole("heading", { level: 2 }).textContent()).toBe("id-service-142");
  const found = card(page, "Identities", "id-service-142");
  expect(await found.getAttribute("aria-pressed")).toBe("true");
  expect(await page.locator(":focus .label").textContent()).toBe("id-service-142");
});

browserTest("a group of a large map opens and closes", async () => {
  const page = await open(largeModel().build());
  const group = card(page, "Identities", "rg-team-05");
  await group.click();
  expect(await cards(page, "Identities")).toHaveLength(19 + 15);
  await column(page, "Identities").getByRole("button", { name: "rg-team-05", expanded: true }).click();
  expect(await cards(page, "Identities")).toHaveLength(20);
});

browserTest("filters leave the grants of a risk, a kind or a group, with what leads to them", async () => {
  const page = await small();
  const risks = page.getByRole("group", { name: "Risk" });
  await risks.getByRole("button", { name: "limited" }).click();
  await risks.getByRole("button", { name: "broad" }).click();
  expect(await chips(page)).toEqual(["▲ Contributor (on activation)", "▲ Owner"]);
  expect((await cards(page, "Identities")).sort()).toEqual(["ada@contoso.com", "id-deploy"]);

  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByRole("combobox", { name: "Kind" }).selectOption("servicebus queue");
  expect(await cards(page, "Targets")).toEqual(["orders-incoming"]);
  expect((await cards(page, "Identities")).sort()).toEqual(["func-stock", "id-orders"]);

  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByRole("combobox", { name: "Resource group or stack" }).selectOption("rg-reports");
  expect((await cards(page, "Targets")).sort()).toEqual(["rg-shop", "streports"]);

  await page.getByRole("combobox", { name: "Kind" }).selectOption("user");
  expect(await page.getByRole("heading", { name: "Nothing matches the filters" }).isVisible()).toBe(true);
});

describe("questions:", () => {
  browserTest("who can reach this, also by a grant on the resource group and as a member of a group", async () => {
    const page = await small();
    await card(page, "Targets", "kv-orders").click();
    await page.getByRole("button", { name: "Who can reach this?" }).click();
    expect(await page.getByRole("status").textContent()).toContain("Who can reach kv-orders?3 identities, 3 sources");
    expect((await cards(page, "Identities")).sort()).toEqual(["ada@contoso.com", "id-orders", "id-reports"]);
    expect(await cards(page, "Groups")).toEqual(["grp-operators"]);
    expect((await cards(page, "Sources")).sort()).toEqual(["adf-reports", "app-orders", "job-orders-nightly"]);
    await page.getByRole("button", { name: "Show everything" }).click();
    expect(await cards(page, "Targets")).toHaveLength(7);
  });

  browserTest("what can this reach, from a source through its identity", async () => {
    const page = await small();
    await card(page, "Sources", "adf-reports").click();
    await page.getByRole("button", { name: "What can this reach?" }).click();
    expect(await cards(page, "Sources")).toEqual(["adf-reports"]);
    expect(await cards(page, "Identities")).toEqual(["id-reports"]);
    expect((await cards(page, "Targets")).sort()).toEqual(["rg-shop", "streports"]);
  });

  browserTest("who can become this, with each step and its reason", async () => {
    const page = await small();
    await card(page, "Identities", "id-orders").click();
    await page.getByRole("button", { name: "Who can become this? (2)" }).click();
    const paths = details(page).locator(".path");
    const texts = await Promise.all(
      (await paths.all()).map((path) => path.locator("h3, strong, .why").allTextContents()),
    );
    expect(texts.sort()).toEqual([
      [
        "ada@contoso.com",
        "grp-operators",
        "ada@contoso.com is a member of grp-operators",
        "id-orders",
        "Contributor on rg-shop may run code on app-orders, which carries id-orders",
      ],
      ["id-deploy", "id-orders", "Owner on the subscription may attach id-orders to a resource of its own"],
    ]);
    expect(await cards(page, "2 steps away")).toEqual(["ada@contoso.com"]);
    expect((await cards(page, "1 step away")).sort()).toEqual(["grp-operators", "id-deploy"]);
    expect(await cards(page, "Identity")).toEqual(["id-orders"]);
  });

  browserTest("who can become this, if nobody can", async () => {
    const page = await small();
    await card(page, "Identities", "id-reports").click();
    await page.getByRole("button", { name: "Who can become this? (0)" }).click();
    expect(await details(page).textContent()).toContain("Nothing on this map lets anybody act as it.");
  });
});

browserTest("the keyboard does what the mouse does", async () => {
  const page = await small();
  const focused = (): Promise<string | null> => page.locator(":focus .label").textContent();
  await page.keyboard.press("/");
  await page.keyboard.type("id-orders");
  await page.keyboard.press("Enter");
  expect(await focused()).toBe("id-orders");
  await page.keyboard.press("ArrowLeft");
  expect(["app-orders", "job-orders-nightly", "func-stock"]).toContain(await focused());
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Escape");
  expect(await details(page).getByRole("heading", { level: 2 }).first().textContent()).toBe("Highest risk");
  await page.keyboard.press("Enter");
  expect(await details(page).getByRole("heading", { level: 2 }).textContent()).toBe(await focused());
});

browserTest("the table has all grants", async () => {
  const page = await small();
  await page.getByRole("button", { name: "Table" }).click();
  expect(await page.getByRole("row").count()).toBe(10);
  expect(await page.getByRole("row", { name: "id-deploy" }).getByRole("cell").allTextContents()).toEqual([
    "vm-build-agent-west-europe-01, repo:contoso/shop:ref:refs/heads/main",
    "Owner",
    "subscription 00000000",
    "▲ privileged privileged",
  ]);
});

browserTest("the print has the map and the table, without the controls, on white", async () => {
  const page = await open(smallModel().build(), { colorScheme: "dark" });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
  expect(await page.locator("#toolbar").isVisible()).toBe(false);
  expect(await details(page).isVisible()).toBe(false);
  expect(await card(page, "Identities", "id-orders").isVisible()).toBe(true);
  expect(await page.getByRole("row").count()).toBe(10);
  const colors = await page.evaluate<unknown>(
    `[getComputedStyle(document.body).color, getComputedStyle(document.querySelector(".card")).backgroundColor]`,
  );
  expect(colors).toEqual(["rgb(24, 32, 43)", "rgb(255, 255, 255)"]);
  const boxes = await Promise.all((await page.locator(".card").all()).map((each) => each.boundingBox()));
  const right = Math.max(...boxes.map((box) => (box === null ? Infinity : box.x + box.width)));
  expect(right).toBeLessThan(1060);
});

browserTest("an empty map and an empty difference say so", async () => {
  const page = await open(new ModelBuilder().build());
  expect(await page.getByRole("heading", { name: "No access" }).isVisible()).toBe(true);
  const model = smallModel().build();
  const difference = await browser.open(mapDifference(model, model));
  opened.push(difference);
  expect(await difference.page.getByRole("heading", { name: "Nothing changes" }).isVisible()).toBe(true);
});

browserTest("a difference shows what changes, and everything on demand", async () => {
  const before = smallModel().build();
  const [first, second, ...rest] = before.grants;
  const after = { ...before, grants: [{ ...first!, what: "Key Vault Secrets Officer" }, ...rest] };
  const difference = await browser.open(mapDifference(before, after));
  opened.push(difference);
  const { page } = difference;
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Access changes");
  expect(await chips(page)).toEqual(["~changed: Key Vault Secrets Officer", `−removed: ${second!.what}`]);
  await page.getByRole("button", { name: "changed: Key Vault Secrets Officer" }).click();
  expect(await details(page).locator("dd").allTextContents()).toContain("Key Vault Secrets User (limited)");
  await page.getByRole("button", { name: "Only changes" }).click();
  expect(await cards(page, "Targets")).toHaveLength(7);
});

const HOSTILE = [
  '<img src="https://evil.example/x" onerror="alert(1)">',
  "</script><script>alert(1)</script>",
  '"><svg onload=alert(1)>',
  "javascript:alert(1)",
  "__proto__",
  "'; alert(1); '",
  "{{constructor.constructor('alert(1)')()}}",
];

browserTest("names run no script and load nothing, wherever they are shown", async () => {
  const model = new ModelBuilder();
  HOSTILE.forEach((name, index) => {
    const cluster = index % 2 === 0 ? name : "";
    const identity = model.identity(name, cluster);
    model.source(name, [identity], cluster, name);
    model.grant(identity, model.target(name, name, cluster), name, "privileged", { roleId: name });
    model.trust(identity, name, name);
    model.become(`${name} ${name}`, identity, [identity, name]);
  });
  const page = await open(model.build());
  expect((await cards(page, "Identities")).sort()).toEqual([...HOSTILE].sort());
  for (const name of HOSTILE) {
    await card(page, "Identities", name).first().click();
    expect(await details(page).getByRole("heading", { level: 2 }).textContent()).toBe(name);
  }
  await page.getByRole("button", { name: "Who can become this? (1)" }).click();
  await page.getByRole("combobox", { name: "Search names" }).fill("alert");
  await page.getByRole("button", { name: "Table" }).click();
  expect(await page.locator("img, svg[onload], script:not([id]):not(:last-of-type)").count()).toBe(0);
});

browserTest("a script that is not the page's own does not run", async () => {
  const page = await open(smallModel().build());
  await page.evaluate(`{
    const script = document.createElement("script");
    script.textContent = "document.title = 'changed'";
    document.body.append(script);
  }`);
  expect(await page.title()).toBe("Access map");
  expect(opened[0]!.trouble.splice(0)).toEqual([expect.stringMatching(/Content Security Policy/)]);
});

describe.each(["light", "dark"] as const)("in %s colors", (colorScheme) => {
  browserTest("axe-core finds nothing", async () => {
    const page = await open(smallModel().build(), { colorScheme, bypassCSP: true });
    await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
    const violations = (): Promise<unknown> =>
      page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: { run: () => Promise<{ violations: unknown[] }> } };
        return (await axe.run()).violations;
      });
    expect(await violations()).toEqual([]);
    await card(page, "Identities", "id-orders").click();
    expect(await violations()).toEqual([]);
    await page.getByRole("button", { name: "Who can become this?" }).click();
    expect(await violations()).toEqual([]);
    await page.getByRole("button", { name: "Table" }).click();
    await page.getByRole("combobox", { name: "Search names" }).fill("o");
    expect(await violations()).toEqual([]);
  });
});
